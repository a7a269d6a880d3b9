import type { FirehoseSettings } from "./firehose/firehose-settings";

/** What can be set about single services. */
export interface ServiceSettings {
  readonly firehose: FirehoseSettings;
  /** Seconds of real time that a query of Athena may run. */
  readonly athenaSeconds: number;
  /** The most open shards of Kinesis; undefined for AWS's quota of the region. */
  readonly shardQuota: number | undefined;
  /** Whether long polls of SQS answer with what the first machine has. */
  readonly shortReturns: boolean;
}
