import type { FunctionInfo } from "../query-engine";
import { chapters } from "./index";

const KINDS: Readonly<Record<string, FunctionInfo["kind"]>> = { agg: "aggregate", win: "window" };

/** Every way to call a function that the engine runs, by name. What has a syntax of its own (`coalesce`, `try`) is no function to Trino. */
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
