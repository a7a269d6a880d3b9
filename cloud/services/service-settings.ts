import type { FirehoseSettings } from "./firehose/firehose-settings";

/** The settings of single services. */
export interface ServiceSettings {
  readonly firehose: FirehoseSettings;
  /** The time limit of an Athena query, in seconds of real time. */
  readonly athenaSeconds: number;
  /** The most open shards in Kinesis; undefined for AWS's quota of the region. */
  readonly shardQuota: number | undefined;
  /** Whether long polls of SQS return only the messages of the first machine that has any. */
  readonly shortReturns: boolean;
}
