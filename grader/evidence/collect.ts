import type { Stage } from "../run/plan";
import { collectBuckets } from "./collect-buckets";
import { collectFirehoses } from "./collect-firehoses";
import { collectStreams } from "./collect-streams";
import type { CloudEvidence } from "./evidence";

/** Reads all resources of a cloud, through its public APIs, as the grader's own client. */
export async function collectCloud(stage: Stage): Promise<CloudEvidence> {
  const [streams, buckets, firehoses] = [
    await collectStreams(stage),
    await collectBuckets(stage),
    await collectFirehoses(stage),
  ];
  return { account: stage.account, streams, buckets, firehoses };
}
