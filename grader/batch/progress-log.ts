import { appendFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Graded } from "./messages";

/** The lab, seed and grader that the log of a batch is of: others give other results. */
export interface LogHead {
  readonly lab: string;
  readonly seed: number;
  readonly grader: string;
  readonly unsafe: boolean;
  /** `3/8`; of a run over the whole class there is none. */
  readonly shard?: string;
}

/** The submissions graded so far, in a file from which a later run can go on, however this one ended. */
export interface ProgressLog {
  /** Outcomes of an earlier run, by the submission's id. */
  readonly before: ReadonlyMap<string, Graded>;
  add(id: string, graded: Graded): Promise<void>;
}

const NAME = "progress.jsonl";

/**
 * What an earlier run into a folder was about, and how many submissions it has graded.
 *
 * @returns nothing if there was none, or its log says nothing that can be read
 */
export async function earlierRun(out: string): Promise<(LogHead & { readonly graded: number }) | undefined> {
  const text = await readFile(join(out, NAME), "utf8").catch(() => "");
  const [first = "", ...lines] = text.split("\n");
  try {
    return { ...(JSON.parse(first) as LogHead), graded: lines.filter((line) => entryOf(line)).length };
  } catch {
    return undefined;
  }
}

/**
 * Opens the log in the folder that the reports go to.
 *
 * @param resume false: what an earlier run left there is thrown away
 * @returns a log whose `before` is empty if an earlier run was about something else
 */
export async function openProgressLog(out: string, head: LogHead, resume: boolean): Promise<ProgressLog> {
  const file = join(out, NAME);
  await mkdir(out, { recursive: true });
  const before = resume ? await read(file, head) : new Map<string, Graded>();
  // Written anew and whole: a line that a crash cut off does not stay.
  const lines = [JSON.stringify(head), ...[...before].map(([id, graded]) => JSON.stringify({ id, ...graded }))];
  await writeFile(`${file}.new`, `${lines.join("\n")}\n`);
  await rename(`${file}.new`, file);
  return { before, add: (id, graded) => appendFile(file, `${JSON.stringify({ id, ...graded })}\n`) };
}

async function read(file: string, head: LogHead): Promise<Map<string, Graded>> {
  const text = await readFile(file, "utf8").catch(() => "");
  const [first = "", ...lines] = text.split("\n");
  const found = new Map<string, Graded>();
  if (first !== JSON.stringify(head)) return found;
  for (const line of lines) {
    const entry = entryOf(line);
    if (!entry) continue;
    const { id, ...graded } = entry;
    found.set(id, graded);
  }
  return found;
}

/** The last line may have been cut off by the end of the run that wrote it. */
function entryOf(line: string): (Graded & { readonly id: string }) | undefined {
  try {
    const entry = JSON.parse(line) as Partial<Graded> & { readonly id?: string };
    const { id, result, content, prints, submitted, earlier } = entry;
    if (id === undefined || !result || content === undefined || !prints) return undefined;
    const more = { ...(submitted === undefined ? {} : { submitted }), ...(earlier ? { earlier } : {}) };
    return { id, result, content, prints, ...more };
  } catch {
    return undefined;
  }
}
