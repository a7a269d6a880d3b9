import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A number that is whole already gets a shard more. */
  "one-more-than-whole": {
    fails: ["counts the records"],
    changes: [
      [
        "Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000))",
        "Math.floor(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000)) + 1",
      ],
    ],
  },
  /** A KiB has 1,024 bytes: all lines that use the size get another number. */
  "kilobytes-of-a-thousand-bytes": {
    fails: ["rounds the size of a record up to whole KiB"],
    isAlwaysJudged: true,
    changes: [["Math.ceil(recordBytes / 1024)", "Math.ceil(recordBytes / 1000)"]],
  },
  /** The size of the page's records, whatever the function is asked. */
  "size-by-heart": {
    fails: ["rounds the size of a record up to whole KiB"],
    isAlwaysJudged: true,
    changes: [["Math.ceil(recordBytes / 1024)", "Math.ceil(1300 / 1024)"]],
  },
  /** The record's size is not rounded up: 1,025 bytes count as two KiB. */
  "size-not-rounded": {
    fails: ["rounds the size of a record up to whole KiB"],
    changes: [["Math.ceil(recordBytes / 1024)", "recordBytes / 1024"]],
  },
};
