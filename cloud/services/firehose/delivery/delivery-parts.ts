import type { Core } from "../../../core/core";
import type { Random } from "../../../core/random";
import type { ColumnarFiles } from "../conversion/columnar-file";
import type { DestinationSettings } from "../destination/settings";
import type { FirehosePorts } from "../ports";
import type { FirehoseSettings } from "../firehose-settings";
import type { Memory } from "./memory";
import type { OnTheWay } from "./on-the-way";

/** What all deliveries share. */
export interface DeliveryParts {
  readonly core: Core;
  readonly ports: FirehosePorts;
  readonly random: Random;
  readonly memory: Memory;
  readonly onTheWay: OnTheWay;
  /** Writes columnar files. */
  readonly files: ColumnarFiles;
  readonly settings: FirehoseSettings;
  /** Told when a batch of any stream has passed a stage. */
  readonly onPassed?: (stage: string) => void;
}

/** A delivery stream, as far as its delivery must know it. */
export interface DeliveryIdentity {
  /** Never used again, even for a stream of the same name. */
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** ARN of the Kinesis data stream that is read; undefined for Direct PUT. */
  readonly sourceArn: string | undefined;
}

/** A configuration of a delivery stream; an update makes the next version. */
export interface DeliveryConfig {
  readonly version: number;
  readonly settings: DestinationSettings;
}
