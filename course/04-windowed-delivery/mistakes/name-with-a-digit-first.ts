import type { Mistake } from "../../../grader/index";

/** The name begins with a digit. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.student-name",
  fails: ["is a name that a bucket may carry", "is in the names of stream and bucket"],
  answer: ['const STUDENT = "1815-ada";'],
};
