import { setTimeout as pause } from "node:timers/promises";
import type { Contestant } from "./contestants";
import { median, type Goal, type Row } from "./bench";
import { connection, type Connection, type WireRequest, type Wire } from "./wire";

/** One thing that all contestants do, in the same way. */
export interface Task {
  readonly what: string;
  readonly wire: Wire;
  /** Calls at once. */
  readonly inFlight: number;
  /** MB that one call moves, where the row is to say MB/s. */
  readonly megabytes?: number;
  /** Rivals are to be beaten by so much. */
  readonly ahead: number;
  /** Makes what the calls need. Done once for each contestant, before any is timed. @returns the calls, in turn */
  prepare(contestant: Contestant, send: Connection["send"]): Promise<(turn: number) => WireRequest>;
  /** @throws Error if an answer is wrong. Asked of each contestant's first answer; of the others the status is looked at. */
  check?(body: Buffer): void;
}

/** How long it is measured. */
export interface Pace {
  readonly rounds: number;
  readonly seconds: number;
}

const CEILING_SHARE: Goal = { atLeast: 0.6 };
const OURS_AND_CEILING = 2;
/** A rival that has not done more is left out: its table is to be ready within minutes. */
const LONGEST_PREPARATION_MS = 30_000;
/** What a rival's lap lasts beside ours: one of its calls takes as long as many of ours, and the table is to be ready within minutes. */
const RIVALS_LAP = 0.5;
/** After so much of one task a rival's rounds are over: with many calls at once a lap lasts until the last of them is answered. */
const LONGEST_RIVAL_MS = 8_000;

/**
 * Lets contestants do each task in turn, round by round, so that what else the machine does meets all of them alike.
 *
 * @param contestants the lab cloud first, its ceiling second, then rivals
 * @returns for each task a row with our speed, and rows with our share of the ceiling and our lead over each rival, from the same round; a slow rival has fewer rounds
 */
export async function contest(contestants: readonly Contestant[], tasks: readonly Task[], pace: Pace): Promise<Row[]> {
  const rows: Row[] = [];
  for (const task of tasks) rows.push(...(await rowsOf(task, contestants, pace)));
  return rows;
}

async function rowsOf(task: Task, contestants: readonly Contestant[], { rounds, seconds }: Pace): Promise<Row[]> {
  const [ours, ceiling, ...rivals] = await allLaps(task, contestants, { rounds, seconds });
  if (ours === undefined || ceiling === undefined) throw new Error("the lab cloud and its ceiling come first");
  const [cost, least] = [ours.processorMs, ceiling.processorMs];
  const unit = task.megabytes === undefined ? "/s" : "MB/s";
  // A rival may have fewer rounds.
  const ratio = (other: readonly number[]): number[] =>
    other.map((value, round) => (ours.speeds[round] ?? NaN) / value);
  return [
    { what: task.what, unit, values: ours.speeds },
    {
      what: `  of its ceiling (${Math.round(median(ceiling.speeds))} ${unit})`,
      unit: "×",
      values: ratio(ceiling.speeds),
      goal: CEILING_SHARE,
    },
    // On a busy machine this says more: how much of what is used is unavoidable.
    {
      what: `  of its ceiling, by processor time (${median(cost).toFixed(3)} to ${median(least).toFixed(3)} ms a call)`,
      unit: "×",
      values: cost.map((value, round) => (least[round] ?? NaN) / value),
    },
    ...rivals.map(({ name, speeds }): Row => ({
      what: `  beside ${name} (${Math.round(median(speeds))} ${unit})`,
      unit: "×",
      values: ratio(speeds),
      goal: { atLeast: task.ahead },
    })),
  ];
}

/** What a contestant did in all rounds. */
export interface Laps {
  readonly name: string;
  readonly speeds: readonly number[];
  readonly processorMs: readonly number[];
}

/** All contestants' rounds, every other one in the opposite order. A rival that fails, or prepares for too long, is left out, which is said with its reason. */
export async function allLaps(
  task: Task,
  contestants: readonly Contestant[],
  { rounds, seconds }: Pace,
): Promise<Laps[]> {
  let running: Running[] = contestants
    .filter(({ speaksHttp2 }) => task.wire === "HTTP/1.1" || speaksHttp2)
    .map((contestant, index) => ({
      contestant,
      isRival: index >= OURS_AND_CEILING,
      laps: [],
      spentMs: 0,
      lap: () => Promise.reject(new Error("not prepared")),
      leave: () => undefined,
    }));
  const each = async (work: (one: Running) => Promise<void>, order = running): Promise<void> => {
    const done = new Set<Running>();
    for (const one of order) if (await isDone(task, one, work(one))) done.add(one);
    running = running.filter((one) => done.has(one));
  };
  const timed = async (one: Running, times = 1): Promise<Lap> => {
    const began = performance.now();
    const lap = await one.lap(times * seconds * (one.isRival ? RIVALS_LAP : 1));
    one.spentMs += performance.now() - began;
    return lap;
  };
  const isOver = ({ isRival, laps, spentMs }: Running): boolean =>
    isRival && laps.length > 0 && spentMs > LONGEST_RIVAL_MS;
  await each(async (one) => void Object.assign(one, await enter(task, one.contestant)));
  // The time of two rounds before the first that counts: by then V8 has compiled what is called. The rivals' Python compiles nothing.
  await each(async (one) => void (await timed(one, one.isRival ? 1 : 2)));
  for (let round = 0; round < rounds; round += 1)
    await each(
      async (one) => void (isOver(one) || one.laps.push(await timed(one))),
      round % 2 === 0 ? running : running.toReversed(),
    );
  for (const { leave } of running) leave();
  return running.map(({ contestant: { name }, laps }) => ({
    name,
    speeds: laps.map(({ speed }) => speed),
    processorMs: laps.map(({ processorMs }) => processorMs),
  }));
}

async function isDone(task: Task, { contestant, isRival, leave }: Running, work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (!isRival) throw error;
    console.log(
      `  left out of "${task.what}": ${contestant.name}: ${error instanceof Error ? error.message : String(error)}`,
    );
    leave();
    return false;
  }
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const over = pause(LONGEST_PREPARATION_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`not prepared within ${LONGEST_PREPARATION_MS / 1000} s`);
  });
  over.catch(() => undefined);
  return Promise.race([work, over]).finally(() => late.abort());
}

interface Lap {
  /** Calls, or megabytes, a second. */
  readonly speed: number;
  /** What the server used, a call. */
  readonly processorMs: number;
}

interface Entered {
  readonly lap: (seconds: number) => Promise<Lap>;
  readonly leave: () => void;
}

interface Running extends Entered {
  readonly contestant: Contestant;
  readonly isRival: boolean;
  readonly laps: Lap[];
  /** What its laps have taken so far, those included that do not count. */
  spentMs: number;
}

async function enter(task: Task, contestant: Contestant): Promise<Entered> {
  const line = connection(contestant.endpoint, task.wire, task.inFlight);
  // Without its connection a preparation that is late ends, too, and takes no time of those who are measured.
  const prepared = withinTime(task.prepare(contestant, (request, keep) => line.send(request, keep)));
  const call = await prepared.catch((error: unknown) => {
    line.close();
    throw error;
  });
  let turn = 0;
  const first = await line.send(call(turn++), true);
  if (first.status >= 300)
    throw new Error(`${contestant.name} answered ${first.status}: ${String(first.body).slice(0, 300)}`);
  task.check?.(first.body);
  const lap = async (seconds: number): Promise<Lap> => {
    const before = contestant.processorMs();
    const began = performance.now();
    const until = began + seconds * 1000;
    let done = 0;
    const caller = async (): Promise<void> => {
      while (performance.now() < until) {
        const { status } = await line.send(call(turn++));
        if (status >= 300) throw new Error(`${contestant.name} answered ${status}`);
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: task.inFlight }, caller));
    const speed = (done * (task.megabytes ?? 1)) / ((performance.now() - began) / 1000);
    return { speed, processorMs: (contestant.processorMs() - before) / done };
  };
  return { lap, leave: () => line.close() };
}
