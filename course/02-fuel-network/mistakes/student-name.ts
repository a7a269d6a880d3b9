import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The grader reads the name in the code, and computes nothing. */
  "name-of-a-variable": {
    fails: ["is a name in quotes, without accents or special characters"],
    answer: ['const first = "Otto Lamport";', "const STUDENT = `${first} Silva`;"],
  },
  /** The grader reads letters from a to z alone. */
  "name-with-an-accent": {
    fails: ["is a name in quotes, without accents or special characters"],
    answer: ['const STUDENT = "zoë-müller";'],
  },
};
