import type { BucketEvidence, CloudEvidence, FirehoseEvidence, StreamEvidence } from "./evidence";

/** The state of a cloud, with resources found by name. */
export interface CloudView extends CloudEvidence {
  findStream(name: string): StreamEvidence | undefined;
  findBucket(name: string): BucketEvidence | undefined;
  findFirehose(name: string): FirehoseEvidence | undefined;
}

export function createCloudView(state: CloudEvidence): CloudView {
  return {
    ...state,
    findStream: (name) => state.streams.find((stream) => stream.name === name),
    findBucket: (name) => state.buckets.find((bucket) => bucket.name === name),
    findFirehose: (name) => state.firehoses.find((firehose) => firehose.name === name),
  };
}
