import { resolve } from "node:path";
import type { Adjustments } from "../adjust/adjust";
import type { Batch } from "../batch/batch";
import { createClassResults, assertTablesMatchClass, type InstructorTables } from "../batch/class-results";
import type { BatchResult } from "../batch/grade";
import { keepTables, assertSameRun, tieManualMarks } from "../batch/out-folder";
import { writeClass } from "../batch/write-class";
import { mergeShards } from "./merge-shards";
import { readShardFiles } from "../batch/shard-file";

/** The shards to merge, and the instructor's tables. */
interface MergeOptions extends Partial<Pick<InstructorTables, "labRoot" | "problems">>, Pick<Batch, "anonymous"> {
  readonly root: string;
  /** Files of shards, or folders that contain such files at any depth. */
  readonly paths: readonly string[];
  /** The folder for the reports; it is made if it does not exist. */
  readonly out: string;
  readonly adjustments?: Adjustments;
  /** See `Batch`. */
  readonly tables?: Readonly<Record<string, string>>;
}

/**
 * Puts the shards of a class together and writes the reports that one run over the whole class would have written. It reads no
 * submission: the same shards give the same marks, and merging can be repeated with other tables.
 *
 * @throws ShardProblem, TableProblem, UsedFolderError: no report was written
 */
export async function mergeReports(options: MergeOptions): Promise<BatchResult> {
  const { root, labRoot = root, adjustments = {}, tables = {} } = options;
  const out = resolve(options.out);
  const merged = mergeShards(await readShardFiles(options.paths));
  await assertTablesMatchClass(
    { lab: merged.lab, labRoot, adjustments, problems: options.problems ?? [] },
    merged.found,
  );
  await assertSameRun(out, merged);
  await keepTables(out, tables);
  const results = createClassResults(merged, await tieManualMarks(out, adjustments, merged.all));
  return { results, edited: await writeClass(out, results, options) };
}
