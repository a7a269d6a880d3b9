import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { DueQueue, type ScheduledWork } from "./due-queue";
import { isDiskFull } from "./faults";

/** A handle on scheduled work. */
export interface Timer {
  cancel(): void;
}

/** The start values and options of a clock. */
interface ClockStart {
  /** ms since the epoch. */
  readonly now: number;
  /** ms of cloud time for which this cloud was up in earlier runs. */
  readonly upMs: number;
  /** How many times faster than real time the clock runs; at 0 it moves only by `advance`. */
  readonly speed: number;
  /** Called with an error that scheduled work threw, which is a bug of the lab cloud. */
  readonly onError: (error: unknown) => void;
  /** Called after each advance, to note the new time. */
  readonly onAdvanced?: () => void;
  /** How long the clock waits for work, in ms of real time; by default 16 minutes. */
  readonly maxWorkMs?: number;
  /** The source of real time; by default the machine's clocks. */
  readonly real?: RealTime;
}

/** The two real clocks of a machine, both in ms. */
interface RealTime {
  /** The time of day. It continues while the machine sleeps, and can be set by the user. */
  getWallTime(): number;
  /** For how long the machine has been running. It stands still while the machine sleeps. */
  getRunningTime(): number;
}

/** When work that found the disk full is tried again: otherwise a stream might stay in CREATING for ever. */
const FULL_DISK_MS = 1_000;
/**
 * How long the clock waits for work that it has begun, in ms of real time: longer than any work with its own limit:
 * the longest is a function's 15 minutes.
 */
const MAX_WORK_MS = 16 * 60_000;
/**
 * How long a function's code may run, in ms of real time, before an advance assumes that the code itself waits for the
 * clock: most code ends sooner.
 */
const PATIENCE_MS = 1_000;
/** How often an advance that goes on at real pace looks for due work, in ms of real time. */
const STEP_MS = 20;
const MAX_REAL_TIMER_MS = 2 ** 31 - 1;
/** A difference of wall clock and running time by more than this means that the machine was asleep. */
const ASLEEP_MS = 10_000;

/**
 * A cloud's only clock; all services use it.
 *
 * Scheduled work runs at its own due instant: `now()` inside the work gives that instant, however late the real timer
 * fires. During `advance` this also holds after the work's `await`s; when a paced clock runs by itself, other requests
 * go on meanwhile, so asynchronous work uses the instant that it gets as argument. Work never waits for the clock; it
 * schedules its next step. Work that throws because the disk is full is run again a second later, until there is room:
 * so work must write before it changes memory.
 */
export class Clock {
  readonly speed: number;
  readonly #start: ClockStart;
  readonly #due = new DueQueue();
  readonly #running = new Set<Promise<void>>();
  /** When the code of functions that is running now began, by the running time. */
  readonly #codeStarts = new Set<{ readonly at: number }>();
  readonly #real: RealTime;
  readonly #maxWorkMs: number;
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
    this.#maxWorkMs = start.maxWorkMs ?? MAX_WORK_MS;
    this.#real = start.real ?? { getWallTime: () => Date.now(), getRunningTime: () => performance.now() };
    this.#startedAt = { wall: this.#real.getWallTime(), running: this.#real.getRunningTime() };
    this.#anchor = { cloud: start.now, real: this.#startedAt.wall };
    this.#latest = start.now;
  }

  /** ms since the epoch, a whole number that never goes back. */
  now(): number {
    if (this.#heldAt !== undefined) return this.#heldAt;
    // Computed from the wall clock, which continues while a laptop sleeps; when the wall clock is set back, the cloud's
    // time stands still until it has caught up.
    const now = Math.floor(this.#anchor.cloud + (this.#real.getWallTime() - this.#anchor.real) * this.speed);
    this.#latest = Math.max(this.#latest, now);
    return this.#latest;
  }

  /**
   * ms of cloud time for which this cloud has been up, over all its runs. Retention periods count this time, not the
   * calendar.
   */
  getUpMs(): number {
    return this.#start.upMs + this.now() - this.#start.now - this.#measureSleepMs() * this.speed;
  }

  /** For how long the machine has slept since the start, in ms of real time. */
  #measureSleepMs(): number {
    const asleep =
      this.#real.getWallTime() - this.#startedAt.wall - (this.#real.getRunningTime() - this.#startedAt.running);
    return asleep > ASLEEP_MS ? asleep : 0;
  }

  /** Runs `work` when the clock reaches `at`; if `at` has passed, at once, but never before this call returns. */
  schedule(at: number, work: ScheduledWork["work"]): Timer {
    const due: ScheduledWork = { at, work, canceled: false };
    this.#due.add(due);
    this.#setRealTimer();
    return {
      cancel: () => {
        due.canceled = true;
      },
    };
  }

  /** Makes `advance` wait for background work that a request began, such as a delivery. */
  track(work: Promise<void>): void {
    const running = work.catch(this.#start.onError).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /**
   * Notes that a user's code is running until `ended` settles. Such code may wait for the clock: it asks Athena until a
   * query ends, or polls a queue. If it takes long, an advance goes on at real pace instead of waiting for it.
   */
  noteCode(ended: Promise<unknown>): void {
    const start = { at: this.#real.getRunningTime() };
    this.#codeStarts.add(start);
    const forget = (): void => void this.#codeStarts.delete(start);
    ended.then(forget, forget);
  }

  /** Waits `ms` of cloud time, for long polls. Ends early when `gone` fires. */
  wait(ms: number, disconnected: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.schedule(this.now() + ms, () => resolve());
      disconnected.addEventListener(
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
   * Moves the clock on and resolves when all work due until then has run, with the work that this work scheduled or
   * began. A halt stops the advance where it is. If code that was begun waits for the clock, the advance may end later
   * than requested: when this code has ended.
   *
   * @param seconds 0 or more of cloud time; calls are carried out one after another
   */
  advance(seconds: number): Promise<void> {
    // The error of an earlier advance was reported to that advance's caller.
    this.#advancing = this.#advancing
      .catch(() => undefined)
      .then(() => this.#advanceTo(this.now() + Math.round(seconds * 1000)));
    return this.#advancing;
  }

  /**
   * Runs the work that became due since the real timer last fired, so that a request sees the effects of all earlier
   * work.
   */
  catchUp(): void {
    if (this.#isAdvancing || this.#stopped) return;
    const now = this.now();
    // Checked first, since every request calls this, and mostly no work is due.
    if ((this.#due.peek()?.at ?? Infinity) > now) return;
    for (let due = this.#due.takeDue(now); due !== undefined; due = this.#due.takeDue(now)) {
      this.#heldAt = due.at;
      this.#perform(due);
      this.#heldAt = undefined;
    }
    this.#setRealTimer();
  }

  /** Resolves when no background work is running; work that is scheduled for later does not count. */
  async waitUntilIdle(): Promise<void> {
    await nextTurn();
    while (this.#running.size > 0) {
      await this.#waitForWork([...this.#running]);
      await nextTurn();
    }
  }

  /**
   * Waits for work, with a limit: otherwise work that never ends would block the clock and every caller that waits for
   * it.
   */
  async #waitForWork(works: readonly Promise<void>[]): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<"too long">((resolve) => {
      timer = setTimeout(() => resolve("too long"), this.#maxWorkMs).unref();
    });
    const outcome = await Promise.race([Promise.all(works), tooLong]);
    clearTimeout(timer);
    if (outcome !== "too long") return;
    const left = works.filter((work) => this.#running.delete(work));
    this.#start.onError(
      new Error(`The clock goes on without ${left.length} works that are not over after ${this.#maxWorkMs / 1000} s`),
    );
  }

  /** Drops all scheduled work, for a reset. */
  cancelAll(): void {
    this.#due.clear();
  }

  /** Drops all scheduled work and begins no more; work under way continues. */
  halt(): void {
    this.#stopped = true;
    this.cancelAll();
    clearTimeout(this.#realTimer);
  }

  /**
   * Halts, and resolves when no advance is under way any more: only then is it safe to remove the data folder, since
   * work writes to it.
   */
  async stop(): Promise<void> {
    this.halt();
    await this.#advancing.catch(() => undefined);
  }

  async #advanceTo(target: number): Promise<void> {
    this.#isAdvancing = true;
    this.#heldAt = Math.min(this.now(), target);
    await this.#settle();
    for (let due = this.#takeDue(target); due !== undefined; due = this.#takeDue(target)) {
      this.#performHeld(due);
      await this.#settle();
    }
    const reached = this.#stopped ? this.#heldAt : Math.max(this.#heldAt, target);
    this.#anchor = { cloud: reached, real: this.#real.getWallTime() };
    this.#latest = Math.max(this.#latest, reached);
    this.#heldAt = undefined;
    this.#isAdvancing = false;
    if (!this.#stopped) this.#start.onAdvanced?.();
    this.#setRealTimer();
  }

  /** Waits until no work is running. While code that runs for long waits for the clock, the clock goes on at real pace. */
  async #settle(): Promise<void> {
    const steps = setInterval(() => {
      if (this.#isCodeWaiting()) this.#goOn(Math.ceil(STEP_MS * (this.speed || 1)));
    }, STEP_MS);
    try {
      await this.waitUntilIdle();
    } finally {
      clearInterval(steps);
    }
  }

  #isCodeWaiting(): boolean {
    const [oldest] = this.#codeStarts;
    return oldest !== undefined && this.#real.getRunningTime() - oldest.at >= PATIENCE_MS;
  }

  /** Moves the held clock on, and runs what becomes due. @param ms of cloud time */
  #goOn(ms: number): void {
    const until = (this.#heldAt ?? this.now()) + ms;
    for (let due = this.#takeDue(until); due !== undefined; due = this.#takeDue(until)) this.#performHeld(due);
    if (!this.#stopped) this.#heldAt = until;
  }

  #performHeld(due: ScheduledWork): void {
    this.#heldAt = Math.max(this.#heldAt ?? 0, due.at);
    this.#perform(due);
  }

  /** The next due work. None after a halt, though work that is ending may still have scheduled more. */
  #takeDue(until: number): ScheduledWork | undefined {
    return this.#stopped ? undefined : this.#due.takeDue(until);
  }

  #perform(due: ScheduledWork): void {
    try {
      const work = due.work(due.at);
      if (work) this.track(work);
    } catch (error) {
      if (isDiskFull(error)) this.schedule(due.at + FULL_DISK_MS, due.work);
      else this.#start.onError(error);
    }
  }

  /**
   * Called by the machine's timer, which may fire a little before the due time by the wall clock, or long before a due
   * time that is too far off for one timer.
   */
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
    this.#realTimer = setTimeout(() => this.#wake(), Math.min(waitMs, MAX_REAL_TIMER_MS));
    this.#realTimer.unref();
  }
}
