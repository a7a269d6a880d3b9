import type { CompiledCell } from "../../../kernel/cells";
import type { CellRunner } from "../../../kernel/run/runner";
import type { CellRepetition } from "./messages";

/**
 * Runs a cell again, while a function of an earlier cell has other results and variables have other values. They are restored afterward.
 *
 * @returns whether the cell ended without an error
 */
export async function runAgain(
  runner: CellRunner,
  cell: CompiledCell,
  { name, addend, values }: Pick<CellRepetition, "addend" | "values"> & { readonly name: string },
): Promise<boolean> {
  const found = runner.getValue(name);
  const replaced = typeof found === "function" ? { ...values, [name]: addToResults(found, addend) } : values;
  const before = Object.keys(replaced).map((key) => [key, runner.getValue(key)] as const);
  for (const [key, value] of Object.entries(replaced)) runner.assign(key, value);
  try {
    return (await runner.run(cell)).ok;
  } finally {
    for (const [key, value] of before) runner.assign(key, value);
  }
}

/** The function with the addend in each number that it returns. */
const addToResults = (found: object, addend: number): object =>
  new Proxy(found, {
    apply(target, self, args: unknown[]) {
      const result = Reflect.apply(target as () => unknown, self, args);
      return typeof result === "number" ? result + addend : result;
    },
  });
