import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildCloud } from "../cloud/build.mjs";
import type { Bench, Goal, Row } from "./bench";
import { createKinesisTasks } from "./cloud-kinesis";
import { createS3Tasks } from "./cloud-s3";
import { createSqsTasks } from "./cloud-sqs";
import { start, type Start } from "./cloud-start";
import { runAllLaps, type Task } from "./contest";
import { startLabCloud } from "./contestants";
import { endToEnd, FIREHOSE_OPTIONS, RACES } from "./firehose";
import { FirehoseLoad } from "./firehose-load";
import { checkOutProject } from "./project-copy";
import { readSetting } from "./setting";

/** The last commit before the work that let the data clients and the CDK run unchanged, and added half of today's operations. */
const COMMIT = process.env["BESIDE_COMMIT"] ?? "59282728";
/** Words, separated by commas: only rows whose names hold one of them are measured. */
const ONLY = (process.env["BESIDE_ONLY"] ?? "").toLowerCase().split(",");
const STARTS = 15;
const SECONDS = 1;
const FIREHOSE_ROUNDS = 4;
const FIREHOSE_RECORDS = 100_000;
/** A row may fall to this share of the earlier commit's figure. */
const AT_LEAST: Goal = { atLeast: 0.95 };

/** The programs of two builds of the lab cloud. */
interface Programs {
  readonly now: string;
  readonly before: string;
}

export const cloudBeside: Bench = {
  name: "cloud-beside",
  does: `start, memory, Kinesis, SQS, S3 and Firehose of the lab cloud beside the same at its commit ${COMMIT} (BESIDE_COMMIT), in turn, with the same packages and requests.`,
  async run(root) {
    const rounds = readSetting("BESIDE_ROUNDS", { otherwise: 11, least: 1 });
    const folder = checkOutProject(root, COMMIT);
    try {
      // The border: another version of the same module.
      const theirs = (await import(pathToFileURL(join(folder, "cloud", "build.mjs")).href)) as {
        buildCloud: typeof buildCloud;
      };
      const programs = { now: String((await buildCloud()).cli), before: String((await theirs.buildCloud()).cli) };
      return [
        ...(isWanted("start") ? await measureStarts(programs) : []),
        ...(await measureCalls(programs, rounds)),
        ...(await measureDeliveries(programs)),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const isWanted = (what: string): boolean => ONLY.some((word) => what.toLowerCase().includes(word));

/** The build that is second in one round is first in the next, since the machine's work in one round (heat, caches) helps or hinders the next. */
async function runInTurn(round: number, one: () => Promise<void>, other: () => Promise<void>): Promise<void> {
  await (round % 2 === 0 ? one : other)();
  await (round % 2 === 0 ? other : one)();
}

async function measureStarts(programs: Programs): Promise<Row[]> {
  const took: Record<keyof Programs, Start[]> = { now: [], before: [] };
  const runOnce = (of: keyof Programs) => async () =>
    void took[of].push(await start([programs[of], "--port", "0", "--memory"]));
  for (let round = 0; round < STARTS; round += 1) await runInTurn(round, runOnce("now"), runOnce("before"));
  const compareWithOurs = (of: keyof Start): number[] =>
    took.now.map((one, at) => one[of] / (took.before[at]?.[of] ?? NaN));
  return [
    { what: "start: time to ready, beside before", unit: "×", values: compareWithOurs("ms"), goal: { atMost: 1.05 } },
    {
      what: "start: memory when idle, beside before",
      unit: "×",
      values: compareWithOurs("residentMb"),
      goal: { atMost: 1.05 },
    },
    { what: "start: memory when idle", unit: "MB", values: took.now.map(({ residentMb }) => residentMb) },
  ];
}

async function measureCalls(programs: Programs, rounds: number): Promise<Row[]> {
  const tasks = [...createKinesisTasks(), ...createSqsTasks(), ...createS3Tasks()].filter(({ what }) => isWanted(what));
  const rows: Row[] = [];
  const both = [await startLabCloud([], programs.now), await startLabCloud([], programs.before)];
  try {
    for (const task of tasks)
      rows.push(...createRows(task, await runAllLaps(task, both, { rounds, seconds: SECONDS })));
  } finally {
    await Promise.all(both.map((one) => one.stop()));
  }
  return rows;
}

function createRows({ what }: Task, [now, before]: Awaited<ReturnType<typeof runAllLaps>>): Row[] {
  const compareWithOurs = (ours: readonly number[] = [], theirs: readonly number[] = []): number[] =>
    ours.map((value, round) => value / (theirs[round] ?? NaN));
  return [
    { what: `${what}, beside before`, unit: "×", values: compareWithOurs(now?.speeds, before?.speeds), goal: AT_LEAST },
    {
      what: "  by processor time: before's beside ours",
      unit: "×",
      values: compareWithOurs(before?.processorMs, now?.processorMs),
    },
  ];
}

async function measureDeliveries(programs: Programs): Promise<Row[]> {
  const races = RACES.filter(({ what }) => isWanted(`firehose ${what}`));
  if (races.length === 0) return [];
  const [now, before] = await Promise.all(
    [programs.now, programs.before].map((program) => startLabCloud(FIREHOSE_OPTIONS, program)),
  );
  if (now === undefined || before === undefined) throw new Error("two lab clouds were started");
  const [load, loadBefore] = [new FirehoseLoad(now), new FirehoseLoad(before)];
  try {
    await Promise.all([load.prepare(), loadBefore.prepare()]);
    const rows: Row[] = [];
    for (const race of races) {
      const speeds: [number[], number[]] = [[], []];
      const runOnce = (of: FirehoseLoad, into: number[]) => async () =>
        void into.push(await endToEnd(of, race, FIREHOSE_RECORDS));
      // Round -1 does not count: in it the engines start, and V8 compiles.
      for (let round = -1; round < FIREHOSE_ROUNDS; round += 1) {
        await runInTurn(round, runOnce(load, speeds[0]), runOnce(loadBefore, speeds[1]));
        if (round < 0) for (const list of speeds) list.length = 0;
      }
      const values = speeds[0].map((speed, round) => speed / (speeds[1][round] ?? NaN));
      rows.push({ what: `Firehose ${race.what}, beside before`, unit: "×", values, goal: AT_LEAST });
    }
    return rows;
  } finally {
    for (const one of [load, loadBefore]) one.close();
    await Promise.all([now.stop(), before.stop()]);
  }
}
