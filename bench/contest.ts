import { setTimeout as pause } from "node:timers/promises";
import type { Contestant } from "./contestants";
import { getMedian, type Goal, type Row } from "./bench";
import { openConnection, type Connection, type WireRequest, type Wire } from "./wire";

/** One kind of call that all contestants are timed with, in the same way. */
export interface Task {
  readonly what: string;
  readonly wire: Wire;
  /** The number of calls in flight. */
  readonly inFlight: number;
  /** The MB that one call moves, for tasks whose rows are in MB/s. */
  readonly megabytes?: number;
  /** Our speed must be at least this multiple of each rival's. */
  readonly ahead: number;
  /**
   * Makes the resources that the calls need, once for each contestant, before any contestant is timed.
   *
   * @returns the call for each turn
   */
  prepare(contestant: Contestant, send: Connection["send"]): Promise<(turn: number) => WireRequest>;
  /** Checks a contestant's first answer; of the later answers only the status is checked. @throws Error if the answer is wrong */
  check?(body: Buffer): void;
}

/** How often, and for how many seconds, each task is measured. */
interface Pace {
  readonly rounds: number;
  readonly seconds: number;
}

const CEILING_SHARE: Goal = { atLeast: 0.6 };
const OURS_AND_CEILING = 2;
/** A rival whose preparation takes longer is left out: the table is to be ready within minutes. */
const MAX_PREPARATION_MS = 30_000;
/** The length of a rival's lap beside ours: shorter, so that the table is ready within minutes. */
const RIVALS_LAP = 0.5;
/** A rival that has spent so many ms on a task gets no more rounds of it: with many calls in flight a lap lasts until the last of them is answered. */
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
  for (const task of tasks) rows.push(...(await createRows(task, contestants, pace)));
  return rows;
}

async function createRows(task: Task, contestants: readonly Contestant[], { rounds, seconds }: Pace): Promise<Row[]> {
  const [ours, ceiling, ...rivals] = await runAllLaps(task, contestants, { rounds, seconds });
  if (ours === undefined || ceiling === undefined) throw new Error("the lab cloud and its ceiling come first");
  const [cost, min] = [ours.processorMs, ceiling.processorMs];
  const unit = task.megabytes === undefined ? "/s" : "MB/s";
  // A rival may have fewer rounds than we have.
  const getRatio = (other: readonly number[]): number[] =>
    other.map((value, round) => (ours.speeds[round] ?? NaN) / value);
  return [
    { what: task.what, unit, values: ours.speeds },
    {
      what: `  of its ceiling (${Math.round(getMedian(ceiling.speeds))} ${unit})`,
      unit: "×",
      values: getRatio(ceiling.speeds),
      goal: CEILING_SHARE,
    },
    // On a busy machine processor time is the better measure: it shows which share of the work is unavoidable.
    {
      what: `  of its ceiling, by processor time (${getMedian(cost).toFixed(3)} to ${getMedian(min).toFixed(3)} ms a call)`,
      unit: "×",
      values: cost.map((value, round) => (min[round] ?? NaN) / value),
    },
    ...rivals.map(({ name, speeds }): Row => ({
      what: `  beside ${name} (${Math.round(getMedian(speeds))} ${unit})`,
      unit: "×",
      values: getRatio(speeds),
      goal: { atLeast: task.ahead },
    })),
  ];
}

/** A contestant's figures of all rounds. */
interface ContestantResult {
  readonly name: string;
  readonly speeds: readonly number[];
  readonly processorMs: readonly number[];
}

/** Runs the rounds of all contestants, every other round in the opposite order. A rival that fails, or prepares for too long, is left out, and the reason is printed. */
export async function runAllLaps(
  task: Task,
  contestants: readonly Contestant[],
  { rounds, seconds }: Pace,
): Promise<ContestantResult[]> {
  let running: RunningEntry[] = contestants
    .filter(({ speaksHttp2 }) => task.wire === "HTTP/1.1" || speaksHttp2)
    .map((contestant, index) => ({
      contestant,
      isRival: index >= OURS_AND_CEILING,
      laps: [],
      spentMs: 0,
      runLap: () => Promise.reject(new Error("not prepared")),
      leave: () => undefined,
    }));
  const runForEach = async (work: (runningEntry: RunningEntry) => Promise<void>, order = running): Promise<void> => {
    const done = new Set<RunningEntry>();
    for (const runningEntry of order) if (await isDone(task, runningEntry, work(runningEntry))) done.add(runningEntry);
    running = running.filter((runningEntry) => done.has(runningEntry));
  };
  const measureLap = async (runningEntry: RunningEntry, times = 1): Promise<LapResult> => {
    const began = performance.now();
    const lap = await runningEntry.runLap(times * seconds * (runningEntry.isRival ? RIVALS_LAP : 1));
    runningEntry.spentMs += performance.now() - began;
    return lap;
  };
  const isOver = ({ isRival, laps, spentMs }: RunningEntry): boolean =>
    isRival && laps.length > 0 && spentMs > MAX_RIVAL_MS;
  await runForEach(
    async (runningEntry) => void Object.assign(runningEntry, await enter(task, runningEntry.contestant)),
  );
  // The warm-up is as long as two rounds, for V8 to compile the code. The rivals' Python compiles nothing, so one round is enough.
  await runForEach(async (runningEntry) => void (await measureLap(runningEntry, runningEntry.isRival ? 1 : 2)));
  for (let round = 0; round < rounds; round += 1)
    await runForEach(
      async (runningEntry) => void (isOver(runningEntry) || runningEntry.laps.push(await measureLap(runningEntry))),
      round % 2 === 0 ? running : running.toReversed(),
    );
  for (const { leave } of running) leave();
  return running.map(({ contestant: { name }, laps }) => ({
    name,
    speeds: laps.map(({ speed }) => speed),
    processorMs: laps.map(({ processorMs }) => processorMs),
  }));
}

async function isDone(task: Task, { contestant, isRival, leave }: RunningEntry, work: Promise<void>): Promise<boolean> {
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

async function limitTime<T>(work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const over = pause(MAX_PREPARATION_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`not prepared within ${MAX_PREPARATION_MS / 1000} s`);
  });
  over.catch(() => undefined);
  return Promise.race([work, over]).finally(() => late.abort());
}

interface LapResult {
  /** Calls a second, or MB a second. */
  readonly speed: number;
  /** The server's processor time for each call, in ms. */
  readonly processorMs: number;
}

interface ContestEntry {
  readonly runLap: (seconds: number) => Promise<LapResult>;
  readonly leave: () => void;
}

interface RunningEntry extends ContestEntry {
  readonly contestant: Contestant;
  readonly isRival: boolean;
  readonly laps: LapResult[];
  /** The time that the laps have taken so far, in ms, with the warm-up. */
  spentMs: number;
}

async function enter(task: Task, contestant: Contestant): Promise<ContestEntry> {
  const line = openConnection(contestant.endpoint, task.wire, task.inFlight);
  // A closed connection ends a late preparation, which would otherwise take processor time from the other contestants.
  const prepared = limitTime(task.prepare(contestant, (request, keep) => line.send(request, keep)));
  const call = await prepared.catch((error: unknown) => {
    line.close();
    throw error;
  });
  let turn = 0;
  const first = await line.send(call(turn++), true);
  if (first.status >= 300)
    throw new Error(`${contestant.name} answered ${first.status}: ${String(first.body).slice(0, 300)}`);
  task.check?.(first.body);
  const runLap = async (seconds: number): Promise<LapResult> => {
    const before = contestant.readProcessorMs();
    const began = performance.now();
    const until = began + seconds * 1000;
    let done = 0;
    const runCaller = async (): Promise<void> => {
      while (performance.now() < until) {
        const { status } = await line.send(call(turn++));
        if (status >= 300) throw new Error(`${contestant.name} answered ${status}`);
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: task.inFlight }, runCaller));
    const speed = (done * (task.megabytes ?? 1)) / ((performance.now() - began) / 1000);
    return { speed, processorMs: (contestant.readProcessorMs() - before) / done };
  };
  return { runLap, leave: () => line.close() };
}
