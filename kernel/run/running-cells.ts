import { setImmediate as nextTurn } from "node:timers";
import { getThrownStack } from "../report/thrown";
import type { Failure, RunOutcome } from "./failure";
import { InterruptedError } from "./interrupted";
import { takeOverOutput } from "./take-over-output";
import { watchFaults } from "./watch-faults";

/** A display as Jupyter's protocol words it: `data` from MIME type to content, binary ones in base64. */
export interface DisplayBundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly transient?: { readonly display_id?: string };
}

/** Where the outputs of one run of a cell go, during the run and after it. */
export interface CellSink {
  stream(name: "stdout" | "stderr", text: string): void;
  display(bundle: DisplayBundle, update: boolean): void;
  /** Takes the value of a cell's last expression. */
  showResult(bundle: DisplayBundle): void;
  /** Clears the cell's output, at once or before the next output. */
  clear(wait: boolean): void;
  /**
   * Asks the person at the notebook for a line of text, and blocks until the answer is there. Absent where no one can answer.
   *
   * @throws Interrupted
   */
  readonly prompt?: (question: string, password: boolean) => string;
  /**
   * An error that is not the run's own outcome: from a timer or a promise that is not awaited, possibly after the run.
   */
  handleLateFailure(failure: Failure): void;
}

export interface RunningCells {
  /** Runs a cell to its end, or to its interruption. Never rejects. */
  run(sink: CellSink, body: () => Promise<void>): Promise<RunOutcome>;
  /** Stops waiting for the running cell, if there is one. */
  interrupt(): void;
  /** Where output goes at the moment: to the running cell, or else to the cell that ran last. */
  getSink(): CellSink | undefined;
}

/**
 * Runs one cell after another and brings each its output. Takes over stdout, stderr and the process's uncaught errors.
 *
 * @remarks Node 20 could tell which cell a timer or a promise came from, but then shows its own marks on each promise that a
 * learner prints. So the output of work that a cell left running goes to the newest cell, as in tslab.
 */
export function createRunningCells(): RunningCells {
  let newest: CellSink | undefined;
  let end: ((failure: Failure) => void) | undefined;
  takeOverOutput((name, text) => {
    newest?.stream(name, text);
    return newest !== undefined;
  });
  const faults = watchFaults({
    isCellRunning: () => end !== undefined,
    endCell: (failure) => end?.(failure),
    handleLateFailure: (failure) => {
      if (newest !== undefined) newest.handleLateFailure(failure);
      else process.stderr.write(`${getThrownStack(failure.error)}\n`);
    },
  });

  async function run(sink: CellSink, body: () => Promise<void>): Promise<RunOutcome> {
    newest = sink;
    const ended = new Promise<RunOutcome>((resolve) => {
      end = (failure) => {
        resolve({ ok: false, failure });
      };
    });
    const finished = body().then(
      (): RunOutcome => ({ ok: true }),
      (error: unknown): RunOutcome => ({ ok: false, failure: { error, kind: "thrown" } }),
    );
    const outcome = await Promise.race([finished, ended]);
    // Node reports an unhandled rejection only after the promise reactions that are due have run.
    await new Promise((resolve) => nextTurn(resolve));
    end = undefined;
    const left = faults.takeRejections();
    const [first, ...others] = left;
    for (const failure of outcome.ok ? others : left) sink.handleLateFailure(failure);
    return outcome.ok && first !== undefined ? { ok: false, failure: first } : outcome;
  }

  return {
    run,
    getSink: () => newest,
    interrupt: () => end?.({ error: new InterruptedError(), kind: "thrown" }),
  };
}
