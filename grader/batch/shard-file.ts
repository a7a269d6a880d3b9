import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { HandIn } from "../adjust/adjust";
import type { GradedSubmission } from "./messages";
import { isStoredResult } from "./stored-result";
import { ignoreMissing } from "../core/ignore-missing";
import type { ClassIdentity, Shard } from "./shard";

/** The version of the file's format: a file with another version is refused. */
const FORMAT = "labs-shard-1";

/** The properties that all shards of a class must share. */
export interface ShardHead {
  readonly lab: string;
  readonly seed: number;
  /** Name and version of the grader. */
  readonly grader: string;
  /** Hash of all sources that a mark depends on, other than the submission, see `digestSources`. */
  readonly sources: string;
  readonly unsafe: boolean;
  readonly class: ClassIdentity;
}

/** One submission of a shard, before names, manual marks and lateness are added. */
export interface ShardEntry {
  /** Its index in the class, from 0. */
  readonly at: number;
  readonly handIn: Omit<HandIn, "earlier">;
  readonly graded: GradedSubmission;
}

/** The results of one shard, as plain data. */
export interface ShardResults extends ShardHead {
  readonly shard: Shard;
  readonly entries: readonly ShardEntry[];
}

/** Shards that cannot be merged. The message has one line for each problem. */
export class ShardProblem extends Error {
  override readonly name = "ShardProblem";

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

const NAME = /^shard-\d+-of-\d+\.json$/;

/**
 * Writes a shard's results in one step, so that a reader never finds half a file. Two runs of the shard at the same time do not disturb
 * each other: the file of the later one stays.
 *
 * @returns the file's path
 */
export async function writeShardFile(out: string, results: ShardResults): Promise<string> {
  const file = join(out, `shard-${results.shard.index}-of-${results.shard.of}.json`);
  await mkdir(out, { recursive: true });
  const beside = `${file}.${randomUUID()}`;
  await writeFile(beside, `${JSON.stringify({ format: FORMAT, ...results })}\n`);
  await rename(beside, file);
  return file;
}

/** A shard's results, and the file they were read from. */
export interface ReadShard {
  readonly file: string;
  readonly results: ShardResults;
}

/**
 * Reads the given files of shards, and all such files in the given folders, at any depth.
 *
 * @returns the shards in the order of their paths
 * @throws ShardProblem with all files that cannot be read
 */
export async function readShardFiles(paths: readonly string[]): Promise<ReadShard[]> {
  const problems: string[] = [];
  const read: ReadShard[] = [];
  for (const path of paths) {
    const files = await findFiles(path);
    if (files.length === 0)
      problems.push(`There is no shard-…-of-….json in ${path}: \`labs grade --shard\` writes them.`);
    for (const file of files) {
      const results = parseResults(await readFile(file, "utf8"));
      if (typeof results === "string") problems.push(`${file} ${results}`);
      else read.push({ file, results });
    }
  }
  if (problems.length > 0) throw new ShardProblem(problems);
  return read;
}

async function findFiles(path: string): Promise<string[]> {
  const info = await stat(path).catch(ignoreMissing);
  if (!info) return [];
  if (!info.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => NAME.test(basename(name)))
    .sort()
    .map((name) => join(path, name));
}

/** Whether all is there that is read of a file, and of the right kind. */
function isWhole({ lab, seed, grader, sources, class: seen, shard, entries }: Partial<ShardResults>): boolean {
  return (
    [lab, grader, sources, seen?.sha256].every((text) => typeof text === "string") &&
    [seed, seen?.submissions, shard?.index, shard?.of].every(Number.isSafeInteger) &&
    Array.isArray(entries) &&
    entries.every(isEntry)
  );
}

function isEntry(value: unknown): boolean {
  const { at, handIn, graded } = (value ?? {}) as Partial<ShardEntry>;
  return (
    Number.isSafeInteger(at) &&
    typeof handIn?.id === "string" &&
    typeof handIn.student === "object" &&
    isStoredResult(handIn.id, graded)
  );
}

function parseResults(text: string): ShardResults | string {
  try {
    const { format, ...results } = JSON.parse(text) as ShardResults & { readonly format?: string };
    if (format !== FORMAT)
      return `is not in the format of this version (${FORMAT}): grade the shard with this version.`;
    return isWhole(results)
      ? results
      : "was edited: an entry is malformed, or its marks don't add up. Fetch it again, or run the shard again.";
  } catch {
    return "is cut off or not JSON: fetch it again, or run the shard again.";
  }
}
