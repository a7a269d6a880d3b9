import type { Clock, Timer } from "../../../core/clock";
import type { Warm } from "./warm";

/** AWS does not say how long it keeps an idle environment; minutes, users have measured. */
const KEPT_MS = 10 * 60_000;
/** No more than so many processes stand still at a time: they hold memory of this machine. */
const MOST_IDLE = 50;

interface Idle {
  readonly key: string;
  readonly warm: Warm;
  readonly timer: Timer;
}

/** Environments that wait for their next call. They are ended when none came for a while, by the cloud's clock. */
export class IdleEnvironments {
  readonly #clock: Clock;
  readonly #end: (warm: Warm) => Promise<void>;
  /** The one that was used last stands last. */
  #idle: Idle[] = [];

  constructor(clock: Clock, end: (warm: Warm) => Promise<void>) {
    this.#clock = clock;
    this.#end = end;
  }

  /** The one that was used last, so that the others can age. */
  take(key: string): Warm | undefined {
    const found = this.#idle.findLast((one) => one.key === key);
    if (found === undefined) return undefined;
    this.#remove(found);
    return found.warm;
  }

  add(key: string, warm: Warm): void {
    const timer = this.#clock.schedule(this.#clock.now() + KEPT_MS, () => this.endAll((_, one) => one === warm));
    this.#idle.push({ key, warm, timer });
    const [oldest] = this.#idle;
    if (this.#idle.length > MOST_IDLE && oldest !== undefined)
      this.#clock.track(this.endAll((_, one) => one === oldest.warm));
  }

  /** Forgets one that has ended by itself. @returns whether it was here */
  drop(warm: Warm): boolean {
    const found = this.#idle.find((one) => one.warm === warm);
    if (found !== undefined) this.#remove(found);
    return found !== undefined;
  }

  async endAll(which: (key: string, warm: Warm) => boolean): Promise<void> {
    const ending = this.#idle.filter(({ key, warm }) => which(key, warm));
    for (const one of ending) this.#remove(one);
    await Promise.all(ending.map(({ warm }) => this.#end(warm)));
  }

  #remove(one: Idle): void {
    one.timer.cancel();
    this.#idle = this.#idle.filter((other) => other !== one);
  }
}
