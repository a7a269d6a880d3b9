import type { Clock, Timer } from "../../../../core/clock";
import type { Environment } from "./environment";
import type { EnvironmentLog } from "./environment-log";
import type { SystemLog } from "./system-log";

/** An environment with its log and its folder. */
export interface WarmEnvironment {
  readonly environment: Environment;
  readonly log: EnvironmentLog;
  /** What Lambda itself writes into that log. */
  readonly system: SystemLog;
  readonly temporary: string;
  /** Time of the initialization in ms of real time; undefined once a call's REPORT line has shown it. */
  initMs: number | undefined;
}

/** AWS does not document how long it keeps an idle environment; users have measured minutes. */
const RETENTION_MS = 10 * 60_000;
/** The most idle processes at a time, since they hold memory of this machine. */
const MAX_IDLE = 50;

interface IdleEnvironment {
  readonly key: string;
  readonly warm: WarmEnvironment;
  readonly timer: Timer;
}

/** Environments that wait for their next call. They are ended after a time without calls, by the cloud's clock. */
export class IdleEnvironments {
  readonly #clock: Clock;
  readonly #end: (warm: WarmEnvironment) => Promise<void>;
  /** In the order of their last use. */
  #idle: IdleEnvironment[] = [];

  constructor(clock: Clock, end: (warm: WarmEnvironment) => Promise<void>) {
    this.#clock = clock;
    this.#end = end;
  }

  /** Takes the most recently used environment, so that unneeded ones reach their age limit. */
  take(key: string): WarmEnvironment | undefined {
    const found = this.#idle.findLast((environment) => environment.key === key);
    if (found === undefined) return undefined;
    this.#remove(found);
    return found.warm;
  }

  add(key: string, warm: WarmEnvironment): void {
    const timer = this.#clock.schedule(this.#clock.now() + RETENTION_MS, () =>
      this.endAll((_, environment) => environment === warm),
    );
    this.#idle.push({ key, warm, timer });
    const [oldest] = this.#idle;
    if (this.#idle.length > MAX_IDLE && oldest !== undefined)
      this.#clock.track(this.endAll((_, environment) => environment === oldest.warm));
  }

  /** Removes an environment whose process has ended. @returns whether it was among the idle ones */
  drop(warm: WarmEnvironment): boolean {
    const found = this.#idle.find((environment) => environment.warm === warm);
    if (found !== undefined) this.#remove(found);
    return found !== undefined;
  }

  async endAll(which: (key: string, warm: WarmEnvironment) => boolean): Promise<void> {
    const ending = this.#idle.filter(({ key, warm }) => which(key, warm));
    for (const environment of ending) this.#remove(environment);
    await Promise.all(ending.map(({ warm }) => this.#end(warm)));
  }

  #remove(item: IdleEnvironment): void {
    item.timer.cancel();
    this.#idle = this.#idle.filter((other) => other !== item);
  }
}
