import type { CreateStreamInput } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import {
  exercise,
  formatHint,
  it,
  formatValue,
  type AnswerEvidence,
  type CellCall,
  type Evidence,
  type EvidencePair,
} from "../../../grader/index";
import { requireFromSolution, describeStop } from "../../evidence-words";
import { findLearnerName, lookAtValues } from "../../learner-name";
import { getCollection } from "../grading/collection";
import { ADDED_SHARDS, createShardCases, STREAM_OF_MORE, type ShardCase } from "../grading/shards";
import { countShards, drawLearnerNumbers, RECORD_BYTES } from "../../../src/collection/learner-numbers";

const STREAM = "people-stream";

const KINDS: readonly [kind: ShardCase["kind"], says: string, look: string][] = [
  ["size", "rounds the size of a record up to whole KiB", "recordKiB: Math.ceil(recordBytes / 1024)"],
  ["in", "counts what comes in", "incoming: the KiB of a record times the records a second, against 1,024"],
  ["out", "counts what all consumers read", "outgoing: incoming times the consumers, against 2,048"],
  ["records", "counts the records", "recordsPerSecond: the third of the three numbers, against 1,000"],
  ["one", "takes one shard at least, and whole ones", "return: Math.max(1, …) around the whole, and Math.ceil(…)"],
];

const LIMITS: readonly ShardCase["kind"][] = ["in", "out", "records"];
/** Where every limit gives another number, the lines that all of them share are wrong. */
const ALL_LIMITS = "return: Math.ceil around Math.max of the three numbers; then recordKiB and incoming";

type ShardFormula = (...args: ShardCase["args"]) => number;

/** The right formula, with another size of a record in KiB, or another way to round. */
const createFormula =
  (toKiB: (bytes: number) => number, round: (shards: number) => number = Math.ceil): ShardFormula =>
  (bytes, perSecond, consumers) => {
    const incoming = toKiB(bytes) * perSecond;
    return Math.max(1, round(Math.max(incoming / 1024, (incoming * consumers) / 2048, perSecond / 1000)));
  };

const toWholeKiB = (bytes: number): number => Math.ceil(bytes / 1024);
/** A formula with one wrong line, and where to look. `ofSize` if only the size of a record is wrong: what the other lines do with it is right. */
interface Slip {
  readonly look: string;
  readonly formula: ShardFormula;
  readonly ofSize: boolean;
}

const createSizeSlip = (look: string, toKiB: (bytes: number) => number): Slip => ({
  look: `recordKiB: ${look}`,
  formula: createFormula(toKiB),
  ofSize: true,
});

const BY_HEART = "recordBytes is the size of a record, whatever it is. A number by hand is right for one size only";
const SLIPS: readonly Slip[] = [
  createSizeSlip("a KiB has 1,024 bytes", (bytes) => Math.ceil(bytes / 1000)),
  createSizeSlip("a KiB has 1,024 bytes, and Math.ceil(…) rounds up", (bytes) => bytes / 1000),
  createSizeSlip("a KiB has 1,024 bytes, and Math.ceil(…) rounds up", (bytes) => bytes),
  createSizeSlip(BY_HEART, () => toWholeKiB(RECORD_BYTES)),
  {
    look: "return: a whole number needs no additional shard. Math.ceil(…) leaves it as it is",
    formula: createFormula(toWholeKiB, (shards) => Math.floor(shards) + 1),
    ofSize: false,
  },
];

const toNumber = (answer: AnswerEvidence): unknown => ("value" in answer ? answer.value : undefined);

/** The workload in numbers, so that a learner can calculate the shards by hand. */
function describeWorkload([bytes, perSecond, consumers]: ShardCase["args"]): string {
  return `shardsNeeded(${bytes}, ${perSecond}, ${consumers}): records of ${bytes} bytes, ${perSecond} a second, ${consumers} consumer(s)`;
}

function claimShards(
  { learner, solution }: EvidencePair,
  [kind, says, look]: readonly [kind: ShardCase["kind"], says: string, look: string],
): void {
  it(says, () => {
    const cases = createShardCases(requireFromSolution(getCollection(solution).seed));
    const isWrong = ({ id }: ShardCase) => toNumber(learner.answer(id)) !== toNumber(solution.answer(id));
    const wrong = new Set(cases.filter(isWrong).map((item) => item.kind));
    const slip = SLIPS.find(({ formula }) =>
      cases.every(({ id, args: workload }) => toNumber(learner.answer(id)) === formula(...workload)),
    );
    const isOfAnotherLine = slip?.ofSize === true && kind !== "size";
    for (const { id, args } of cases.filter((item) => item.kind === kind)) {
      const expected = solution.answer(id);
      const answer = learner.answer(id);
      expect(
        toNumber(answer),
        formatHint({
          expected: `${formatValue(requireFromSolution(toNumber(expected)))} shard(s) for ${describeWorkload(args)}`,
          found: "value" in answer ? formatValue(answer.value) : answer.error,
          look: slip?.look ?? (LIMITS.every((limit) => wrong.has(limit)) ? ALL_LIMITS : look),
          because: "value" in answer ? slip?.look : answer.error,
        }),
      ).to.equal(isOfAnotherLine ? slip.formula(...args) : toNumber(expected));
    }
  });
}

exercise("03-data-collection.shards-needed", { points: 3, title: "1.1 Write the formula" }, (sides) => {
  for (const kind of KINDS) claimShards(sides, kind);
});

/**
 * The arguments of the calls of `shardsNeeded` in the cell of 1.2. The number of shards alone does not show the workload: many workloads
 * need one shard.
 */
function listWorkloads(run: Evidence): string[] {
  const answer = run.answer("calls");
  const calls = "value" in answer && Array.isArray(answer.value) ? (answer.value as Partial<CellCall>[]) : [];
  return calls.filter(({ cell }) => cell === "create-stream").map(({ args = [] }) => args.join(", "));
}

/**
 * The numbers of shards that the cell of 1.2 asked for when it ran again. A cell that names the stream by itself asks for the one that is
 * there already, and AWS refuses that.
 */
function listRepeatedShards({ journal }: Evidence): unknown[] {
  const repeated = journal.findCalls("kinesis", "CreateStream", { StreamName: STREAM_OF_MORE });
  return [...repeated, ...journal.findRefusedCalls("kinesis", "CreateStream")].map(
    ({ input }) => (Object(input) as { readonly ShardCount?: unknown }).ShardCount,
  );
}

/** The shards of a stream that was created under another name: which name it has is another claim. */
function findOtherShardCount({ journal }: Evidence): number | undefined {
  const inputs = journal.findCalls("kinesis", "CreateStream").map(({ input }) => input as CreateStreamInput);
  return inputs.find(({ StreamName }) => StreamName !== STREAM && StreamName !== STREAM_OF_MORE)?.ShardCount;
}

/** What is wrong with the number of shards: another workload, a result that isn't used, or the number itself. */
function describeShards(
  { workloads, isAsked, isUnused }: { workloads: readonly string[]; isAsked: boolean; isUnused: boolean },
  openShards: number | undefined,
  expected: number,
): string {
  if (isUnused)
    return `${openShards} shard(s) also when shardsNeeded returns ${expected + ADDED_SHARDS}: its result is not used`;
  if (isAsked) return `${openShards} shards`;
  return workloads.length === 0
    ? "no call of shardsNeeded in this cell"
    : `shardsNeeded(${workloads.join("), shardsNeeded(")})`;
}

exercise("03-data-collection.create-stream", { points: 2, title: "1.2 Create the stream" }, ({ learner, solution }) => {
  const stream = learner.cloud.findStream(STREAM);
  const missing = describeStop(learner, "create-stream") ?? "there is no such stream";
  const openShards = stream?.openShards ?? findOtherShardCount(learner);
  it("creates the stream", () => {
    requireFromSolution(solution.cloud.findStream(STREAM));
    expect(
      stream?.name,
      formatHint({
        expected: `a data stream with the name ${STREAM}`,
        found: missing,
        look: "CreateStreamCommand: kinesis.send(…) sends it, and its StreamName is the variable STREAM",
        because: stream ? undefined : missing,
      }),
    ).to.equal(STREAM);
  });
  it("gives it the shards that the workload asks for", () => {
    requireFromSolution(listWorkloads(solution)[0]);
    const numbers = drawLearnerNumbers(findLearnerName(learner));
    const expected = countShards(numbers);
    const workload = [RECORD_BYTES, numbers.peoplePerSecond, numbers.consumers].join(", ");
    const workloads = listWorkloads(learner);
    const isAsked = workloads.includes(workload);
    const repeated = listRepeatedShards(learner);
    const isUnused = isAsked && repeated.length > 0 && repeated.every((count) => count === openShards);
    expect(
      isAsked && !isUnused ? openShards : undefined,
      formatHint({
        expected: `${expected} shard(s), from a call of shardsNeeded with the workload in the text`,
        found:
          openShards === undefined ? missing : describeShards({ workloads, isAsked, isUnused }, openShards, expected),
        look: isUnused
          ? "ShardCount: the result of shardsNeeded, or the variable that holds it"
          : [
              "ShardCount: call shardsNeeded with the bytes of a record, the records a second and the consumers",
              ...lookAtValues(learner, "workload"),
            ],
        because: openShards === undefined ? missing : undefined,
      }),
    ).to.equal(expected);
  });
});

/** The questions with few records. */
const FEW_RECORDS = ["refused-0", "refused-1", "refused-2", "refused-3", "refused-4"];
const ALL_RECORDS = "sent: filter has to get all of it, up to 500 records. A part of it leaves rejected records out";

const ENTRIES = "sent: the records are in it. An entry of answers only says what became of the record at its place";
/** How many entries of the response a list has, which is to have records. */
const countEntries = (list: unknown): number =>
  Array.isArray(list) ? list.filter((item) => Object(item).ErrorCode !== undefined).length : 0;

const isSame = (answer: unknown, expected: unknown): boolean => JSON.stringify(answer) === JSON.stringify(expected);
/** Whether an answer has the first ones of the expected records, and misses the others. */
const isBeginning = (answer: unknown, expected: unknown): boolean =>
  Array.isArray(answer) && Array.isArray(expected) && isSame(answer, expected.slice(0, answer.length));

exercise(
  "03-data-collection.refused-records",
  { points: 2, title: "1.3 Resend what was rejected" },
  ({ learner, solution }) => {
    const listIn = (answer: AnswerEvidence) => ("value" in answer ? answer.value : undefined);
    const areFewRight = FEW_RECORDS.every((id) => isSame(listIn(learner.answer(id)), listIn(solution.answer(id))));
    const claim = (says: string, ids: readonly string[], look: string): void =>
      it(says, () => {
        for (const id of ids) {
          const expected = solution.answer(id);
          const learnerAnswer = learner.answer(id);
          const listKeys = (list: readonly unknown[]) =>
            list.map((item) => String(Object(item).PartitionKey)).join(", ");
          const count = (list: unknown) =>
            Array.isArray(list)
              ? `${list.length} record(s)${list.length > 0 ? `, ${listKeys(list)}` : ""}`
              : formatValue(list);
          const entries = countEntries(listIn(learnerAnswer));
          const found = "value" in learnerAnswer ? count(learnerAnswer.value) : learnerAnswer.error;
          const isPart = areFewRight && isBeginning(listIn(learnerAnswer), listIn(expected));
          expect(
            listIn(learnerAnswer),
            formatHint({
              expected: `${count(requireFromSolution(listIn(expected)))}: those whose answer has an ErrorCode`,
              found: entries === 0 ? found : `${entries} entries of answers, and no records`,
              look: entries > 0 ? ENTRIES : isPart ? ALL_RECORDS : look,
              because: "value" in learnerAnswer ? undefined : learnerAnswer.error,
            }),
          ).to.deep.equal(listIn(expected));
        }
      });
    claim(
      "gives the records that were refused, and no others",
      ["refused-0", "refused-3", "refused-4", "refused-5", "refused-6"],
      "answers[at]?.ErrorCode: the answer at the same place as the record. Any ErrorCode counts, since AWS has several",
    );
    claim(
      "gives none when all were taken, and all when none was",
      ["refused-1", "refused-2"],
      "what filter keeps: a record whose answer has an ErrorCode",
    );
  },
);
