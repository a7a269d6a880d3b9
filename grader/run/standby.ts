import { openCellRunner, type CellRunner, type CellRunnerSettings } from "./cell-runner";
import type { Plan } from "./plan";

/**
 * Keeps one runner ready for the next run with the plan and settings of the last one: starting a cloud and a process
 * takes longer than most runs.
 */
export interface Standby {
  /** The waiting runner, if it has this plan and these settings; otherwise a new one. The caller must close it. */
  take(plan: Plan, settings: CellRunnerSettings): Promise<CellRunner>;
  /** Opens a runner for the next run, unless one is waiting already. */
  makeReady(): void;
  close(): Promise<void>;
}

interface RunnerRequest {
  readonly plan: Plan;
  readonly settings: CellRunnerSettings;
}

interface WaitingRunner extends RunnerRequest {
  readonly runner: Promise<CellRunner>;
  readonly timer: NodeJS.Timeout;
}

const SAME = ["account", "keys", "sandbox", "seed"] as const;

/** @param idleMs time after which an unused runner is closed, since it holds memory */
export function createStandby(idleMs: number): Standby {
  let last: RunnerRequest | undefined;
  let waiting: WaitingRunner | undefined;
  const isWaiting = (plan: Plan, settings: CellRunnerSettings): boolean =>
    waiting?.plan === plan && SAME.every((name) => waiting?.settings[name] === settings[name]);
  const takeWaiting = (): WaitingRunner | undefined => {
    const runner = waiting;
    waiting = undefined;
    clearTimeout(runner?.timer);
    return runner;
  };
  const giveUp = async (): Promise<void> => {
    const runner = await takeWaiting()?.runner.catch(() => undefined);
    await runner?.close();
  };
  return {
    async take(plan, settings) {
      last = { plan, settings };
      if (!isWaiting(plan, settings)) return openCellRunner(plan, settings);
      // The waiting process may have failed or ended meanwhile, without being noticed.
      const runner = await takeWaiting()?.runner.catch(() => undefined);
      if (runner && !runner.code.hasEnded()) return runner;
      await runner?.close();
      return openCellRunner(plan, settings);
    },
    makeReady() {
      if (!last) return;
      const { plan, settings } = last;
      if (isWaiting(plan, settings)) return;
      void giveUp();
      const runner = openCellRunner(plan, settings);
      runner.catch(() => undefined); // `take` then opens another runner, and throws if that fails, too
      waiting = { plan, settings, runner, timer: setTimeout(() => void giveUp(), idleMs) };
    },
    async close() {
      last = undefined;
      await giveUp();
    },
  };
}
