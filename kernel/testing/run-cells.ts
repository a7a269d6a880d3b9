// Its own process that runs compiled cells, as a sandbox does. Responds over IPC: results, requested values, and whether
// a TypeScript compiler was loaded.
import { createRequire } from "node:module";
import { createCellRunner, type CellResult, type CompiledCell } from "../cells";

export interface CellsToRun {
  readonly root: string;
  readonly cells: readonly CompiledCell[];
  readonly values: readonly string[];
}
export interface RunAnswer {
  readonly results: readonly CellResult[];
  readonly values: readonly unknown[];
  readonly compilerLoaded: boolean;
}

process.once("message", (order: CellsToRun) => {
  void run(order).then((answer) => process.send?.(answer, () => process.exit(0)));
});

async function run({ root, cells, values }: CellsToRun): Promise<RunAnswer> {
  const runner = createCellRunner(root);
  const results: CellResult[] = [];
  for (const cell of cells) results.push(await runner.run(cell));
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  return {
    results,
    values: values.map((name) => runner.getValue(name)),
    compilerLoaded: loaded.some((file) => file.includes("typescript")),
  };
}
