import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The folders' names are the values alone, without `key=`. */
  "folder-without-name": {
    fails: ["gives each folder the name of its key"],
    answer: ["const folder = (key: string) => `!{partitionKeyFromQuery:${key}}/`;"],
  },
  /** The placeholders follow each other without a slash. */
  "folder-without-slash": {
    fails: ["puts the value of each key into a separate folder"],
    answer: ["const folder = (key: string) => `${key}=!{partitionKeyFromQuery:${key}}`;"],
  },
  /** Each folder begins with a slash instead of ending with one, so one folder has no name. */
  "slash-at-the-wrong-end": {
    fails: ["puts the value of each key into a separate folder"],
    answer: ["const folder = (key: string) => `/${key}=!{partitionKeyFromQuery:${key}}`;"],
  },
};
