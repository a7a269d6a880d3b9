import type { Mistake } from "../../../grader/index";

/** The grader reads the name from the code: it would take the first piece for the name. */
export const mistake: Mistake = {
  exercise: "06-capstone.student-name",
  fails: ["is one text in quotes, of letters, digits and hyphens"],
  answer: ['const STUDENT = "Saul Rossi" + " Silva";'],
};
