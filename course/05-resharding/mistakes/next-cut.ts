import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The number is right, but a BigInt: the API's hash keys are strings. */
  "cut-as-bigint": {
    fails: ["cuts the shard that is too busy"],
    isAlwaysJudged: true,
    answer: ['const NEXT_CUT = BigInt(hashKeyOf("drum-festival"));'],
  },
  /** The number is right, but in hexadecimal digits: AWS takes decimal ones. */
  "cut-in-hexadecimal-digits": {
    fails: ["cuts the shard that is too busy"],
    isAlwaysJudged: true,
    answer: ['const NEXT_CUT = `0x${BigInt(hashKeyOf("drum-festival")).toString(16)}`;'],
  },
  /** The learner cuts at the hottest concert, and gives it the company of all others. */
  "cut-at-the-hottest": {
    fails: ["leaves neither of the two new shards too busy"],
    answer: ['const NEXT_CUT = hashKeyOf("film-hour");'],
  },
  /** AWS expects a hash key, and not the percentage of the table. */
  "cut-in-percent": {
    fails: ["cuts the shard that is too busy", "leaves neither of the two new shards too busy"],
    answer: ['const NEXT_CUT = "8.9";'],
  },
  /** The busy shard is cut in the middle, as in 2.1: most of its records come to the lower of the two new shards. */
  "cut-in-the-middle": {
    fails: ["leaves neither of the two new shards too busy"],
    answer: ["const NEXT_CUT = (1n << 126n).toString();"],
  },
  /** The hash key of a split begins the upper shard. The learner gives that of the last concert of the lower one. */
  "cut-one-concert-too-early": {
    fails: ["leaves neither of the two new shards too busy"],
    answer: ['const NEXT_CUT = hashKeyOf("blues-parade");'],
  },
  /** The concert is the hottest of the shard that has room for all of its own. */
  "cut-the-idle-shard": {
    fails: ["cuts the shard that is too busy", "leaves neither of the two new shards too busy"],
    answer: ['const NEXT_CUT = hashKeyOf("indie-hour");'],
  },
};
