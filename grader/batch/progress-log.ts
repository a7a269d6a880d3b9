import { appendFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ignoreMissing } from "../core/ignore-missing";
import type { GradedSubmission } from "./messages";
import { isStoredResult } from "./stored-result";

/** The folder holds the marks of an earlier run, and they must not be replaced: the options do not say so, or they cannot be read. */
export class UsedFolderError extends Error {
  override readonly name = "UsedFolderError";
}

/** The lab, seed and grader of a batch's log: with others the results would be different. */
export interface LogHead {
  readonly lab: string;
  readonly seed: number;
  readonly grader: string;
  readonly unsafe: boolean;
  /** `3/8`; undefined for a run over the whole class. */
  readonly shard?: string;
}

/** The submissions graded so far, in a file that a later run can continue from, however this run ended. */
export interface ProgressLog {
  /** Results of an earlier run, by the submission's id. */
  readonly before: ReadonlyMap<string, GradedSubmission>;
  add(id: string, graded: GradedSubmission): Promise<void>;
}

const NAME = "progress.jsonl";

/**
 * The lab, seed and grader of an earlier run into a folder, and how many submissions it has graded.
 *
 * @returns undefined if there was none
 * @throws UsedFolderError if there is a log that doesn't name its run
 */
export async function readEarlierRun(out: string): Promise<(LogHead & { readonly graded: number }) | undefined> {
  const text = await readFile(join(out, NAME), "utf8").catch(ignoreMissing);
  if (text === undefined) return undefined;
  const [first = "", ...lines] = text.split("\n");
  const head = parseHead(first);
  if (head) return { ...head, graded: lines.filter((line) => parseEntry(line)).length };
  throw new UsedFolderError(
    `The first line of ${join(out, NAME)} is damaged. It identifies the run that the marks in this file belong to. Nothing was changed.\n` +
      "Fix the line, or move the file to another folder to grade everything again.",
  );
}

function parseHead(line: string): LogHead | undefined {
  try {
    const { lab, seed, ...rest } = JSON.parse(line) as Partial<LogHead>;
    return typeof lab === "string" && typeof seed === "number" ? { ...(rest as LogHead), lab, seed } : undefined;
  } catch {
    return undefined; // it isn't JSON
  }
}

/**
 * Opens the log in the folder of the reports.
 *
 * @param resume false: the log of an earlier run is discarded
 * @returns a log whose `before` is empty if the earlier run's head differs from this one's
 */
export async function openProgressLog(out: string, head: LogHead, resume: boolean): Promise<ProgressLog> {
  const file = join(out, NAME);
  await mkdir(out, { recursive: true });
  const before = resume ? await read(file, head) : new Map<string, GradedSubmission>();
  // The log is rewritten as a whole, so that a line cut off by a crash does not stay.
  const lines = [JSON.stringify(head), ...[...before].map(([id, graded]) => JSON.stringify({ id, ...graded }))];
  await writeFile(`${file}.new`, `${lines.join("\n")}\n`);
  await rename(`${file}.new`, file);
  return { before, add: (id, graded) => appendFile(file, `${JSON.stringify({ id, ...graded })}\n`) };
}

async function read(file: string, head: LogHead): Promise<Map<string, GradedSubmission>> {
  const text = (await readFile(file, "utf8").catch(ignoreMissing)) ?? "";
  const [first = "", ...lines] = text.split("\n");
  const found = new Map<string, GradedSubmission>();
  if (first !== JSON.stringify(head)) return found;
  for (const line of lines) {
    const entry = parseEntry(line);
    if (!entry) continue;
    const { id, ...graded } = entry;
    found.set(id, graded);
  }
  return found;
}

/** An entry of the log, or undefined: the last line may be cut off, if the run that wrote it was killed, and any may have been edited. */
function parseEntry(line: string): (GradedSubmission & { readonly id: string }) | undefined {
  try {
    const entry = JSON.parse(line) as Partial<GradedSubmission> & { readonly id?: string };
    const { id } = entry;
    if (typeof id !== "string" || !isStoredResult(id, entry)) return undefined;
    const { result, content, prints, submitted, earlier } = entry;
    const more = { ...(submitted === undefined ? {} : { submitted }), ...(earlier ? { earlier } : {}) };
    return { id, result, content, prints, ...more };
  } catch {
    return undefined;
  }
}
