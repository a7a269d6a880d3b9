import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The grader reads the name from the code: it would take the first piece for the name. */
  "name-of-two-pieces": {
    fails: ["is one text in quotes, of letters, digits and hyphens"],
    answer: ['const STUDENT = "Otto Lamport" + " Silva";'],
  },
  /** The grader reads letters from a to z alone. */
  "name-with-an-accent": {
    fails: ["is one text in quotes, of letters, digits and hyphens"],
    answer: ['const STUDENT = "zoë-müller";'],
  },
};
