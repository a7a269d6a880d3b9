import type { Mistake } from "../../../grader/index";

/** A stream would take it, a bucket does not. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.student-name",
  fails: ["is a name that a bucket may carry", "stands in the names of stream and bucket"],
  answer: ['const STUDENT = "Ada_Lovelace";'],
};
