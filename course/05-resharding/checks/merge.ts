import { expect } from "chai";
import { formatHint, it, type Evidence, type EvidencePair } from "../../../grader/index";
import { describeStop, findAnswerError, findStreamName, requireFromSolution } from "../../evidence-words";
import { formatRanges, getShards, MERGE_ELSEWHERE, STREAM, type ObservedShard } from "./shards";

/** Makes the claims, inside an exercise, on the shards that the learner's function has merged: in the notebook's stream, and in one that no cell names. */
export function claimMerge({ learner, solution }: EvidencePair): void {
  const streams = [
    readMerge(learner, STREAM, describeStop(learner, "merge")),
    readMerge(learner, MERGE_ELSEWHERE, findAnswerError(learner, MERGE_ELSEWHERE)),
  ];
  it("merges two shards", () => {
    for (const { stream, merged, none } of streams) {
      const parents = listParents(requireFromSolution(findMerged(solution, stream)));
      // The two would be merged, if the request named their stream.
      if (merged === undefined && listRefusedStreams(learner, parents).some((named) => named !== stream)) continue;
      expect(
        merged?.id,
        formatHint({
          expected:
            stream === STREAM
              ? "a shard that has two parents"
              : `a shard that has two parents, also in ${stream}: a stream with other shards`,
          found: none ?? "",
          look: stream === STREAM ? SHARDS : [SHARDS, GIVEN_STREAM],
          explains: /not an adjacent pair/,
          because: none,
        }),
      ).to.be.a("string");
    }
  });
  it("merges the two that came of the split", () => {
    for (const { stream, merged, none } of streams) {
      const parents = listParents(requireFromSolution(findMerged(solution, stream)));
      // The right shards were chosen, even if AWS refuses their order, or doesn't find them in the stream of the request.
      const isRefused = [parents, parents.toReversed()].some((pair) => listRefusedStreams(learner, pair).length > 0);
      const found = merged === undefined ? (isRefused ? parents : undefined) : listParents(merged);
      expect(
        found,
        formatHint({
          expected: `the parents of the new shard have the range that was split: ${formatRanges(solution, stream, parents)} of all hash keys`,
          found: none ?? `they have ${formatRanges(learner, stream, found ?? [])}`,
          look: PAIR,
          because: none ?? PAIR,
        }),
      ).to.deep.equal(parents);
    }
  });
  it("merges them in the stream that it is given", () => {
    for (const { stream, merged, none } of streams) {
      const parents = listParents(requireFromSolution(findMerged(solution, stream)));
      const isSwapped = listRefusedStreams(learner, parents.toReversed()).includes(stream);
      expect(
        merged ? listParents(merged) : isSwapped ? parents : undefined,
        formatHint({
          expected: `in ${stream}, the parents of the new shard have the range that was split`,
          found: none ?? `they have ${formatRanges(learner, stream, merged ? listParents(merged) : [])}`,
          look: merged ? PAIR : GIVEN_STREAM,
          because: none ?? PAIR,
        }),
      ).to.deep.equal(parents);
    }
  });
}

/** What the learner's function has done to a stream: the merged shard, or why there is none. */
function readMerge(run: Evidence, stream: string, error: string | undefined) {
  const merged = findMerged(run, stream);
  return { stream, merged, none: merged === undefined ? (error ?? "no shards were merged") : undefined };
}

const findMerged = (run: Evidence, stream: string): ObservedShard | undefined =>
  getShards(run, stream).find(({ adjacent }) => adjacent !== undefined);

/** The streams named in the requests to merge these two shards, in this order, that AWS has refused. */
const listRefusedStreams = (
  { journal }: Evidence,
  [ShardToMerge, AdjacentShardToMerge]: readonly string[],
): readonly (string | undefined)[] =>
  journal
    .findRefusedCalls("kinesis", "MergeShards", { ShardToMerge, AdjacentShardToMerge })
    .map(({ input }) => findStreamName(input));

const listParents = ({ parent = "", adjacent = "" }: ObservedShard): string[] => [parent, adjacent];

const SHARDS =
  "ShardToMerge: it is the shard with the lower range, and AdjacentShardToMerge its neighbor above. Both are given by the member id: the shards of each stream have their own ids";
const PAIR =
  "ShardToMerge and AdjacentShardToMerge: which two of lowest, left and right have the range that was split?";
const GIVEN_STREAM = "StreamName: the parameter stream";
