import type { SplitShardInput } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { formatHint, it, type Evidence, type EvidencePair } from "../../../grader/index";
import { describeStop, findAnswerError, findStreamName, requireFromSolution } from "../../evidence-words";
import {
  formatRanges,
  getSize,
  isHalved,
  listSplits,
  SPLIT_AT_ENDS,
  SPLIT_ELSEWHERE,
  STREAM,
  type ObservedShard,
  type ShardSplit,
} from "./shards";

/** What the learner's function has done to a stream. */
interface StreamSplits {
  readonly stream: string;
  readonly splits: readonly ShardSplit[];
  /** The error that ended the function. */
  readonly error: string | undefined;
  /** Why no shard of the stream is split, if none is. */
  readonly none: string | undefined;
}

/** Makes the claims, inside an exercise, on the shards that the learner's function has split: in the notebook's stream, and in one that no cell names. */
export function claimSplit({ learner, solution }: EvidencePair): void {
  const streams = [
    readSplits(learner, STREAM, describeStop(learner, "split")),
    readSplits(learner, SPLIT_ELSEWHERE, findAnswerError(learner, SPLIT_ELSEWHERE)),
  ];
  const streamsAtEnds = SPLIT_AT_ENDS.map((stream) => readSplits(learner, stream, findAnswerError(learner, stream)));
  it("splits the shard that owns the hot key", () => {
    for (const { stream, splits, error, none } of [...streams, ...streamsAtEnds]) {
      // The right shard was chosen, even if AWS refuses the position of the split.
      const chosen = none === undefined ? [] : listRefused(learner, stream);
      // While one shard is being split, AWS refuses to split another one, and the function ends.
      const parents = error === undefined ? splits.map(({ parent }) => parent) : undefined;
      const ranges = formatRanges(
        learner,
        stream,
        splits.map(({ parent }) => parent),
      );
      expect(
        chosen.length > 0 ? chosen : parents,
        formatHint({
          expected: describeExpected(stream),
          found:
            none ??
            (error !== undefined
              ? "your function splits a second shard, too"
              : `what was split is ${ranges} of all hash keys`),
          look:
            none === undefined || (SPLIT_AT_ENDS.includes(stream) && error === undefined)
              ? BUSY
              : error === undefined
                ? [BUSY, IDS]
                : [BUSY, ...PLACES],
          explains: /splits a second shard/,
          because: none,
        }),
      ).to.deep.equal([requireFromSolution(listSplits(solution, stream)[0]).parent]);
    }
  });
  it("splits it in the middle", () => {
    for (const { stream, splits, none } of streams) {
      const right = requireFromSolution(listSplits(solution, stream)[0]);
      // The right shard would be cut in the middle, if the request named its stream.
      if (stream !== STREAM && none !== undefined && hasRefusedMiddle(learner, right)) continue;
      const uneven = splits.find(({ children }) => !isHalved(children));
      expect(
        none === undefined && uneven === undefined,
        formatHint({
          expected: "the two new shards own equally many hash keys",
          found:
            none ??
            `the range of ${formatRanges(learner, stream, uneven ? [uneven.parent] : [])} was cut at ${getShare(uneven?.children ?? [])} % of it`,
          look: uneven !== undefined && isNearlyHalved(uneven.children) ? ROUNDED : MIDDLE,
          because: none,
        }),
      ).to.equal(true);
    }
  });
}

function describeExpected(stream: string): string {
  if (stream === STREAM) return "the shard with the hot key is split, and no other one";
  return SPLIT_AT_ENDS.includes(stream)
    ? `the shard with the hot key is split, and no other one, also in ${stream}: the hot key is at one end of its shard's range`
    : `the shard with the hot key is split, and no other one, also in ${stream}: a stream with other shards`;
}

function readSplits(run: Evidence, stream: string, error: string | undefined): StreamSplits {
  const splits = listSplits(run, stream);
  return { stream, splits, error, none: splits.length === 0 ? (error ?? "no shard was split") : undefined };
}

/** The shards of a stream that AWS has refused to split. Another stream's shards may have the same ids. */
function listRefused({ journal }: Evidence, stream: string): (string | undefined)[] {
  const inputs = journal
    .findRefusedCalls("kinesis", "SplitShard")
    .filter(({ input }) => findStreamName(input) === stream)
    .map(({ input }) => input as SplitShardInput);
  return [...new Set(inputs.map(({ ShardToSplit }) => ShardToSplit))];
}

/** Whether AWS has refused to split the right shard in its middle, since the request names another stream. */
const hasRefusedMiddle = ({ journal }: Evidence, { parent, children }: ShardSplit): boolean =>
  journal.findRefusedCalls("kinesis", "SplitShard", { ShardToSplit: parent }).some(({ input }) => {
    const key = String((input as SplitShardInput).NewStartingHashKey);
    const difference = /^\d+$/.test(key) ? BigInt(key) - BigInt(children[1]?.start ?? 0) : undefined;
    return difference !== undefined && difference >= -2n && difference <= 2n;
  });

const BUSY = "isBusy: start is not larger than HOT_HASH, and HOT_HASH is not larger than end";
const IDS = "id: it doesn't say which shard is busy, since the shards of each stream have their own ids";
const PLACES = [
  "ShardToSplit: the variable id. The shards of each stream have their own ids",
  "StreamName: the parameter stream",
];

const MIDDLE = "middle: half of start and end together. NewStartingHashKey is its text, by .toString()";
const ROUNDED =
  "middle: its last digits are rounded. Number is exact to about 16 digits, so calculate with BigInts alone";

/** Whether two shards differ by so little that a `number` has rounded the middle: it is exact to 53 of 128 bits. */
function isNearlyHalved(children: readonly ObservedShard[]): boolean {
  const [lower = 0n, upper = 0n] = children.map(getSize);
  const difference = upper > lower ? upper - lower : lower - upper;
  return difference < (lower + upper) >> 40n;
}

function getShare(children: readonly ObservedShard[]): number {
  const [lower = 0n, upper = 0n] = children.map(getSize);
  return lower + upper === 0n ? 0 : Number((lower * 1000n) / (lower + upper)) / 10;
}
