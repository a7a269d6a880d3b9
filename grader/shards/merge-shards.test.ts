import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import type { GradedSubmission } from "../batch/messages";
import type { SubmissionResult } from "../reports/results";
import { createRandom } from "../testing/random";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { mergeShards } from "./merge-shards";
import { describeClass, isInShard, readShard } from "../batch/shard";
import {
  readShardFiles,
  writeShardFile,
  type ReadShard,
  type ShardEntry,
  type ShardResults,
} from "../batch/shard-file";

const SEED = Number(process.env["LABS_TEST_SEED"] ?? "7");
const CLASSES = 150;
type Random = ReturnType<typeof createRandom>;

const CLAIMS = [{ says: "does it", holds: true }];

function createGraded(id: string, random: Random): GradedSubmission {
  const score = random(4);
  const result: SubmissionResult = {
    ...{ id, max: 3, notes: [] },
    ...(random(20) === 0
      ? { status: "timeout", score: 0, seconds: 60, exercises: [] }
      : {
          ...{ status: "graded", score, seconds: random(100) / 10 },
          exercises: [
            { id: "e", title: "E", score, max: 3, status: score === 3 ? "right" : "partial", claims: CLAIMS },
          ],
        }),
  };
  return { result, content: `${id}-${random(1000)}`, prints: [random(100)] };
}

/** A graded class, and the files of its shards in order. */
function createClass(random: Random): { all: ShardEntry[]; shards: ShardResults[] } {
  const ids = Array.from({ length: random(60) }, (_, index) => `learner ${index}`);
  const all = ids.map((id, index) => ({ at: index, handIn: { id, student: {} }, graded: createGraded(id, random) }));
  const of = 1 + random(12);
  const head = { lab: "01-x", seed: 1, grader: "labs 0.1.0", sources: "abc", unsafe: false, class: describeClass(ids) };
  const shards = Array.from({ length: of }, (_, index) => {
    const shard = { index: index + 1, of };
    return { ...head, shard, entries: all.filter(({ handIn }) => isInShard(handIn.id, shard)) };
  });
  return { all, shards };
}

/** The same marks from another run, with other times and messages. */
const runAgain = (results: ShardResults, random: Random): ShardResults => ({
  ...results,
  entries: results.entries.map((entry) => {
    const { result } = entry.graded;
    const exercises = result.exercises.map((exercise) => ({
      ...exercise,
      claims: [{ ...CLAIMS[0], says: `run ${random(9)}`, holds: true }],
    }));
    return { ...entry, graded: { ...entry.graded, result: { ...result, exercises, seconds: random(100) } } };
  }),
});

function shuffleItems<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(random(left.length), 1));
}

const toFiles = (shards: readonly ShardResults[]): ReadShard[] =>
  shards.map((results, index) => ({
    file: `${index}/shard-${results.shard.index}-of-${results.shard.of}.json`,
    results,
  }));
const getMarks = (all: readonly GradedSubmission[]) =>
  all.map(({ result: { id, status, score } }) => `${id} ${status} ${score}`);

describe(`merging the shards of a class (seed ${SEED})`, () => {
  const random = createRandom(SEED);

  it("produces the class's marks in its order, whatever their own order and however often each was run", () => {
    for (let n = 0; n < CLASSES; n += 1) {
      const { all, shards } = createClass(random);
      const more = Array.from({ length: random(6) }, () => shards[random(shards.length)]).flatMap(
        (shardResults) => shardResults ?? [],
      );
      const there = [...shards, ...more.map((shardResults) => runAgain(shardResults, random))];
      const merged = mergeShards(toFiles(shuffleItems(there, random)));
      expect(getMarks(merged.all)).to.deep.equal(getMarks(all.map((shardEntry) => shardEntry.graded)));
      expect(merged.found).to.deep.equal(all.map(({ handIn }) => handIn));
      // Not only the marks, also the messages and times are the same if the files come in another order.
      expect(mergeShards(toFiles(shuffleItems(there, random))).all).to.deep.equal(merged.all);
    }
  });

  it("names each shard that is missing, and refuses to merge", () => {
    for (let n = 0; n < CLASSES; n += 1) {
      const { all, shards } = createClass(random);
      const lost = new Set(shards.filter(() => random(3) === 0).map(({ shard }) => shard.index));
      const left = shards.filter(({ shard }) => !lost.has(shard.index));
      if (lost.size === 0 || left.length === 0) continue;
      const here = left.flatMap(({ entries }) => entries).length;
      expect(() => mergeShards(toFiles(shuffleItems([...left, ...left], random))))
        .to.throw(
          `${all.length - here} of ${all.length} submissions: ${[...lost].map((item) => `${item}/${shards.length}`).join(", ")}.`,
        )
        .and.has.property("message")
        .that.matches(/npx labs grade 01 SUBMISSIONS --shard \d+\/\d+ --seed 1/);
    }
  });

  const others: Readonly<Record<string, (results: ShardResults) => ShardResults>> = {
    "the lab": (results) => ({ ...results, lab: "02-y" }),
    "the seed": (results) => ({ ...results, seed: 2 }),
    "the grader": (results) => ({ ...results, sources: "abd" }),
    "the sandbox": (results) => ({ ...results, unsafe: true }),
    "the class": (results) => ({ ...results, class: describeClass(["somebody else"]) }),
    "the number of shards": (results) => ({ ...results, shard: { index: 1, of: 99 }, entries: [] }),
  };
  for (const [title, change] of Object.entries(others)) {
    it(`refuses shards that differ in ${title}, and names the file`, () => {
      for (let n = 0; n < 20; n += 1) {
        const { shards } = createClass(random);
        const at = random(shards.length);
        const files = toFiles([...shards, ...shards]).map((shard, where) =>
          where === at ? { ...shard, results: change(shard.results) } : shard,
        );
        expect(() => mergeShards(shuffleItems(files, random)))
          .to.throw(`The shards differ in ${title}`)
          .and.has.property("message")
          .that.includes(files[at]?.file ?? "no file");
      }
    });
  }

  /** The shards of a class, the first non-empty shard twice; in its second file the first submission is changed. */
  const mergeTwice = (change: (entry: ShardEntry) => ShardEntry): ReadShard[] => {
    for (;;) {
      const { shards } = createClass(random);
      const chosen = shards.find(({ entries }) => entries.length > 0);
      if (!chosen) continue;
      const again = { ...chosen, entries: chosen.entries.map((entry, index) => (index === 0 ? change(entry) : entry)) };
      return shuffleItems(toFiles([...shards, again]), random);
    }
  };
  const changeResult = (entry: ShardEntry, change: Partial<SubmissionResult>): ShardEntry => ({
    ...entry,
    graded: { ...entry.graded, result: { ...entry.graded.result, ...change } },
  });

  it("refuses two runs of one shard that disagree on the mark, the status, or what was read", () => {
    for (const change of [
      (entry: ShardEntry) => changeResult(entry, { score: 2.5 }),
      (entry: ShardEntry) => changeResult(entry, { status: "crashed" }),
      (entry: ShardEntry) => ({ ...entry, graded: { ...entry.graded, content: "other" } }),
    ])
      expect(() => mergeShards(mergeTwice(change))).to.throw(
        /learner \d+ was graded twice with different results: .* in .*shard-.*; /,
      );
  });

  it("uses the run with a mark if the grader failed in the other", () => {
    const merged = mergeShards(
      mergeTwice((entry) => changeResult(entry, { status: "grader-fault", score: 0, exercises: [] })),
    );
    expect(merged.all.map(({ result }) => result.status)).not.to.include("grader-fault");
  });

  it("refuses a file that was edited so that it no longer adds up", async () => {
    const { shards } = createClass(createRandom(SEED + 1));
    const [first] = shards.filter(({ entries }) =>
      entries.some(({ graded: { result } }) => result.exercises.length > 0),
    );
    const folder = createTemporaryFolder();
    if (!first) throw new Error("No shard has an exercise.");
    const file = await writeShardFile(folder, first);
    const text = readFileSync(file, "utf8");
    expect(await readShardFiles([file])).to.deep.equal([{ file, results: first }]);
    const edited = {
      "a raised mark": text.replace(/("max":3,"notes":\[\],"status":"graded","score":)\d/, "$17"),
      "another learner's result": text.replace('"result":{"id":"learner ', '"result":{"id":"learner 9'),
      "entries that are no list": text.replace('"entries":[', '"entries":7,"more":['),
      "an entry that is nothing": text.replace('"entries":[', '"entries":[null,'),
      "a seed that is a text": text.replace('"seed":1', '"seed":"1"'),
      "nothing at all": "null",
    };
    for (const [title, changed] of Object.entries(edited)) {
      expect(changed, title).not.to.equal(text);
      writeFileSync(file, changed);
      const output: unknown = await readShardFiles([file]).catch((error: unknown) => error);
      expect(String(output), title).to.match(/ShardProblem: .*(was edited|not JSON)/);
    }
  });

  it("refuses a file that was truncated after it was written, or contains another's results", () => {
    const { shards } = createClass(createRandom(SEED + 1));
    expect(() => mergeShards(toFiles(shards.map((shard) => ({ ...shard, entries: shard.entries.slice(1) }))))).to.throw(
      "a file was edited after it was written",
    );
    const all = shards.flatMap(({ entries }) => entries);
    expect(() => mergeShards(toFiles(shards.map((shard) => ({ ...shard, entries: all }))))).to.throw("is not of shard");
  });
});

describe("naming a shard", () => {
  it("uses its number and how many there are", () => {
    expect(readShard("3/8")).to.deep.equal({ index: 3, of: 8 });
    for (const wrong of ["0/8", "9/8", "3", "3 of 8", "a/b", "1/10001", "-1/3", ""])
      expect(() => readShard(wrong), wrong).to.throw(RangeError, "3/8");
  });
});
