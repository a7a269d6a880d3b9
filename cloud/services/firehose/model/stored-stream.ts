import type { DeliveryStreamStatus } from "@aws-sdk/client-firehose";
import type { LogState } from "../store/write-ahead-log";
import type { DestinationInput } from "./destination-input";

/** A delivery stream as it is stored. */
export interface StoredStream {
  /** The name of the stream's folder; never reused. */
  readonly id: string;
  readonly name: string;
  readonly status: DeliveryStreamStatus;
  /** When CREATING or DELETING ends, ms since the epoch. */
  readonly changesAt?: number | undefined;
  readonly createdAt: number;
  readonly updatedAt?: number;
  /** Starts at 1; each update adds 1. */
  readonly version: number;
  readonly destination: DestinationInput;
  /** The Kinesis data stream that is read; absent for Direct PUT. */
  readonly source?: { readonly arn: string; readonly roleArn: string };
  readonly isEncrypted: boolean;
  /** The ARN of the customer managed key that descriptions name; undefined for the key that AWS owns. */
  readonly encryptionKey?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly intake: LogState;
}
