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

const CEILING_SHARE: Goal = { atLeast: 0.75 };

/**
 * Lets contestants do each task in turn, round by round, so that what else the machine does meets all of them alike.
 *
 * @param contestants the lab cloud first, its ceiling second, then rivals
 * @returns for each task a row with our speed, and rows with our share of the ceiling and our lead over each rival, from the same round
 */
export async function contest(contestants: readonly Contestant[], tasks: readonly Task[], pace: Pace): Promise<Row[]> {
  const rows: Row[] = [];
  for (const task of tasks) rows.push(...(await rowsOf(task, contestants, pace)));
  return rows;
}

async function rowsOf(task: Task, contestants: readonly Contestant[], { rounds, seconds }: Pace): Promise<Row[]> {
  const entered = await Promise.all(contestants.filter(({ speaksHttp2 }) => task.wire === "HTTP/1.1" || speaksHttp2).map((one) => enter(task, one)));
  const laps: Lap[][] = entered.map(() => []);
  // One round before counts: it warms everybody up.
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, { lap }] of entered.entries()) {
      const one = await lap(round < 0 ? seconds / 2 : seconds);
      if (round >= 0) laps[index]?.push(one);
    }
  }
  for (const { leave } of entered) leave();
  const [ours = [], ceiling = [], ...others] = laps.map((all) => all.map(({ speed }) => speed));
  const [cost = [], least = []] = laps.map((all) => all.map(({ processorMs }) => processorMs));
  const unit = task.megabytes === undefined ? "/s" : "MB/s";
  const ratio = (other: readonly number[]): number[] => ours.map((value, round) => value / (other[round] ?? NaN));
  return [
    { what: task.what, unit, values: ours },
    { what: `  of its ceiling (${Math.round(median(ceiling))} ${unit})`, unit: "×", values: ratio(ceiling), goal: CEILING_SHARE },
    // On a busy machine this says more: how much of what is used is unavoidable.
    { what: `  of its ceiling, by processor time (${median(cost).toFixed(3)} to ${median(least).toFixed(3)} ms a call)`, unit: "×", values: cost.map((value, round) => (least[round] ?? NaN) / value) },
    ...others.map((values, index): Row => ({
      what: `  beside ${entered[index + 2]?.name} (${Math.round(median(values))} ${unit})`, unit: "×", values: ratio(values), goal: { atLeast: task.ahead },
    })),
  ];
}

interface Lap {
  /** Calls, or megabytes, a second. */
  readonly speed: number;
  /** What the server used, a call. */
  readonly processorMs: number;
}

interface Entered {
  readonly name: string;
  readonly lap: (seconds: number) => Promise<Lap>;
  readonly leave: () => void;
}

async function enter(task: Task, contestant: Contestant): Promise<Entered> {
  const line = connection(contestant.endpoint, task.wire, task.inFlight);
  const call = await task.prepare(contestant, (request, keep) => line.send(request, keep));
  let turn = 0;
  const first = await line.send(call(turn++), true);
  if (first.status >= 300) throw new Error(`${contestant.name}, ${task.what}: status ${first.status}: ${String(first.body).slice(0, 500)}`);
  task.check?.(first.body);
  const lap = async (seconds: number): Promise<Lap> => {
    const before = contestant.processorMs();
    const began = performance.now();
    const until = began + seconds * 1000;
    let done = 0;
    const caller = async (): Promise<void> => {
      while (performance.now() < until) {
        const { status } = await line.send(call(turn++));
        if (status >= 300) throw new Error(`${contestant.name}, ${task.what}: status ${status}`);
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: task.inFlight }, caller));
    const speed = (done * (task.megabytes ?? 1)) / ((performance.now() - began) / 1000);
    return { speed, processorMs: (contestant.processorMs() - before) / done };
  };
  return { name: contestant.name, lap, leave: () => line.close() };
}
