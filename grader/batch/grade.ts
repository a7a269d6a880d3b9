import { resolve } from "node:path";
import { bundleGrader } from "../core/bundle.mjs";
import { startCompilerProcess } from "../compile/compiler-process";
import { getSnapshot } from "../compile/snapshot";
import { readAhead } from "../compile/read-ahead";
import { GraderFault, NotConfinedError } from "../engine/faults";
import { digestSources } from "../engine/source-digest";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import type { GradeResults } from "../reports/results";
import { describeWeakLimits } from "../sandbox/weak-limits";
import { describeClass, isInShard, formatShardName, type Shard } from "./shard";
import { writeShardFile } from "./shard-file";
import { findClass } from "../submission/find-submissions";
import type { FoundSubmission } from "../submission/found-submissions";
import { formatSources } from "../submission/source-lines";
import type { Batch } from "./batch";
import { createClassResults, toHandIn, assertTablesMatchClass, type GradedClass } from "./class-results";
import { gradeAll, type GradeAllOptions } from "./grade-all";
import { keepTables, assertOverwriteIntended, tieManualMarks } from "./out-folder";
import { openProgressLog, type LogHead } from "./progress-log";
import { WorkerRefusal } from "./worker-process";
import { writeClass } from "./write-class";

/** The outcome of a batch. */
export interface BatchResult {
  readonly results: GradeResults;
  /** Where the reports are now that somebody has edited by hand: the new reports have taken their names. */
  readonly edited: readonly string[];
}

/** The programs of a batch's processes. */
type BatchPrograms = Pick<Awaited<ReturnType<typeof bundleGrader>>, "worker" | "compiler" | "compiler-snapshot">;

/**
 * Grades a batch of submissions and writes the reports. For a shard, writes the one file that `mergeReports` makes
 * the reports from.
 *
 * @param bundled makes the programs; tests have their own programs
 * @returns results in the order in which the submissions were found, not in the order in which they were graded
 * @throws MissingSubmission, UsedFolderError, TableProblem, NotConfinedError, GraderFault: nothing was graded
 */
export async function grade(
  batch: Batch,
  bundled: (root: string) => Promise<BatchPrograms> = bundleGrader,
): Promise<BatchResult> {
  const { root, lab, labRoot = root, seed, unsafe, resume = false, fresh = false, only, shard } = batch;
  const out = resolve(batch.out);
  const { found, ...seen } = await findClass(batch.paths, batch.handedIn, {
    except: out,
    exports: batch.exports ?? false,
  });
  batch.onSources?.(formatSources(seen));
  const inShard = found.filter(({ id }) => !shard || isInShard(id, shard));
  const head = { lab, seed, ...(shard ? { shard: formatShardName(shard) } : {}) };
  await assertTablesMatchClass({ ...batch, labRoot }, found, seen.pathById);
  await assertOverwriteIntended(out, { resume: resume || only !== undefined, fresh, ...head });
  await keepTables(out, batch.tables ?? {});
  const { all, grader } = await gradeWith(inShard, batch, {
    bundlePrograms: bundled,
    log: (version) =>
      openProgressLog(out, orderHead({ ...head, grader: version, unsafe }), resume || only !== undefined),
  });
  const graded = { lab, seed, grader, all, found: inShard.map(toHandIn) };
  const results = createClassResults(graded, await tieManualMarks(out, batch.adjustments ?? {}, all));
  if (!shard) return { results, edited: await writeClass(out, results, batch) };
  await writeShard(graded, { batch, shard, found });
  return { results, edited: [] };
}

/** Members in the order in which earlier versions wrote them: heads of logs are compared as texts. */
function orderHead({ lab, seed, grader, unsafe, shard }: LogHead): LogHead {
  return { lab, seed, grader, unsafe, ...(shard === undefined ? {} : { shard }) };
}

async function gradeWith(
  found: readonly FoundSubmission[],
  batch: Batch,
  {
    bundlePrograms,
    log,
  }: { readonly bundlePrograms: (root: string) => Promise<BatchPrograms>; readonly log: GradeAllOptions["log"] },
): Promise<Pick<GradedClass, "all" | "grader">> {
  const { root, lab, labRoot = root } = batch;
  if (!batch.unsafe) batch.onWeakLimits?.(describeWeakLimits());
  const programs = await bundlePrograms(root);
  const compiler = startCompilerProcess({
    program: programs.compiler,
    root,
    maxSeconds: { ...DEFAULT_LIMITS, ...batch.limits }.compileSeconds,
    snapshot: getSnapshot(programs, { root, lab, labRoot }),
  });
  try {
    const askCompiler = readAhead(compiler.askCompiler, { lab, labRoot });
    const { all, version } = await gradeAll(found, { batch, program: programs.worker, askCompiler, log });
    return { all, grader: version };
  } catch (error) {
    throw restoreErrorClass(error);
  } finally {
    await compiler.close();
  }
}

interface ShardOfBatch {
  readonly batch: Batch;
  readonly shard: Shard;
  /** All submissions of the class. */
  readonly found: readonly FoundSubmission[];
}

async function writeShard(
  { lab, seed, grader, all, found: inShard }: GradedClass,
  { batch, shard, found }: ShardOfBatch,
): Promise<void> {
  const { root, labRoot = root, unsafe, handedIn } = batch;
  const positions = new Map(found.map(({ id }, index) => [id, index]));
  const getPosition = (id: string): number => {
    const target = positions.get(id);
    if (target === undefined) throw new Error(`${id} was graded, but doesn't belong to the class.`);
    return target;
  };
  await writeShardFile(resolve(batch.out), {
    ...{ lab, seed, grader, unsafe, shard },
    sources: digestSources({ root, labRoot, lab, scripts: handedIn.scripts }),
    class: describeClass(found.map(({ id }) => id)),
    entries: all.flatMap((graded, index) => {
      const handIn = inShard[index];
      return handIn ? [{ at: getPosition(handIn.id), handIn, graded }] : [];
    }),
  });
}

/** An error from a worker has lost its class on the way: it gets the class again by its name. */
function restoreErrorClass(error: unknown): unknown {
  if (!(error instanceof WorkerRefusal)) return error;
  if (error.name === "NotConfinedError") return NotConfinedError.createWithMessage(error.message);
  return error.name === "GraderFault" ? new GraderFault(error.message) : error;
}
