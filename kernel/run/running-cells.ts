import { setImmediate as nextTurn } from "node:timers";
import type { DisplayBundle } from "./display";
import { Interrupted } from "./interrupted";
import { takeOverOutput } from "./take-over-output";
import { watchFaults } from "./watch-faults";

/** Where the outputs of one run of a cell go, during the run and after it. */
export interface CellSink {
  stream(name: "stdout" | "stderr", text: string): void;
  display(bundle: DisplayBundle, update: boolean): void;
  /** An error of work that the cell left behind (a timer, a promise nobody awaits), after the run or beside its own error. */
  late(error: unknown): void;
}

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

/** One run of a cell. */
export interface RunningCell { readonly sink: CellSink }

export interface RunningCells {
  /** Runs a cell to its end, or to its interruption. Never rejects. */
  run(sink: CellSink, body: () => Promise<void>): Promise<Outcome>;
  /** Ends the wait for the cell that runs, if one does. */
  interrupt(): void;
  /** Where output goes at the moment: to the cell that runs, or else to the one that ran last. */
  sink(): CellSink | undefined;
}

/**
 * Runs one cell after another and brings each its output. Takes over stdout, stderr and the process's faults.
 *
 * @remarks Node 20 could tell which cell a timer or a promise came from, but then shows its own marks on each promise that a
 * learner prints. So output of work left behind goes to the newest cell, as in tslab.
 */
export function createRunningCells(): RunningCells {
  let current: RunningCell | undefined;
  let newest: RunningCell | undefined;
  let stop: (reason: Interrupted) => void = () => undefined;
  takeOverOutput((name, text) => {
    newest?.sink.stream(name, text);
    return newest !== undefined;
  });
  const faults = watchFaults(() => newest, () => current);

  async function run(sink: CellSink, body: () => Promise<void>): Promise<Outcome> {
    const cell: RunningCell = { sink };
    current = newest = cell;
    const interrupted = new Promise<never>((_, reject) => { stop = reject; });
    const outcome = await Promise.race([body(), interrupted]).then(
      (): Outcome => ({ ok: true }),
      (error: unknown): Outcome => ({ ok: false, error }),
    );
    // Node tells of an unhandled rejection only when the promises at hand have run.
    await new Promise((resolve) => nextTurn(resolve));
    current = undefined;
    const [first, ...others] = faults.of(cell);
    if (first === undefined) return outcome;
    const shown = outcome.ok ? others : [first, ...others];
    for (const { error } of shown) sink.late(error);
    return outcome.ok ? { ok: false, error: first.error } : outcome;
  }

  return {
    run,
    sink: () => newest?.sink,
    interrupt: () => { if (current !== undefined) stop(new Interrupted()); },
  };
}
