import { createHash } from "node:crypto";
import { NO_CLOUD, type RunEvidence } from "../evidence/evidence";
import { HELPER_CELL } from "../merge/helper-cell";
import type { Unit } from "./units";

/** What a process reports about the runs of a submission, so that another process knows which of them it was stuck in. */
export interface RunWatch {
  /** Names of runs in which an earlier process was stuck: they are not run again, and end as timeouts. */
  readonly stuck: ReadonlySet<string>;
  /** One run at a time, so that it is certain which of them a process is stuck in. */
  readonly oneByOne: boolean;
  onRun(name: string): void;
  onRan(name: string): void;
}

const WHY = "Your code kept its lab cloud busy for more than a minute, and was ended.";

/** A unit whose runs are reported to the watch. */
export function watchedUnit(unit: Unit, { stuck, onRun, onRan }: RunWatch): Unit {
  return {
    ...unit,
    async run(answers, take, settings) {
      const whole = [unit.id, [...take].sort(), [...answers.bodies]];
      const name = createHash("sha256").update(JSON.stringify(whole)).digest("hex");
      if (stuck.has(name)) return stuckRun(unit.id);
      onRun(name);
      try {
        return await unit.run(answers, take, settings);
      } finally {
        onRan(name);
      }
    },
  };
}

function stuckRun(path: string): RunEvidence {
  return {
    end: "timeout",
    cells: [{ id: HELPER_CELL, ok: false, error: WHY, output: "" }],
    scripts: [{ path, end: "timeout", error: WHY, output: "", startedAt: 0, endedAt: 0 }],
    cloud: NO_CLOUD,
    journal: [],
    seen: {},
    answers: {},
  };
}
