import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The error prefix has an expression, but not the error output type: AWS refuses it, too. */
  "error-prefix-with-a-date-alone": {
    fails: ["says where failed records go, since the prefix has expressions"],
    answer: ['const ERROR_PREFIX = "error/!{timestamp:yyyy}/";'],
  },
  /** AWS accepts it, but it isn't the prefix of the text. */
  "slash-after-error": {
    fails: ["says where failed records go, since the prefix has expressions"],
    answer: ['const ERROR_PREFIX = "error/";'],
  },
};
