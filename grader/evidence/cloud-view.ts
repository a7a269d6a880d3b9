import type { BucketEvidence, CloudEvidence, FirehoseEvidence, StreamEvidence } from "./evidence";

/** The state of a cloud, with resources found by name. */
export interface CloudView extends CloudEvidence {
  stream(name: string): StreamEvidence | undefined;
  bucket(name: string): BucketEvidence | undefined;
  firehose(name: string): FirehoseEvidence | undefined;
}

export function cloudView(state: CloudEvidence): CloudView {
  return {
    ...state,
    stream: (name) => state.streams.find((stream) => stream.name === name),
    bucket: (name) => state.buckets.find((bucket) => bucket.name === name),
    firehose: (name) => state.firehoses.find((firehose) => firehose.name === name),
  };
}
