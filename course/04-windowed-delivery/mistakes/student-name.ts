import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The name is too long. */
  "name-of-21-letters": {
    fails: ["is a name that a bucket may carry"],
    answer: ['const STUDENT = "ada-lovelace-countess";'],
  },
  /** The name is too short. */
  "name-of-two-letters": {
    fails: ["is a name that a bucket may carry"],
    answer: ['const STUDENT = "ad";'],
  },
  /** The name begins with a digit. */
  "name-with-a-digit-first": {
    fails: ["is a name that a bucket may carry", "is in the names of stream and bucket"],
    answer: ['const STUDENT = "1815-ada";'],
  },
  /** The name has an underscore and capitals, which are valid in a stream's name, but not in a bucket's. */
  "name-with-underscore": {
    fails: ["is a name that a bucket may carry", "is in the names of stream and bucket"],
    answer: ['const STUDENT = "Ada_Lovelace";'],
  },
};
