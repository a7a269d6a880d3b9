import { aggregate } from "./aggregate";
import { array } from "./array";
import type { Chapter } from "./chapter";
import { datetime } from "./datetime";
import { json } from "./json";
import { map } from "./map";
import { math } from "./math";
import { other } from "./other";
import { regexp } from "./regexp";
import { string } from "./string";
import { window } from "./window";

/** The chapters of engine v3's functions that the lab cloud knows. One line a chapter. */
export const chapters: readonly Chapter[] = [
  aggregate,
  string,
  datetime,
  json,
  array,
  map,
  window,
  regexp,
  math,
  other,
];
