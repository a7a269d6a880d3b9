import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The record's size is not rounded up: 1,025 bytes count as two KiB. */
  "size-not-rounded": {
    fails: ["rounds the size of a record up to whole KiB"],
    changes: [["Math.ceil(recordBytes / 1024)", "recordBytes / 1024"]],
  },
};
