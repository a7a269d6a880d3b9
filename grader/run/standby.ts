import { openCellPlace } from "./cell-place";
import type { CellPlace, PlaceSettings } from "./cell-place";
import type { Plan } from "./plan";

/** Keeps one place ready for the next run of cells like the last: to start a cloud and a process takes longer than most runs. */
export interface Standby {
  /** The place that waits, if it is like that; else a new one. It is the caller's to close. */
  take(plan: Plan, settings: PlaceSettings): Promise<CellPlace>;
  /** Opens a place for the next run, unless one waits already. */
  makeReady(): void;
  close(): Promise<void>;
}

interface Wanted {
  readonly plan: Plan;
  readonly settings: PlaceSettings;
}

interface Waiting extends Wanted {
  readonly place: Promise<CellPlace>;
  readonly timer: NodeJS.Timeout;
}

const SAME = ["account", "keys", "sandbox", "seed"] as const;

/** @param idleMs after which a place that nobody has taken is given up: it holds memory */
export function createStandby(idleMs: number): Standby {
  let last: Wanted | undefined;
  let waiting: Waiting | undefined;
  const isWaiting = (plan: Plan, settings: PlaceSettings): boolean =>
    waiting?.plan === plan && SAME.every((name) => waiting?.settings[name] === settings[name]);
  const taken = (): Waiting | undefined => {
    const one = waiting;
    waiting = undefined;
    clearTimeout(one?.timer);
    return one;
  };
  const giveUp = async (): Promise<void> => {
    const place = await taken()?.place.catch(() => undefined);
    await place?.close();
  };
  return {
    async take(plan, settings) {
      last = { plan, settings };
      if (!isWaiting(plan, settings)) return openCellPlace(plan, settings);
      // It may have failed, or ended since: nobody has looked after it.
      const place = await taken()?.place.catch(() => undefined);
      if (place && !place.code.hasEnded()) return place;
      await place?.close();
      return openCellPlace(plan, settings);
    },
    makeReady() {
      if (!last) return;
      const { plan, settings } = last;
      if (isWaiting(plan, settings)) return;
      void giveUp();
      const place = openCellPlace(plan, settings);
      place.catch(() => undefined); // who takes it opens another one, and is told
      waiting = { plan, settings, place, timer: setTimeout(() => void giveUp(), idleMs) };
    },
    async close() {
      last = undefined;
      await giveUp();
    },
  };
}
