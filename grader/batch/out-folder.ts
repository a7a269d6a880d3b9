import { createHash } from "node:crypto";
import { lstat, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { strToU8, zipSync, type Zippable } from "fflate";
import { ignoreMissing } from "../core/ignore-missing";
import type { ReportFile } from "../reports/report";
import type { GradeResults } from "../reports/results";
import { assignHandIns, type MarkRecord } from "../adjust/mark-hand-ins";
import type { Adjustments } from "../adjust/adjust";
import type { GradedSubmission } from "./messages";
import { readEarlierRun, UsedFolderError, type LogHead } from "./progress-log";

export { UsedFolderError };

/** What the caller wants to do with an earlier run into the same folder. */
interface Intention {
  /** Continue the earlier run. */
  readonly resume: boolean;
  /** Grade all submissions again. */
  readonly fresh: boolean;
  readonly lab: string;
  readonly seed: number;
  /** See `LogHead`. */
  readonly shard?: string;
}

/**
 * Checks, before anything is written into the folder, that marks of an earlier run there may be continued or replaced.
 *
 * @throws UsedFolderError if there are such marks and the intention says neither; or if they are to be continued, but belong to
 * another lab or seed
 */
export async function assertOverwriteIntended(out: string, intention: Intention): Promise<void> {
  const { resume, fresh } = intention;
  if (resume && fresh)
    throw new UsedFolderError(
      "--resume keeps the marks of an earlier run, and --fresh discards them: use only one of them.",
    );
  if (fresh) return;
  const before = await readEarlierRun(out);
  if (resume) {
    if (before) assertSameSettings(out, before, intention);
    return;
  }
  const results = await readFile(join(out, "results.json"), "utf8").catch(ignoreMissing);
  if (results === undefined && !before?.graded) return;
  throw new UsedFolderError(
    `${out} holds the marks of an earlier run${describeCount(results, before?.graded)}. Nothing was graded or changed.\n` +
      "  --resume  keeps them, and grades only new or changed submissions\n" +
      "--fresh   grades everything again\n" +
      "Both keep your own edits: manual marks, roster, late policy, and reports that you changed.",
  );
}

function assertSameSettings(out: string, before: LogHead, { lab, seed, shard }: Intention): void {
  if (before.lab !== lab)
    throw new UsedFolderError(
      `The marks in ${out} are for lab ${before.lab}. Name another folder, or use --fresh to grade again.`,
    );
  if (before.seed !== seed)
    throw new UsedFolderError(
      `The marks in ${out} were given with seed ${before.seed}, not ${seed}: use --seed ${before.seed} to continue, or --fresh to grade everything again.`,
    );
  if (before.shard !== shard)
    throw new UsedFolderError(
      `The marks in ${out} are of ${describeShard(before.shard)}, not of ${describeShard(shard)}: each shard needs its own folder.`,
    );
}

const describeShard = (shard: string | undefined): string =>
  shard === undefined ? "the whole class" : `shard ${shard}`;

/**
 * Checks that the merged reports do not replace the reports of another run. Reports of an earlier merge of the same lab and seed may be
 * replaced: the shards, which hold the marks, are still there.
 *
 * @throws UsedFolderError if a `grade` has left its marks there, or the reports belong to another lab or seed
 */
export async function assertSameRun(out: string, { lab, seed }: Pick<LogHead, "lab" | "seed">): Promise<void> {
  const text = await readFile(join(out, "results.json"), "utf8").catch(ignoreMissing);
  const before = text === undefined ? undefined : (JSON.parse(text) as GradeResults);
  const isGraded = (await readEarlierRun(out)) !== undefined;
  if (isGraded || (before && (before.lab !== lab || before.seed !== seed)))
    throw new UsedFolderError(
      `${out} holds ${isGraded ? "what `labs grade` has graded" : `reports of lab ${before?.lab ?? ""}, seed ${before?.seed ?? ""}`}. Nothing was changed: name another folder with --out.`,
    );
}

function describeCount(results: string | undefined, graded = 0): string {
  if (results === undefined) return ` (${graded} graded so far)`;
  try {
    const { length } = (JSON.parse(results) as GradeResults).submissions;
    return ` (${length} ${length === 1 ? "submission" : "submissions"})`;
  } catch {
    return "";
  }
}

/** The folder that keeps the instructor's tables for the next run. */
export const TABLES = "tables";

/** Keeps the instructor's tables beside the marks: a later run without tables uses these. */
export async function keepTables(out: string, tables: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(tables)) await replace(join(out, TABLES, name), text);
}

/** Records the submission that each manual mark was given for. */
const MARK_RECORD = "manual-hand-ins.json";

/**
 * Ties manual marks to the hand-ins that they were given for, in this run or an earlier one into the same folder.
 *
 * @returns the adjustments with these marks
 * @throws TableProblem if a learner has no hand-in of a mark's number
 */
export async function tieManualMarks(
  out: string,
  adjustments: Adjustments,
  all: readonly GradedSubmission[],
): Promise<Adjustments> {
  if (!adjustments.manual) return adjustments;
  const text = (await readFile(join(out, TABLES, MARK_RECORD), "utf8").catch(ignoreMissing)) ?? "{}";
  const contents = new Map(
    all.map(({ result, content, earlier = [] }) => [
      result.id,
      [...earlier.map((attempt) => attempt.content), content],
    ]),
  );
  const { manual, record } = assignHandIns(adjustments.manual, contents, JSON.parse(text) as MarkRecord);
  await keepTables(out, { [MARK_RECORD]: `${JSON.stringify(record, null, 1)}\n` });
  return { ...adjustments, manual };
}

/**
 * Hashes of the files that were written here, by path: a file with another hash was edited by hand. A file has two
 * hashes while it is being replaced.
 */
type WrittenHashes = Record<string, readonly string[]>;

const WRITTEN = "written.json";

/**
 * Writes reports, each file in one step, so that a reader never finds half a file, even if this run is killed. A file that somebody has
 * edited since it was written is kept beside the new one as `grades.edited-1.csv`.
 *
 * @returns the new paths of the edited files
 */
export async function writeReports(out: string, reports: readonly ReportFile[]): Promise<string[]> {
  const before = await findWritten(out);
  const files = reports.map(({ path, text, zip }) => ({ path, bytes: zip ? createZip(zip) : strToU8(text) }));
  const news = new Map(files.map(({ path, bytes }) => [path, hashText(bytes)]));
  const pairHashes = (path: string, hash: string) => [...new Set([...(before[path] ?? []), hash])];
  // The hashes are written before the first file: a run that is killed in between leaves both old and new files.
  await replace(
    join(out, WRITTEN),
    listWritten({ ...before, ...Object.fromEntries([...news].map(([path, hash]) => [path, pairHashes(path, hash)])) }),
  );
  const edited: string[] = [];
  for (const { path, bytes } of files) {
    const aside = await keepIfEdited(join(out, path), before[path], news.get(path));
    if (aside !== undefined) edited.push(aside);
    await replace(join(out, path), bytes);
  }
  await replace(
    join(out, WRITTEN),
    listWritten({ ...before, ...Object.fromEntries([...news].map(([path, hash]) => [path, [hash]])) }),
  );
  return edited;
}

/** A zip cannot hold a date before 1980. All entries have this date, so that equal files make equal zips. */
const DATED = new Date(1980, 0, 1);
/** The zip attributes of an executable file on Unix: a regular file, mode 755. */
const RUNNABLE = { os: 3, attrs: (0o100755 << 16) >>> 0 } as const;

function createZip(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, text]): [string, Zippable[string]] => {
    const bytes = strToU8(text);
    return [name, /(^|\/)[^./]+$|\.sh$/.test(name) ? [bytes, RUNNABLE] : bytes];
  });
  return zipSync(Object.fromEntries(entries), { mtime: DATED });
}

async function keepIfEdited(file: string, written: readonly string[] = [], now = ""): Promise<string | undefined> {
  const text = await readFile(file).catch(ignoreMissing);
  if (text === undefined) return undefined;
  const hash = hashText(text);
  if (hash === now || written.includes(hash)) return undefined;
  const kind = extname(file);
  for (let n = 1; ; n += 1) {
    const aside = `${file.slice(0, file.length - kind.length)}.edited-${n}${kind}`;
    if ((await lstat(aside).catch(ignoreMissing)) !== undefined) continue;
    await rename(file, aside);
    return aside;
  }
}

async function findWritten(out: string): Promise<WrittenHashes> {
  const text = await readFile(join(out, WRITTEN), "utf8").catch(ignoreMissing);
  return text === undefined ? {} : (JSON.parse(text) as WrittenHashes);
}

const listWritten = (written: WrittenHashes): string => `${JSON.stringify(written, null, 1)}\n`;
const hashText = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");

async function replace(file: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
