import type { DeliveryStreamStatus } from "@aws-sdk/client-firehose";
import type { LogState } from "./log/write-ahead-log";
import type { GivenDestination } from "./destination/given";

/** A delivery stream as it is kept. */
export interface StoredStream {
  /** Names its folder; never used again. */
  readonly id: string;
  readonly name: string;
  readonly status: DeliveryStreamStatus;
  /** When a status that passes by itself ends, ms since the epoch. */
  readonly changesAt?: number | undefined;
  readonly createdAt: number;
  readonly updatedAt?: number;
  /** Starts at 1; each update adds 1. */
  readonly version: number;
  readonly destination: GivenDestination;
  /** The Kinesis data stream that is read; absent for Direct PUT. */
  readonly source?: { readonly arn: string; readonly roleArn: string };
  readonly isEncrypted: boolean;
  /** The ARN of a key of one's own, with which it is said to be encrypted; undefined for AWS's. */
  readonly encryptionKey?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly intake: LogState;
}
