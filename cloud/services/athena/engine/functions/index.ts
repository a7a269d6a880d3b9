import { aggregate } from "./aggregate";
import type { Chapter } from "./chapter";

/** The chapters of engine v3's functions that the lab cloud knows. One line a chapter. */
export const chapters: readonly Chapter[] = [
  aggregate,
];
