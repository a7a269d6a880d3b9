import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GradeResults } from "../grader/index";
import { describeClass, isInShard } from "../grader/batch/shard";
import type { ShardEntry, ShardResults } from "../grader/batch/shard-file";
import { createMutants, type Mutant } from "../grader/testing/mutator";
import { createRandom, type Random } from "../grader/testing/random";
import { formatExpectedRows, formatRows, writeMutants } from "../grader/testing/write-mutants";
import list from "../cloud/prices.json";
import type { Bench, Row } from "./bench";
import { playArrayJob, type Outcome } from "./graders/array-job";
import { createLab01 } from "./graders/lab-01";
import { readSetting } from "./setting";

/** The number of submissions that are really graded, by shards that are killed and run again. */
const GRADED = readSetting("CLASS_GRADED", { otherwise: 120, min: 1 });
const GRADED_SHARDS = 4;
/**
 * A shard is killed after fewer lines of progress than each shard of a large class has submissions, however the names
 * are distributed.
 */
const KILLED_WITHIN = Math.max(1, Math.floor(GRADED / GRADED_SHARDS / 4));
/** The number of submissions in the simulated class: each is one of the graded submissions, under a name of its own. */
const CLASS = readSetting("CLASS_SIZE", { otherwise: 10_000, min: 1 });
const SHARDS = 100;
const MACHINES = 25;
const SEED = readSetting("CLASS_SEED", { otherwise: 1, min: 0 });
const WEATHER = { killed: 0.1, lost: 0.04, twice: 0.05 };
/** The assumed seconds from a job's start to its first submission: an instance starts, fetches the image and the submissions, and runs the solution. */
const START_SECONDS = 180;
/** The number of submissions that a machine with two processors grades at the same time. */
const WORKERS = 2;

export const classOfThousands: Bench = {
  name: "class-of-thousands",
  does: `${GRADED} submissions of lab 01 graded by ${GRADED_SHARDS} shards that are killed and run again, and ${CLASS} played as an array job of ${SHARDS} on ${MACHINES} machines, with kills, lost and double shards; each mark as it was made to be (Linux, bubblewrap).`,
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
    try {
      const random = createRandom(SEED);
      const mutants = createMutants({ ...createLab01(root), hostile: [] }, GRADED, SEED);
      const graded = await gradeInTruth(root, folder, { made: mutants, random });
      return [...graded.rows, ...(await play(root, folder, { made: mutants, shards: graded.shards, random }))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface ShardOutcome {
  readonly end: unknown;
  readonly output: string;
  readonly seconds: number;
  /** The process's peak resident memory, in MB. */
  readonly maxMB: number;
}

/** Runs `labs …`. @param killAfter the number of progress lines after which the process is killed */
async function runLabs(root: string, args: readonly string[], killAfter = Infinity): Promise<ShardOutcome> {
  const began = performance.now();
  const child = spawn(process.execPath, ["--max-old-space-size=8192", join(root, "scripts", "labs.mjs"), ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, maxMB] = ["", 0];
  const hear = (text: Buffer): void => {
    output += text.toString();
    if ((output.match(/^\d+\/\d+ {2}/gm)?.length ?? 0) >= killAfter) child.kill("SIGKILL");
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const timer = setInterval(() => {
    maxMB = Math.max(maxMB, readMemory(child.pid));
  }, 100);
  const [status, signal] = (await once(child, "close")) as [unknown, unknown];
  clearInterval(timer);
  return { end: signal ?? status, output, seconds: (performance.now() - began) / 1000, maxMB };
}

function readMemory(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid ?? ""}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // the process has ended
  }
}

function requireEnd(ended: ShardOutcome, end: unknown): ShardOutcome {
  if (ended.end !== end)
    throw new Error(`It ended with ${String(ended.end)}, not ${String(end)}:\n${ended.output.slice(-2000)}`);
  return ended;
}

interface Class {
  readonly made: readonly Mutant[];
  readonly random: Random;
}

/**
 * Kills each shard once on its way, and resumes it, unless the shard has so few submissions that none would be left;
 * one shard is run a second time elsewhere.
 */
async function gradeInTruth(root: string, folder: string, { made: created, random }: Class) {
  writeMutants(join(folder, "class"), created);
  const runJob = (index: number, out: string, killAfter?: number) =>
    runLabs(
      root,
      [
        "grade",
        "01",
        join(folder, "class"),
        "--shard",
        `${index}/${GRADED_SHARDS}`,
        "--out",
        join(folder, out),
        "--resume",
        "--workers",
        String(WORKERS),
      ],
      killAfter,
    );
  const runInShard = (index: number): number =>
    created.filter(({ id }) => isInShard(id, { index, of: GRADED_SHARDS })).length;
  let [seconds, kills] = [0, 0];
  for (let index = 1; index <= GRADED_SHARDS; index += 1) {
    const killAfter = 1 + random(KILLED_WITHIN);
    if (killAfter < runInShard(index)) {
      seconds += requireEnd(await runJob(index, `jobs/${index}`, killAfter), "SIGKILL").seconds;
      kills += 1;
    }
    seconds += requireEnd(await runJob(index, `jobs/${index}`), 0).seconds;
  }
  requireEnd(await runJob(1, "again"), 0);
  requireEnd(
    await runLabs(root, ["merge-reports", join(folder, "jobs"), join(folder, "again"), "--out", join(folder, "truth")]),
    0,
  );
  assertRowsMatch(formatExpectedRows(created), join(folder, "truth"));
  const shards = Array.from({ length: GRADED_SHARDS }, (_, at) => {
    const file = join(folder, "jobs", String(at + 1), `shard-${at + 1}-of-${GRADED_SHARDS}.json`);
    return JSON.parse(readFileSync(file, "utf8")) as ShardResults;
  });
  const rows: Row[] = [
    { what: "submissions graded in truth, each mark as made", unit: "", values: [created.length] },
    { what: `shards of ${GRADED_SHARDS} killed on their way`, unit: "", values: [kills] },
    { what: "each, with the shards' starts and what kills cost", unit: "s", values: [seconds / created.length] },
  ];
  return { rows, shards };
}

function assertRowsMatch(expected: readonly string[], out: string): void {
  const rows = formatRows(JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as GradeResults);
  const other = expected.findIndex((row, at) => row !== rows[at]);
  if (other >= 0 || rows.length !== expected.length)
    throw new Error(`${expected[other] ?? "a row more"}\n  came to ${rows[other] ?? "nothing"}`);
}

interface GradedClass extends Class {
  readonly shards: readonly ShardResults[];
}

async function play(root: string, folder: string, { made: created, shards, random }: GradedClass): Promise<Row[]> {
  const judged = shards.flatMap(({ entries }) => entries).sort((a, b) => a.at - b.at);
  const ids = Array.from({ length: CLASS }, (_, at) => `learner-${String(at).padStart(5, "0")}`);
  const drawn = ids.map(() => random(judged.length));
  const all = ids.flatMap((id, at) => {
    const entry = judged[drawn[at] ?? 0];
    return entry ? renameEntry(entry, { id, at }) : [];
  });
  const class_ = describeClass(ids);
  const of = Array.from({ length: SHARDS }, (_, at) => ({ index: at + 1, of: SHARDS }));
  const files = of.map((shard) => ({
    ...(shards[0] as ShardResults),
    ...{ shard, class: class_, entries: all.filter(({ handIn }) => isInShard(handIn.id, shard)) },
  }));
  const lasts = files.map(
    ({ entries }) => START_SECONDS + sum(entries.map(({ graded }) => graded.result.seconds)) / WORKERS,
  );
  const outcome = playArrayJob(lasts, { machines: MACHINES, weather: WEATHER, random });
  outcome.files.forEach((count, at) => {
    for (let copy = 0; copy < count; copy += 1) write(folder, { file: files[at], copy, random });
  });
  const roster = join(folder, "roster.csv");
  writeFileSync(roster, `id,name\n${ids.map((id) => `${id},Learner ${id}`).join("\n")}\n`);
  const args = ["merge-reports", join(folder, "played"), "--out", join(folder, "grades"), "--roster", roster];
  const lost = outcome.files.flatMap((count, at) => (count === 0 ? [at] : []));
  if (lost.length > 0) {
    const names = lost.map((at) => `${at + 1}/${SHARDS}`).join(", ");
    const { output } = requireEnd(await runLabs(root, args), 1);
    if (!output.includes(`: ${names}. No mark`)) throw new Error(`It was to name ${names}, and said:\n${output}`);
    for (const at of lost) write(folder, { file: files[at], copy: 0, random });
  }
  const merged = requireEnd(await runLabs(root, args), 0);
  const rows = formatExpectedRows(drawn.map((which, at) => ({ ...(created[which] as Mutant), id: ids[at] ?? "" })));
  assertRowsMatch(rows, join(folder, "grades"));
  const again = sum(lost.map((at) => lasts[at] ?? 0));
  return createPlayRows(merged, { outcome, lost: lost.length, machineSeconds: outcome.machineSeconds + again });
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** A graded submission under another name. Its similarity to other submissions is kept, so that the simulated class has as many alike as real classes have. */
function renameEntry({ graded }: ShardEntry, { id, at }: { id: string; at: number }): ShardEntry {
  return { at, handIn: { id, student: {}, exportedAs: id }, graded: { ...graded, result: { ...graded.result, id } } };
}

/** Writes a shard's results with other durations, as another run of the shard would have. */
function write(
  folder: string,
  { file, copy, random }: { file: ShardResults | undefined; copy: number; random: Random },
): void {
  if (!file) return;
  const entries = file.entries.map((entry) => ({
    ...entry,
    graded: {
      ...entry.graded,
      result: { ...entry.graded.result, seconds: entry.graded.result.seconds + random(100) / 100 },
    },
  }));
  const path = join(folder, "played", `${random(1e6)}-${copy}`);
  mkdirSync(path, { recursive: true });
  const { index, of } = file.shard;
  writeFileSync(
    join(path, `shard-${index}-of-${of}.json`),
    JSON.stringify({ format: "labs-shard-1", ...file, entries }),
  );
}

function createPlayRows(
  merged: ShardOutcome,
  { outcome, lost, machineSeconds }: { outcome: Outcome; lost: number; machineSeconds: number },
): Row[] {
  return [
    { what: "submissions played, each mark as made", unit: "", values: [CLASS] },
    { what: "jobs killed and done over", unit: "", values: [outcome.kills] },
    { what: "shards lost, named and done over", unit: "", values: [lost] },
    { what: "shards run twice", unit: "", values: [outcome.files.filter((count) => count > 1).length] },
    { what: `the array job on ${MACHINES} machines (played)`, unit: "s", values: [outcome.seconds] },
    { what: "labs merge-reports, with all reports", unit: "s", values: [merged.seconds] },
    { what: "its memory", unit: "MB", values: [merged.maxMB], goal: { atMost: 4096 } },
    {
      what: "machines on AWS, on demand",
      unit: "USD",
      values: [(machineSeconds / 3600) * getUsd("ec2-m7g-large-hour")],
    },
    {
      what: "requests of S3: each job fetches all submissions",
      unit: "USD",
      values: [SHARDS * CLASS * getUsd("s3-get") + (CLASS + SHARDS) * getUsd("s3-put")],
    },
  ];
}

/**
 * The price of one unit, in USD. Not counted: that spot instances cost less; machines while nothing runs on them, their
 * disks, the registry and logs; and S3 beside its requests, since within a region its data moves for nothing.
 *
 * @throws Error if there is no such price
 */
function getUsd(id: string): number {
  const price = list.prices.find((item) => item.id === id);
  if (!price) throw new Error(`There is no price ${id}.`);
  return price.usd / price.per;
}
