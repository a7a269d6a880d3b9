import type { CellRunner } from "../../../kernel/run/runner";
import type { CellCall } from "./messages";

/** Keeps the calls that cells make of functions which other cells have declared. */
interface CallLog {
  /** Called before a cell runs. */
  begin(cell: string): void;
  /** Called after a cell has run: from now on the calls of these functions are kept, as far as they are declared. */
  watch(runner: CellRunner, names: readonly string[]): void;
  getCalls(name: string): readonly CellCall[];
}

/** More calls than any cell of a lab makes. */
const MAX_CALLS = 100;

export function createCallLog(): CallLog {
  const calls = new Map<string, CellCall[]>();
  const watched = new WeakSet<object>();
  let cell = "";
  const watchClient = (runner: CellRunner, name: string): void => {
    const found = runner.getValue(name);
    if (typeof found !== "function" || watched.has(found)) return;
    const list: CellCall[] = [];
    calls.set(name, list);
    const proxy = new Proxy(found, {
      apply(target, self, args: unknown[]) {
        if (list.length < MAX_CALLS) list.push({ cell, args });
        return Reflect.apply(target, self, args) as unknown;
      },
    });
    watched.add(proxy);
    runner.assign(name, proxy);
  };
  return {
    begin: (id) => {
      cell = id;
    },
    watch: (runner, names) => {
      for (const name of names) watchClient(runner, name);
    },
    getCalls: (name) => calls.get(name) ?? [],
  };
}
