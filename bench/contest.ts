import { setTimeout as pause } from "node:timers/promises";
import type { Contestant } from "./contestants";
import { getMedian, getRatios, type Row } from "./bench";
import { openConnection, type Connection, type WireRequest, type Wire } from "./wire";

/** One kind of call that all contestants are timed with, in the same way. */
export interface Task {
  readonly what: string;
  readonly wire?: Wire;
  /** The number of calls in flight. */
  readonly inFlight: number;
  /** The MB that one call moves, for tasks whose rows are in MB/s. */
  readonly megabytes?: number | undefined;
  /** Our speed must be at least this multiple of each rival's; 1 by default. */
  readonly ahead?: number;
  /**
   * Makes the resources that the calls need, once for each contestant, before any contestant is timed.
   *
   * @returns the call for each turn
   */
  prepare(send: Connection["send"], contestant: Contestant): Promise<(turn: number) => WireRequest>;
  /** Checks a contestant's first answer; of the later answers only the status is checked. @throws Error if the answer is wrong */
  check?(body: Buffer): void;
}

/** How often, and for how many seconds, each task is measured. */
interface Pace {
  readonly rounds: number;
  readonly seconds: number;
}

const CEILING_SHARE = { atLeast: 0.6 };
/** A rival whose preparation takes longer is left out: the table is to be ready within minutes. */
const MAX_PREPARATION_MS = 30_000;
/** The length of a rival's lap beside ours: shorter, so that the table is ready within minutes. */
const RIVALS_LAP = 0.5;
/** A rival that has spent this many ms on a task gets no more rounds of it: with many calls in flight a lap lasts until the last of them is answered. */
const MAX_RIVAL_MS = 8_000;

/**
 * Lets contestants do each task in turn, round by round, so that the machine's other work slows all of them alike.
 *
 * @param contestants the lab cloud first, its ceiling second, then rivals
 * @returns for each task a row with our speed, and rows with our share of the ceiling and our lead over each rival,
 *   from the same round; a slow rival has fewer rounds
 */
export async function runContest(
  contestants: readonly Contestant[],
  tasks: readonly Task[],
  pace: Pace,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const task of tasks) rows.push(...createRows(task, await runLaps(task, contestants, pace)));
  return rows;
}

function createRows(
  { what: subject, megabytes, ahead = 1 }: Task,
  [ours, ceiling, ...rivals]: readonly Entry[],
): Row[] {
  if (ours === undefined || ceiling === undefined) throw new Error("the lab cloud and its ceiling come first");
  const unit = megabytes === undefined ? "/s" : "MB/s";
  const getSpeeds = ({ laps }: Entry): number[] => laps.map(({ speed }) => speed);
  const getCosts = ({ laps }: Entry): number[] => laps.map(({ processorMs }) => processorMs);
  const formatMedian = (entry: Entry): string => `${Math.round(getMedian(getSpeeds(entry)))} ${unit}`;
  const compareSpeeds = (other: Entry): number[] =>
    getRatios(getSpeeds(ours).slice(0, other.laps.length), getSpeeds(other));
  return [
    { what: subject, unit, values: getSpeeds(ours) },
    {
      what: `${subject}: of its ceiling (${formatMedian(ceiling)})`,
      unit: "×",
      values: compareSpeeds(ceiling),
      goal: CEILING_SHARE,
    },
    // On a busy machine processor time is the better measure: it shows which share of the work is unavoidable.
    {
      what: `${subject}: of its ceiling, by processor time`,
      unit: "×",
      values: getRatios(getCosts(ceiling), getCosts(ours)),
    },
    ...rivals.map((rival): Row => ({
      what: `${subject}: beside ${rival.contestant.name} (${formatMedian(rival)})`,
      unit: "×",
      values: compareSpeeds(rival),
      goal: { atLeast: ahead },
    })),
  ];
}

/** A contestant at work on a task, with the laps that count. */
interface Entry {
  readonly contestant: Contestant;
  readonly isRival: boolean;
  readonly laps: Lap[];
  /** The time that all laps have taken so far, in ms. */
  spentMs: number;
  runLap(seconds: number): Promise<Lap>;
  leave(): void;
}

interface Lap {
  /** Calls a second, or MB a second. */
  readonly speed: number;
  /** The server's processor time for each call, in ms. */
  readonly processorMs: number;
}

/** Runs the rounds of all contestants. A rival that fails, or prepares for too long, is left out, and the reason is printed. */
async function runLaps(task: Task, contestants: readonly Contestant[], { rounds, seconds }: Pace): Promise<Entry[]> {
  const entries: Entry[] = [];
  const isRunning = async (contestant: Contestant, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (!isRival(contestant)) throw error;
      console.log(`  left out of "${task.what}": ${contestant.name}: ${String(error)}`);
      return false;
    }
  };
  const isRival = (contestant: Contestant): boolean => contestants.indexOf(contestant) >= 2;
  for (const contestant of contestants.filter(({ speaksHttp2 }) => task.wire !== "HTTP/2" || speaksHttp2))
    await isRunning(contestant, async () => void entries.push(await enter(task, contestant, isRival(contestant))));
  // Two rounds before those that count, for V8 to compile the code.
  for (let round = -2; round < rounds; round += 1)
    for (const entry of round % 2 === 0 ? [...entries] : entries.toReversed()) {
      if (entry.isRival && entry.laps.length > 0 && entry.spentMs > MAX_RIVAL_MS) continue;
      const began = performance.now();
      const isDone = await isRunning(entry.contestant, async () => {
        const lap = await entry.runLap(seconds * (entry.isRival ? RIVALS_LAP : 1));
        if (round >= 0) entry.laps.push(lap);
      });
      entry.spentMs += performance.now() - began;
      if (isDone) continue;
      entry.leave();
      entries.splice(entries.indexOf(entry), 1);
    }
  for (const { leave } of entries) leave();
  return entries;
}

async function enter(task: Task, contestant: Contestant, isRival: boolean): Promise<Entry> {
  const line = openConnection(contestant.endpoint, task.wire ?? "HTTP/1.1", task.inFlight);
  const prepared = task.prepare((request, keep) => line.send(request, keep), contestant);
  const call = await (isRival ? limitTime(prepared) : prepared).catch((error: unknown) => {
    // A closed connection ends a late preparation, which would otherwise take processor time from the other contestants.
    line.close();
    throw error;
  });
  let turn = 0;
  const send = async (keep = false): Promise<Buffer> => {
    const { status, body } = await line.send(call(turn++), keep);
    if (status >= 300) throw new Error(`${contestant.name} answered ${status}: ${String(body).slice(0, 300)}`);
    return body;
  };
  task.check?.(await send(true));
  const runLap = async (seconds: number): Promise<Lap> => {
    const before = contestant.readProcessorMs();
    const began = performance.now();
    let done = 0;
    const runCaller = async (): Promise<void> => {
      for (; performance.now() < began + seconds * 1000; done += 1) await send();
    };
    await Promise.all(Array.from({ length: task.inFlight }, runCaller));
    const speed = (done * (task.megabytes ?? 1)) / ((performance.now() - began) / 1000);
    return { speed, processorMs: (contestant.readProcessorMs() - before) / done };
  };
  return { contestant, isRival, laps: [], spentMs: 0, runLap, leave: () => line.close() };
}

async function limitTime<T>(work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const over = pause(MAX_PREPARATION_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`not prepared within ${MAX_PREPARATION_MS / 1000} s`);
  });
  over.catch(() => undefined);
  return Promise.race([work, over]).finally(() => late.abort());
}
