import vm from "node:vm";
import type { GoodCell } from "../cell";
import { DISPLAY_HOOK, tslabModule, type DisplayBundle } from "./display";
import { createLocalModules } from "./modules";
import { createPositions } from "./positions";
import { createRunningCells, type CellSink, type Outcome } from "./running-cells";
import { createShared } from "./shared";
import { readableStacks, type Stacks } from "./stack";

export interface Runtime {
  readonly stacks: Stacks;
  /** Runs a cell; resolves when it is done and its rejected promises are known. Never rejects. */
  run(cell: GoodCell, sink: CellSink): Promise<Outcome>;
  /** Ends the wait for the cell that runs, if one does. */
  interrupt(): void;
  /** A value that a cell declared; undefined if none did. */
  value(name: string): unknown;
}

type CellBody = (exports: object, require: unknown, labs: object) => Promise<void> | undefined;

/** tslab's emit starts after this line, which makes every cell a module. */
const LINES_BEFORE_CELL = 1;

/**
 * Runs compiled cells in this process, in the global scope's realm, as tslab does: what a cell declares goes to one object that
 * later cells read and write. Takes over stdout, stderr and the form of stacks for the whole process.
 *
 * @param root absolute path of the project, where relative imports in cells start
 */
export function createRuntime(root: string): Runtime {
  const positions = createPositions();
  const stacks = readableStacks(root, positions);
  const running = createRunningCells();
  const show = (bundle: DisplayBundle, update: boolean): void => { running.sink()?.display(bundle, update); };
  Object.assign(globalThis, { [DISPLAY_HOOK]: show });
  const log = console.log.bind(console);
  const labs = {};
  const modules = createLocalModules(root, labs, { tslab: tslabModule(show) });
  const shared = createShared();
  let serial = 0;

  async function evaluate(cell: GoodCell): Promise<void> {
    const script = `labs-cell:${++serial}`;
    positions.add(script, { cell: cell.id, maps: cell.maps, linesBefore: LINES_BEFORE_CELL });
    for (const file of cell.modules) positions.add(file.path, { file: file.source, maps: file.maps, linesBefore: 0 });
    modules.add(cell.modules);
    const start = `(${cell.awaits ? "async " : ""}function (exports, require, labs) { `;
    const body = vm.runInThisContext(`${start}${cell.js}\n})`, { filename: script, columnOffset: -start.length }) as CellBody;
    await body(shared.exports, modules.require, labs);
    if (cell.lastExpression === undefined) return;
    const last = shared.take(cell.lastExpression);
    if (last !== null && last !== undefined) log(last);
  }

  return {
    stacks,
    run: (cell, sink) => running.run(sink, () => evaluate(cell)),
    interrupt: () => { running.interrupt(); },
    value: (name) => shared.value(name),
  };
}
