import { createHash } from "node:crypto";
import type { Evidence, CreatedResources, CreatedResource } from "../../grader/index";
import { isHalved, getShards, listSplits, STREAM } from "./checks/shards";

const LAB = "05-resharding";
/** The hash key of `arena-tour`, the concert with the most sales. */
export const HOT_HASH = BigInt(`0x${createHash("md5").update("arena-tour").digest("hex")}`);

/**
 * The resources that the lab's exercises made in a run; the learner's own cloud is compared with them.
 *
 * The check's stream begins with other shards than the learner's, so where a split is right in the check, the
 * learner's stream has to be split as the lab says: its upper half in the middle.
 */
export function listLab05Resources(run: Evidence): CreatedResources {
  const shards = getShards(run);
  const [split, second] = listSplits(run);
  const parent = shards.find(({ id }) => id === split?.parent);
  if (!split || second || !parent || !isHalved(split.children)) return { resources: [], names: [] };
  if (BigInt(parent.start) > HOT_HASH || BigInt(parent.end) < HOT_HASH) return { resources: [], names: [] };
  const [merged] = shards.filter(({ adjacent }) => adjacent !== undefined);
  const isBack = split.children.every(({ id }) => id === merged?.parent || id === merged?.adjacent);
  return {
    resources: [
      describeResharded("split", { "split at": ["75 % of all hash keys"] }),
      ...(isBack ? [describeResharded("merge", { "merged range": ["50 to 100 % of all hash keys"] })] : []),
    ],
    names: [],
  };
}

/** The stream, which the notebook creates in a cell without an exercise. */
const describeResharded = (exercise: string, settings: CreatedResource["settings"]): CreatedResource => ({
  exercise: `${LAB}.${exercise}`,
  kind: "data stream",
  name: STREAM,
  settings,
  cell: "changes",
  byLab: true,
});
