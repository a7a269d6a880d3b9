import { createRow, getMedian, getRatios, takeTurns, type Row } from "./bench";
import type { Server } from "./servers";
import { openConnection, sendFor, type Connection, type Wire, type WireRequest } from "./wire";

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
   * @returns the calls, which are sent in turn
   */
  prepare(send: Connection["send"], contestant: Server): Promise<readonly WireRequest[]>;
  /** Checks a contestant's first answer; of the later answers only the status is checked. @throws Error if the answer is wrong */
  check?(body: Buffer): void;
}

/** A contestant's calls for a second, or, of a rival, for half of one. */
interface Lap {
  /** Calls a second, or MB a second. */
  readonly speed: number;
  /** The server's processor time for each call, in ms. */
  readonly processorMs: number;
}

/** A rival whose preparation takes longer is left out: the table is to be ready within minutes. */
const MAX_PREPARATION_MS = 30_000;

/**
 * Lets contestants do a task in turn, round by round, so that the machine's other work slows all of them alike. A rival
 * that fails, or prepares for too long, is left out, and the reason is printed.
 *
 * @param contestants the lab cloud, its ceiling, then rivals
 * @returns a row with our speed, and rows with our share of the ceiling and our lead over each rival, from the same round
 */
export async function runTask(
  task: Task,
  [labCloud, ceilingServer, ...rivals]: readonly [Server, Server, ...Server[]],
  rounds: number,
): Promise<Row[]> {
  const lines: Connection[] = [];
  const enter = async (server: Server, isRival: boolean): Promise<() => Promise<Lap>> => {
    const line = openConnection(server.endpoint, task.wire ?? "HTTP/1.1", task.inFlight);
    lines.push(line);
    return prepareLaps(task, { server, line, isRival });
  };
  const laps: Record<string, () => Promise<Lap | undefined>> = {
    ours: await enter(labCloud, false),
    ceiling: await enter(ceilingServer, false),
  };
  for (const rival of rivals.filter(({ speaksHttp2 }) => task.wire !== "HTTP/2" || speaksHttp2)) {
    const leaveOut = (error: unknown): void => {
      console.log(`  left out of "${task.what}": ${rival.name}: ${String(error)}`);
      laps[rival.name] = () => Promise.resolve(undefined);
    };
    const runLap = await enter(rival, true).catch(leaveOut);
    if (runLap) laps[rival.name] = () => runLap().catch(leaveOut) as Promise<Lap | undefined>;
  }
  // Two rounds before those that count, for V8 to compile the code. The laps are looked up each time, since a rival may leave.
  const turns = Object.fromEntries(Object.keys(laps).map((name) => [name, () => laps[name]?.()]));
  const { ours = [], ceiling = [], ...others } = await takeTurns(turns, { rounds, warmUps: 2 });
  lines.forEach((line) => line.close());
  const unit = task.megabytes === undefined ? "/s" : "MB/s";
  const getSpeeds = (all: readonly (Lap | undefined)[]): number[] => all.map((lap) => lap?.speed ?? NaN);
  const getCosts = (all: readonly (Lap | undefined)[]): number[] => all.map((lap) => lap?.processorMs ?? NaN);
  const formatMedian = (speeds: readonly number[]): string => `${Math.round(getMedian(speeds))} ${unit}`;
  return [
    createRow(task.what, unit, getSpeeds(ours)),
    createRow(
      `${task.what}: of its ceiling (${formatMedian(getSpeeds(ceiling))})`,
      "≥ 0.6 ×",
      getRatios(getSpeeds(ours), getSpeeds(ceiling)),
    ),
    // On a busy machine processor time is the better measure: it shows which share of the work is unavoidable.
    createRow(`${task.what}: of its ceiling, by processor time`, "×", getRatios(getCosts(ceiling), getCosts(ours))),
    ...Object.entries(others)
      .filter(([, found]) => found.every((lap) => lap !== undefined))
      .map(([name, found]) =>
        createRow(
          `${task.what}: beside ${name} (${formatMedian(getSpeeds(found))})`,
          `≥ ${task.ahead ?? 1} ×`,
          getRatios(getSpeeds(ours), getSpeeds(found)),
        ),
      ),
  ];
}

/** Prepares a task's calls, and sends the first one. @returns a function that runs a lap */
async function prepareLaps(
  task: Task,
  { server, line, isRival }: { readonly server: Server; readonly line: Connection; readonly isRival: boolean },
): Promise<() => Promise<Lap>> {
  // A closed connection ends a late preparation, which would otherwise take processor time from the other contestants.
  const late = setTimeout(() => isRival && line.close(), MAX_PREPARATION_MS);
  const calls = await task.prepare(line.send, server).finally(() => clearTimeout(late));
  let turn = 0;
  const send = async (keep = false): Promise<Buffer> => {
    const call = calls[turn++ % calls.length];
    if (call === undefined) throw new Error("there is no call");
    const { status, body } = await line.send(call, keep);
    if (status >= 300) throw new Error(`${server.name} answered ${status}: ${String(body).slice(0, 300)}`);
    return body;
  };
  task.check?.(await send(true));
  return async () => {
    const before = server.readProcessorMs();
    const lap = await sendFor(isRival ? 0.5 : 1, task.inFlight, send);
    const processorMs = (server.readProcessorMs() - before) / lap.done;
    return { speed: (lap.done * (task.megabytes ?? 1)) / lap.seconds, processorMs };
  };
}
