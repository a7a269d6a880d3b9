import type { FunctionInfo } from "../query-engine";
import { chapters } from "./index";

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
