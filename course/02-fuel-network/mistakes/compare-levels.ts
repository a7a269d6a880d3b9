import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A level of 200 is enough, but counts as low here. */
  "low-at-200": {
    fails: ["ignores levels of 200 and more"],
    answer: ["const isLow = (tank: string) => `CAST(${tank} AS integer) <= 200`;"],
  },
  /** A level of 199 is low, but counts as enough here. */
  "low-only-below-199": {
    fails: ["finds each level below 200"],
    answer: ["const isLow = (tank: string) => `CAST(${tank} AS integer) < 199`;"],
  },
  /** An integer is compared with a varchar: Athena refuses the query. */
  "number-against-text": {
    fails: ["finds each level below 200", "ignores levels of 200 and more"],
    answer: ["const isLow = (tank: string) => `CAST(${tank} AS integer) < '200'`;"],
  },
  /** The levels are still compared as text: "0200" is no better a limit than "200". */
  "text-with-a-longer-limit": {
    fails: ["finds each level below 200", "ignores levels of 200 and more"],
    answer: ["const isLow = (tank: string) => `${tank} < '0200'`;"],
  },
};
