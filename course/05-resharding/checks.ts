import { expect } from "chai";
import {
  exercise,
  formatHint,
  it,
  parseBigInt,
  plan,
  formatValue,
  type Evidence,
  type EvidencePair,
} from "../../grader/index";
import { claimQuiz, listQuizQuestions } from "../claim-quiz";
import { requireFromSolution } from "../evidence-words";
import { claimLearnerName } from "../learner-name";
import { gradingPlan } from "./grading-plan";
import { claimMerge } from "./checks/merge";
import { claimNextCut } from "./checks/next-cut";
import { claimSales } from "./checks/put-sales";
import { claimSplit } from "./checks/split";

plan("05-resharding", gradingPlan);

exercise("05-resharding.student-name", { points: 1, title: "Your name" }, claimLearnerName);

/** The value that a function of the notebook returned, or the error instead. */
function getAnswer(run: Evidence, id: string): { value?: unknown; error?: string } {
  return run.answer(id);
}

exercise("05-resharding.hash-key", { points: 3, title: "1.1 Find the hash key of a partition key" }, (sides) => {
  const { learner } = sides;
  it("gives the number in decimal digits, as text", () => {
    const { value, error } = getAnswer(learner, "plain-club");
    const isConstant = isConstantHash(learner);
    expect(
      typeof value === "string" && /^[1-9]\d*$/.test(value) && !isConstant,
      formatHint({
        ...(isConstant ? describeConstantHash(value) : describeDigits(value)),
        ...(error === undefined ? {} : { found: error }),
        because: error ?? (isConstant ? CONSTANT : NO_DIGITS),
      }),
    ).to.equal(true);
  });
  claimHash(sides, {
    says: "takes the MD5 hash of the partition key",
    ids: [...PLAIN, "spaces"],
    look: "the line with createHash: it makes the MD5 hash, of partitionKey as it is, with its spaces and capitals",
  });
  claimHash(sides, {
    says: "takes the bytes of a key in UTF-8",
    ids: ["utf8"],
    look: 'what is given to update(…): partitionKey as it is. A text is read as UTF-8, unless another encoding such as "latin1" is named',
  });
});

const describeDigits = (value: unknown) => ({
  expected: "a text such as 249242…, of the digits 0 to 9 alone, without a zero in front",
  found: formatValue(value),
  look:
    parseBigInt(value) === undefined
      ? "the line with return: BigInt(…) reads hexadecimal digits, .toString() writes decimal ones"
      : "the line with return: text, not BigInt. AWS's API takes hash keys as strings, and .toString() writes one",
});

/** Whether the hash keys of all partition keys are the same: they say nothing about the partition key. */
function isConstantHash(learner: Evidence): boolean {
  const [first, ...others] = PLAIN.map((id) => getAnswer(learner, id));
  return first?.value !== undefined && others.every(({ value }) => formatValue(value) === formatValue(first.value));
}

const describeConstantHash = (value: unknown) => ({
  expected: "a different hash key for each partition key",
  found: `${formatValue(value)}, for each of three keys`,
  look: "what is given to update(…): partitionKey, the parameter of the function",
});

/** A claim on the answers of a function of the notebook. */
interface AnswerClaim {
  readonly says: string;
  /** The ids of the plan's questions. */
  readonly ids: readonly string[];
  readonly look: string;
}

function claimHash({ learner, solution }: EvidencePair, { says, ids, look }: AnswerClaim): void {
  it(says, () => {
    const getNumber = (run: Evidence, id: string) => toDigits(getAnswer(run, id).value);
    const isPlainWrong = PLAIN.some((id) => getNumber(learner, id) !== getNumber(solution, id));
    const getCause = (value: unknown) => {
      if (isConstantHash(learner)) return CONSTANT;
      return toDigits(value) === undefined ? NO_DIGITS : isPlainWrong ? "hash" : undefined;
    };
    for (const id of ids) {
      const { value, error } = getAnswer(learner, id);
      const expected = requireFromSolution(toDigits(getAnswer(solution, id).value));
      const slip = findConversionSlip(value, expected);
      expect(
        toDigits(value),
        formatHint({
          expected: `the hash key ${formatValue(expected)} for ${UNUSUAL_KEYS[id] ?? "the key of this check"}`,
          found: error ?? formatValue(value),
          look: slip ?? look,
          because: error ?? slip ?? getCause(value),
        }),
      ).to.equal(expected);
    }
  });
}

/** What is wrong where the MD5 hash was made into a number; undefined if that isn't the cause. */
function findConversionSlip(value: unknown, expected: string): string | undefined {
  const text = String(parseBigInt(value) ?? value);
  if (!/^-?\d+$/.test(text) || text === expected) return undefined;
  const difference = BigInt(text) - BigInt(expected);
  if (difference === -(1n << 128n)) return NEGATIVE;
  if (difference > -MIN_ROUNDING && difference < MIN_ROUNDING) return SHIFTED;
  if (swapBytes(BigInt(text)) === BigInt(expected)) return REVERSED;
  return text.length === expected.length && text.slice(0, EXACT_DIGITS) === expected.slice(0, EXACT_DIGITS)
    ? ROUNDED
    : undefined;
}

/** The 16 bytes of a hash in the other order, as a number. */
const swapBytes = (hash: bigint): bigint =>
  BigInt(`0x${hash.toString(16).padStart(32, "0").match(/../g)?.toReversed().join("") ?? "0"}`);

/** A `number` has at least so many exact digits. */
const EXACT_DIGITS = 14;
const ROUNDED =
  "the line with return: its last digits are rounded. parseInt and Number make a number, which is exact to about 16 digits. BigInt reads the hexadecimal digits themselves";
/** Rounding a hash key to a `number` changes it by much more than this, since it has 39 digits or a few less. */
const MIN_ROUNDING = 1_000n;
const SHIFTED = "the line with return: the hash is read as it is, and nothing is added to it or taken from it";
const REVERSED = "the order of the bytes: a hash is read from its first byte to its last one, so nothing reverses them";
const NEGATIVE =
  "the line with return: a hash key goes from 0 to 2 to the power of 128, minus 1, and is never negative";

const UNUSUAL_KEYS: Readonly<Record<string, string>> = {
  spaces: "a key with a space at each end",
  utf8: "a key with letters of several bytes, such as Ł and ź",
};
/** The reason why a hash key cannot be compared. */
const NO_DIGITS = "no-digits";
/** The reason why the answers of a function that are all the same earn nothing. */
const CONSTANT = "constant";
/** Keys that every encoding writes alike. */
const PLAIN = ["plain-club", "plain-choir", "plain-band"];

/** A number in decimal digits. A BigInt and hexadecimal digits are converted, and zeros in front left out, since another claim is about them. */
function toDigits(value: unknown): string | undefined {
  const number = parseBigInt(value);
  if (number !== undefined) return number.toString();
  if (typeof value !== "string" || !/^(0x)?[\da-f]+$/i.test(value)) return undefined;
  return BigInt(/^\d+$/.test(value) ? value : `0x${value.replace(/^0x/i, "")}`).toString();
}

exercise("05-resharding.split", { points: 2, title: "2.1 Split the busy shard" }, claimSplit);

exercise("05-resharding.parents-first", { points: 3, title: "3.1 May this shard be read?" }, (sides) => {
  claimReading(sides, {
    says: "lets a shard wait for its parent, and no longer",
    ids: ["child-no", "child-first-no", "child-yes", "child-beside-yes", "child-among-many-no"],
    look: "shard.ParentShardId: as long as unread includes it, the answer is false",
  });
  claimReading(sides, {
    says: "lets a merged shard wait for its first parent, and no longer",
    ids: [
      "merged-both-no",
      "merged-parent-no",
      "merged-parent-first-no",
      "merged-yes",
      "merged-beside-yes",
      "merged-parent-among-many-no",
    ],
    look: "ParentShardId and AdjacentParentShardId: neither may be in unread",
  });
  claimReading(sides, {
    says: "lets a merged shard wait for its second parent, and no longer",
    ids: [
      "merged-both-no",
      "merged-adjacent-no",
      "merged-adjacent-first-no",
      "merged-yes",
      "merged-beside-yes",
      "merged-adjacent-among-many-no",
    ],
    look: "ParentShardId and AdjacentParentShardId: neither may be in unread",
  });
  claimReading(sides, {
    says: "lets a shard be read at once that has no parent in the list",
    ids: ["root-yes", "gone-yes", "root-beside-yes"],
    look: "a shard without ParentShardId, or with one that unread does not include: nothing is to be waited for",
  });
});

function claimReading({ learner, solution }: EvidencePair, { says, ids, look }: AnswerClaim): void {
  it(says, () => {
    const answers = Object.keys(CASES).map((id) => getAnswer(learner, id).value);
    // An answer that is always the same is right for some shards, and decides nothing.
    const isConstant = answers.every((answer) => answer === answers[0]);
    for (const id of ids) {
      const expected = requireFromSolution(getAnswer(solution, id).value);
      const { value, error } = getAnswer(learner, id);
      const advice = isConstant
        ? {
            expected: "an answer that depends on the shard: true for some, and false for others",
            found: `${formatValue(value)}, for each shard of this check`,
            look: "ParentShardId and AdjacentParentShardId of the shard: is one of them in unread?",
          }
        : {
            expected: `the answer ${formatValue(expected)} for ${CASES[id] ?? ""}`,
            found: formatValue(value),
            look: id.includes("-among-many-") ? WHOLE_LIST : look,
          };
      expect(
        isConstant && value === expected ? undefined : value,
        formatHint({
          ...advice,
          ...(error === undefined ? {} : { found: error }),
          because: error ?? (isConstant ? CONSTANT : undefined),
        }),
      ).to.equal(expected);
    }
  });
}

const WHOLE_LIST = "unread: check the whole list, since a part of it leaves shards out";

const CASES: Readonly<Record<string, string>> = {
  "root-yes": "a shard that has no parent",
  "gone-yes": "a shard whose parent is not in the list any more",
  "child-no": "a shard whose parent is unread",
  "child-yes": "a shard whose parent is read to its end, while its sibling and itself are not",
  "merged-both-no": "a merged shard whose two parents are unread",
  "merged-parent-no": "a merged shard whose ParentShardId is unread, and the other parent is not",
  "merged-adjacent-no": "a merged shard whose AdjacentParentShardId is unread, and the other parent is not",
  "merged-yes": "a merged shard whose parents are both read to their end",
  "child-first-no": "a shard whose parent is the first one in unread",
  "merged-parent-first-no": "a merged shard whose ParentShardId is the first one in unread",
  "merged-adjacent-first-no": "a merged shard whose AdjacentParentShardId is the first one in unread",
  "root-beside-yes": "a shard that has no parent, while an older shard of another family is unread",
  "child-beside-yes": "a shard whose parent is read to its end, while an older shard of another family is unread",
  "merged-beside-yes": "a merged shard whose parents are read, while an older shard of another family is unread",
  "child-among-many-no": "a shard whose parent is among more than a thousand others in unread",
  "merged-parent-among-many-no": "a merged shard whose ParentShardId is among more than a thousand others in unread",
  "merged-adjacent-among-many-no":
    "a merged shard whose AdjacentParentShardId is among more than a thousand others in unread",
};

exercise("05-resharding.merge", { points: 2, title: "4.1 Merge the two that were one" }, claimMerge);

exercise("05-resharding.next-cut", { points: 2, title: "4.2 Where would you cut next time?" }, claimNextCut);

exercise("05-resharding.put-sales", { points: 4, title: "5.1 Lose no sale" }, claimSales);

const QUESTIONS = listQuizQuestions("05-resharding");

exercise("05-resharding.quiz", { points: QUESTIONS.length, title: "6. Quiz" }, (sides) => {
  claimQuiz(QUESTIONS, sides);
});
