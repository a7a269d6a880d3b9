import type { Mistake } from "../../../grader/index";

/** The name has an underscore and capitals, which are valid in a stream's name, but not in a bucket's. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.student-name",
  fails: ["is a name that a bucket may carry", "is in the names of stream and bucket"],
  answer: ['const STUDENT = "Ada_Lovelace";'],
};
