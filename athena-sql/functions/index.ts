import { aggregate } from "./aggregate";
import { array } from "./array";
import type { Chapter } from "./chapter";
import { datetime } from "./datetime";
import type { FunctionInfo } from "../query-engine";
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

const KINDS: Readonly<Record<string, FunctionInfo["kind"]>> = { agg: "aggregate", win: "window" };

/** Every overload that the engine runs, by the function's name. Syntax such as `coalesce` and `try` is not a function in Trino. */
export function listFunctions(): readonly FunctionInfo[] {
  const all = chapters.flatMap(({ functions }) =>
    Object.entries(functions).flatMap(([name, { takes: ways }]) =>
      ways.map((declared): FunctionInfo => {
        const [, kind = "", takes = "", gives = ""] = /^(?:(agg|win) )?(.*?) ?-> (.*?) := /s.exec(declared) ?? [];
        return { name, takes, gives, kind: KINDS[kind] ?? "scalar" };
      }),
    ),
  );
  return all.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
