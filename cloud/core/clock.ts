import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { DueQueue, type Due } from "./due-queue";
import { isDiskFull } from "./faults";

/** A handle on scheduled work. */
export interface Timer {
  cancel(): void;
}

/** Where a clock starts. */
export interface ClockStart {
  /** ms since the epoch. */
  readonly now: number;
  /** ms of cloud time for which this cloud was up before. */
  readonly upMs: number;
  /** Times faster than real time; 0 moves only by `advance`. */
  readonly speed: number;
  /** Told what scheduled work threw: our bug. */
  readonly onError: (error: unknown) => void;
  /** Called after each advance, to note the new time. */
  readonly onAdvanced?: () => void;
  /** How long the clock waits for work, in ms of real time; 16 minutes unless told. */
  readonly longestWorkMs?: number;
  /** Real time; the machine's own unless told. */
  readonly real?: RealTime;
}

/** The two real clocks of a machine, both in ms. */
export interface RealTime {
  /** The time of day. It goes on while the machine sleeps, and somebody may set it. */
  wall(): number;
  /** For how long the machine has been running. It stands still while the machine sleeps. */
  running(): number;
}

/** What finds the disk full is tried again after so long: a stream must not stay in CREATING for ever. */
const FULL_DISK_MS = 1_000;
/**
 * The clock waits for so long for what it has begun, in ms of real time: longer than anything that has a limit of its own. The longest is
 * that of a function, 15 minutes.
 */
const LONGEST_WORK_MS = 16 * 60_000;
const LONGEST_REAL_TIMER_MS = 2 ** 31 - 1;
/** The wall clock and the running time part by this much only when the machine was asleep. */
const ASLEEP_MS = 10_000;

/**
 * The one clock of a cloud. All of its time comes from here.
 *
 * Scheduled work runs at its own due instant: `now()` inside it is that instant, however late the real timer fires. In an
 * advance this also holds for what the work awaits; at a paced clock's own pace other requests go on meanwhile, so
 * asynchronous work uses the instant that it is told. Work never waits for the clock; it schedules its next step. Work that
 * throws because the disk is full is run again a second later, until there is room: it must write before it changes memory.
 */
export class Clock {
  readonly speed: number;
  readonly #start: ClockStart;
  readonly #due = new DueQueue();
  readonly #running = new Set<Promise<void>>();
  readonly #real: RealTime;
  readonly #longestWorkMs: number;
  readonly #startedAt: { readonly wall: number; readonly running: number };
  #anchor: { cloud: number; real: number };
  #latest: number;
  #heldAt: number | undefined;
  #advancing: Promise<void> = Promise.resolve();
  #isAdvancing = false;
  #realTimer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(start: ClockStart) {
    this.#start = start;
    this.speed = start.speed;
    this.#longestWorkMs = start.longestWorkMs ?? LONGEST_WORK_MS;
    this.#real = start.real ?? { wall: () => Date.now(), running: () => performance.now() };
    this.#startedAt = { wall: this.#real.wall(), running: this.#real.running() };
    this.#anchor = { cloud: start.now, real: this.#startedAt.wall };
    this.#latest = start.now;
  }

  /** ms since the epoch, a whole number that never goes back. */
  now(): number {
    if (this.#heldAt !== undefined) return this.#heldAt;
    // The wall clock, which goes on while a laptop sleeps; set back, it stands still here until it has caught up.
    const now = Math.floor(this.#anchor.cloud + (this.#real.wall() - this.#anchor.real) * this.speed);
    this.#latest = Math.max(this.#latest, now);
    return this.#latest;
  }

  /** ms of cloud time for which this cloud has been up, over all its runs. Retention counts this, not the calendar. */
  upMs(): number {
    return this.#start.upMs + this.now() - this.#start.now - this.#asleepMs() * this.speed;
  }

  /** Real time for which the machine slept since the start. */
  #asleepMs(): number {
    const asleep = this.#real.wall() - this.#startedAt.wall - (this.#real.running() - this.#startedAt.running);
    return asleep > ASLEEP_MS ? asleep : 0;
  }

  /** Runs `work` when the clock reaches `at`; at once when that has passed, but never before this call returns. */
  schedule(at: number, work: Due["work"]): Timer {
    const due: Due = { at, work, cancelled: false };
    this.#due.add(due);
    this.#setRealTimer();
    return {
      cancel: () => {
        due.cancelled = true;
      },
    };
  }

  /** Makes `advance` wait for background work that a request began, such as a delivery. */
  track(work: Promise<void>): void {
    const running = work.catch(this.#start.onError).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits, for requests that wait (long polls). Ends early when `gone` fires. */
  wait(ms: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.schedule(this.now() + ms, () => resolve());
      gone.addEventListener(
        "abort",
        () => {
          timer.cancel();
          resolve();
        },
        { once: true },
      );
    });
  }

  /**
   * Moves the clock on and resolves when everything due until then has happened, with what it brought about. A halt ends it where it is.
   *
   * @param seconds 0 or more of cloud time; calls are carried out one after another
   */
  advance(seconds: number): Promise<void> {
    // One that failed was its own caller's.
    this.#advancing = this.#advancing
      .catch(() => undefined)
      .then(() => this.#advanceTo(this.now() + Math.round(seconds * 1000)));
    return this.#advancing;
  }

  /** Runs what became due since the real timer last fired, so that a request sees all that came before it. */
  catchUp(): void {
    if (this.#isAdvancing || this.#stopped) return;
    const now = this.now();
    // Every request asks, and mostly nothing is due.
    if ((this.#due.peek()?.at ?? Infinity) > now) return;
    for (let due = this.#due.takeDue(now); due !== undefined; due = this.#due.takeDue(now)) {
      this.#heldAt = due.at;
      this.#perform(due);
      this.#heldAt = undefined;
    }
    this.#setRealTimer();
  }

  /** Resolves when no background work is running; what is scheduled later does not count. */
  async idle(): Promise<void> {
    await nextTurn();
    while (this.#running.size > 0) {
      await this.#over([...this.#running]);
      await nextTurn();
    }
  }

  /** Waits for work, but not for ever: what never ends would keep the clock, and all who wait for it, where they are. */
  async #over(works: readonly Promise<void>[]): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<"too long">((resolve) => {
      timer = setTimeout(() => resolve("too long"), this.#longestWorkMs).unref();
    });
    const outcome = await Promise.race([Promise.all(works), tooLong]);
    clearTimeout(timer);
    if (outcome !== "too long") return;
    const left = works.filter((work) => this.#running.delete(work));
    this.#start.onError(
      new Error(
        `The clock goes on without ${left.length} works that are not over after ${this.#longestWorkMs / 1000} s`,
      ),
    );
  }

  /** Drops everything scheduled: a reset forgets what was to come. */
  cancelAll(): void {
    this.#due.clear();
  }

  /** Drops everything scheduled and begins nothing more; what is under way goes on. */
  halt(): void {
    this.#stopped = true;
    this.cancelAll();
    clearTimeout(this.#realTimer);
  }

  /** Halts, and resolves when no advance is under way any more: only then may the folder go that its work writes to. */
  async stop(): Promise<void> {
    this.halt();
    await this.#advancing.catch(() => undefined);
  }

  async #advanceTo(target: number): Promise<void> {
    this.#isAdvancing = true;
    this.#heldAt = Math.min(this.now(), target);
    await this.idle();
    for (let due = this.#takeDue(target); due !== undefined; due = this.#takeDue(target)) {
      this.#heldAt = Math.max(this.#heldAt, due.at);
      this.#perform(due);
      await this.idle();
    }
    const reached = this.#stopped ? this.#heldAt : target;
    this.#anchor = { cloud: reached, real: this.#real.wall() };
    this.#latest = Math.max(this.#latest, reached);
    this.#heldAt = undefined;
    this.#isAdvancing = false;
    if (!this.#stopped) this.#start.onAdvanced?.();
    this.#setRealTimer();
  }

  /** Work that ends may schedule more, also after a halt. */
  #takeDue(until: number): Due | undefined {
    return this.#stopped ? undefined : this.#due.takeDue(until);
  }

  #perform(due: Due): void {
    try {
      const work = due.work(due.at);
      if (work) this.track(work);
    } catch (error) {
      if (isDiskFull(error)) this.schedule(due.at + FULL_DISK_MS, due.work);
      else this.#start.onError(error);
    }
  }

  /** A timer of the machine may fire a little before the wall clock says so, or long before what is too far off for one timer. */
  #wake(): void {
    this.catchUp();
    this.#setRealTimer();
  }

  #setRealTimer(): void {
    if (this.speed === 0 || this.#isAdvancing || this.#stopped) return;
    clearTimeout(this.#realTimer);
    const next = this.#due.peek();
    if (next === undefined) return;
    const waitMs = Math.max(0, Math.ceil((next.at - this.now()) / this.speed));
    this.#realTimer = setTimeout(() => this.#wake(), Math.min(waitMs, LONGEST_REAL_TIMER_MS));
    this.#realTimer.unref();
  }
}
