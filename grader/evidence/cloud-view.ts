import type { BucketEvidence, CloudEvidence, FirehoseEvidence, StreamEvidence } from "./evidence";

/** A cloud's state with a look-up by name. */
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
