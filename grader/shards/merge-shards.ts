import type { HandIn } from "../adjust/adjust";
import type { GradedSubmission } from "../batch/messages";
import { ShardProblem, type ReadShard, type ShardEntry, type ShardHead } from "../batch/shard-file";
import { describeClass, isInShard, formatShardName } from "../batch/shard";

/** A whole class, put together from its shards. */
interface MergedClass extends ShardHead {
  /** In the class's order. */
  readonly all: readonly GradedSubmission[];
  /** The submission of each result, in the same order. */
  readonly found: readonly Omit<HandIn, "earlier">[];
}

/**
 * Merges a class's shards. The marks do not depend on the order of the files, nor on how many files hold the same shard.
 *
 * @throws ShardProblem if a shard is missing; if the shards are of several labs, seeds, graders or classes; or if two runs of one shard do not
 * agree
 */
export function mergeShards(shards: readonly ReadShard[]): MergedClass {
  refuseIf(findDifferences(shards));
  const [first] = shards;
  if (!first) throw new ShardProblem(["No shards were given."]);
  refuseIf(findMissing(shards));
  const entries = new Map<string, LoadedEntry[]>();
  for (const { file, results } of shards) {
    for (const entry of results.entries) {
      if (!isInShard(entry.handIn.id, results.shard))
        throw new ShardProblem([`${file}: ${entry.handIn.id} is not of shard ${formatShardName(results.shard)}.`]);
      entries.set(entry.handIn.id, [...(entries.get(entry.handIn.id) ?? []), { file, entry }]);
    }
  }
  const chosen = [...entries.values()].map(chooseEntry);
  refuseIf(chosen.flatMap((item) => (typeof item === "string" ? item : [])));
  const inOrder = chosen.filter((item) => typeof item !== "string").sort((a, b) => a.at - b.at);
  const { lab, seed, grader, sources, unsafe, class: seen } = first.results;
  refuseIf(findIncomplete(inOrder, seen));
  return {
    ...{ lab, seed, grader, sources, unsafe, class: seen },
    all: inOrder.map(({ graded }) => graded),
    found: inOrder.map(({ handIn }) => handIn),
  };
}

function refuseIf(problems: readonly string[]): void {
  if (problems.length > 0) throw new ShardProblem(problems);
}

/** Properties that all shards of one class share, by their names in a problem's message. */
const IN_COMMON: Readonly<Record<string, (shard: ReadShard["results"]) => string>> = {
  "the lab": ({ lab }) => lab,
  "the seed": ({ seed }) => String(seed),
  "the grader": ({ grader, sources }) => `${grader} (${sources})`,
  "the sandbox": ({ unsafe }) => (unsafe ? "--unsafe" : "a sandbox"),
  "the number of shards": ({ shard }) => String(shard.of),
  "the class": ({ class: { submissions, sha256 } }) => `${submissions} submissions (${sha256.slice(0, 12)})`,
};

function findDifferences(shards: readonly ReadShard[]): string[] {
  return Object.entries(IN_COMMON).flatMap(([title, of]) => {
    const files = new Map<string, string[]>();
    for (const { file, results } of shards) files.set(of(results), [...(files.get(of(results)) ?? []), file]);
    if (files.size < 2) return [];
    const each = [...files].map(([value, [file = "", ...more]]) =>
      more.length === 0 ? `${value} in ${file}` : `${value} in ${file} and ${more.length} more`,
    );
    return [`The shards differ in ${title}: ${each.join("; ")}. Grade all shards of one class in the same way.`];
  });
}

function findMissing(shards: readonly ReadShard[]): string[] {
  const [first] = shards;
  if (!first) return [];
  const { shard, lab, seed, class: seen, unsafe } = first.results;
  const there = new Set(shards.map(({ results }) => results.shard.index));
  const lost = Array.from({ length: shard.of }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (lost.length === 0) return [];
  const here = new Set(shards.flatMap(({ results }) => results.entries.map(({ handIn }) => handIn.id))).size;
  const names = lost.map((index) => formatShardName({ index, of: shard.of }));
  return [
    `${names.length === 1 ? "A shard is" : `${names.length} shards are`} missing, and with ${names.length === 1 ? "it" : "them"} ${seen.submissions - here} of ${seen.submissions} submissions: ${names.join(", ")}. No marks were given.`,
    `Run each over the same submissions, then merge again: npx labs grade ${lab.slice(0, 2)} SUBMISSIONS --shard ${names[0] ?? ""} --seed ${seed} --out DIR${unsafe ? " --unsafe" : ""}`,
  ];
}

interface LoadedEntry {
  readonly file: string;
  readonly entry: ShardEntry;
}

/**
 * One submission's result from all runs of its shard, or a problem if the runs disagree. A run with a mark counts before one in which the
 * grader failed. If the marks are the same, times and messages may differ: the first result by the order of their JSON texts is taken, so that
 * the order of the files makes no difference.
 */
function chooseEntry(held: readonly LoadedEntry[]): ShardEntry | string {
  const [only, ...more] = held;
  if (!only) return "";
  if (more.length === 0) return only.entry;
  const marked = held.filter(({ entry }) => entry.graded.result.status !== "grader-fault");
  const candidates = marked.length > 0 ? marked : held;
  const [first = only] = candidates;
  const other = candidates.find(({ entry }) => describeMark(entry) !== describeMark(first.entry));
  if (other) {
    const lines = [first, other].map(({ file, entry: { graded } }) => {
      const { status, score, max } = graded.result;
      return `${status}, ${score} of ${max} in ${file}`;
    });
    return `${only.entry.handIn.id} was graded twice with different results: ${lines.join("; ")}. Find out which file is right, and remove the other.`;
  }
  const texts = candidates.map(({ entry }) => ({ entry, text: JSON.stringify(entry) }));
  return texts.reduce((min, text) => (text.text < min.text ? text : min)).entry;
}

/** The parts of an entry that determine its mark: content and result of each hand-in. */
function describeMark({ at, handIn, graded }: ShardEntry): string {
  const { content, result, submitted, earlier = [] } = graded;
  const earned = [result, ...earlier.map((attempt) => attempt.result)].map(({ status, score, max, exercises }) => [
    status,
    score,
    max,
    exercises.map((exercise) => [exercise.id, exercise.score, exercise.max, exercise.status]),
  ]);
  return JSON.stringify([at, handIn, content, submitted, earlier.map((attempt) => attempt.submitted), earned]);
}

function findIncomplete(entries: readonly ShardEntry[], seen: ShardHead["class"]): string[] {
  const here = describeClass(entries.map(({ handIn }) => handIn.id));
  return here.sha256 === seen.sha256 && here.submissions === seen.submissions
    ? []
    : [
        `The shards hold ${here.submissions} submissions, and not the ${seen.submissions} of the class that they were graded from: a file was edited after it was written. Run the shards again with --resume, which takes seconds.`,
      ];
}
