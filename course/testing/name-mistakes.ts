import type { Mistakes } from "./load-mistakes";

/** Names that the grader can't read in the code, the same in several labs. */
export const mistakes: Mistakes = {
  /** The grader reads the name in the code, and computes nothing. */
  "name-of-a-variable": {
    fails: ["is a name in quotes, without accents or special characters"],
    answer: ['const first = "Saul Rossi";', "const STUDENT = `${first} Silva`;"],
  },
  /** The grader reads letters from a to z alone. */
  "name-with-an-accent": {
    fails: ["is a name in quotes, without accents or special characters"],
    answer: ['const STUDENT = "zoë-müller";'],
  },
};
