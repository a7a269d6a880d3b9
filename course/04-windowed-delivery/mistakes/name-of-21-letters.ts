import type { Mistake } from "../../../grader/index";

/** The name is too long. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.student-name",
  fails: ["is a name that a bucket may carry"],
  answer: ['const STUDENT = "ada-lovelace-countess";'],
};
