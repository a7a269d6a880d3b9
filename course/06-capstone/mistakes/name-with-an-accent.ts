import type { Mistake } from "../../../grader/index";

/** The grader reads letters from a to z alone. */
export const mistake: Mistake = {
  exercise: "06-capstone.student-name",
  fails: ["is one text in quotes, of letters, digits and hyphens"],
  answer: ['const STUDENT = "zoë-müller";'],
};
