import { createHash } from "node:crypto";
import { NO_CLOUD, type RunEnd, type RunEvidence } from "../evidence/evidence";
import { HELPER_CELL } from "../merge/helper-cell";
import { isDiskFull } from "../sandbox/worker-disk";
import type { Unit } from "./units";

/** Why a run cannot continue: it keeps the process that grades it busy, or has filled its disk. */
export type Stopper = "busy" | "full";

/** A process's report about the runs of a submission, so that another process knows which of them stopped it. */
export interface RunWatch {
  /** Runs that have stopped an earlier process, by name: they are not run again. */
  readonly stuck: Readonly<Record<string, Stopper>>;
  /** One run at a time, so that it is certain which of them a process is stuck in. */
  readonly oneByOne: boolean;
  onRun(name: string): void;
  onRan(name: string): void;
  /** The run has failed since its disk is full. */
  onFull(name: string): void;
}

const ENDS: Readonly<Record<Stopper, { readonly end: RunEnd; readonly error: string }>> = {
  busy: { end: "timeout", error: "Your code was stopped: it kept its lab cloud busy for more than a minute." },
  full: { end: "crashed", error: "Your code was stopped: it filled the disk of its lab cloud." },
};

/** A unit whose runs are reported to the watch. */
export function watchUnit(unit: Unit, { stuck, onRun, onRan, onFull }: RunWatch): Unit {
  return {
    ...unit,
    async run(code, settings) {
      const { answers, take } = code;
      const whole = [unit.id, [...take].sort(), [...answers.bodies]];
      const name = createHash("sha256").update(JSON.stringify(whole)).digest("hex");
      const stopper = stuck[name];
      if (stopper !== undefined) return createStuckRun(unit.id, stopper);
      onRun(name);
      try {
        const run = await unit.run(code, settings);
        onRan(name);
        return run;
      } catch (error) {
        if (isDiskFull(error)) onFull(name);
        throw error;
      }
    },
  };
}

function createStuckRun(path: string, stopper: Stopper): RunEvidence {
  const { end, error } = ENDS[stopper];
  return {
    end,
    cells: [{ id: HELPER_CELL, ok: false, error, output: "" }],
    scripts: [{ path, end, error, output: "", startedAt: 0, endedAt: 0 }],
    cloud: NO_CLOUD,
    journal: [],
    seen: {},
    answers: {},
  };
}
