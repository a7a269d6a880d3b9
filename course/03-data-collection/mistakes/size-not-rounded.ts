import type { Mistake } from "../../../grader/index";

/** The record's size is not rounded up: 1,025 bytes count as two KiB. */
export const mistake: Mistake = {
  exercise: "03-data-collection.shards-needed",
  fails: ["rounds the size of a record up to whole KiB"],
  answer: [
    "// The size in whole KiB, the data that comes in, the data that goes out.",
    "const recordKiB = recordBytes / 1024;",
    "const incoming = recordKiB * recordsPerSecond;",
    "const outgoing = incoming * consumers;",
    "// The largest of the three, in whole shards, but at least one.",
    "return Math.max(1, Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000)));",
  ],
};
