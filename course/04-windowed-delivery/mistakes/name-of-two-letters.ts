import type { Mistake } from "../../../grader/index";

/** Too short. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.student-name",
  fails: ["is a name that a bucket may carry"],
  answer: ['const STUDENT = "ad";'],
};
