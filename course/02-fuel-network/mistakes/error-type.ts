import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The error output type replaces the date, instead of following it. */
  "kind-of-failure-instead-of-the-date": {
    fails: ["keeps the date"],
    answer: ['const DATED_ERROR_PREFIX = "failed/!{firehose:error-output-type}/";'],
  },
  /** AWS accepts an error prefix without expressions, but then it has neither error output type nor date. */
  "no-expression-at-all": {
    fails: ["names the type of failure, since the error prefix has expressions", "keeps the date"],
    answer: ['const DATED_ERROR_PREFIX = "failed/";'],
  },
  /** Failed records are grouped by month. */
  "month-instead-of-the-day": {
    fails: ["keeps the date"],
    answer: ['const DATED_ERROR_PREFIX = "failed/!{timestamp:yyyy/MM}/!{firehose:error-output-type}/";'],
  },
};
