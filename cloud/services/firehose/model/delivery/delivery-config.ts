import type { DestinationSettings } from "../destination/settings";

/** The parts of a delivery stream that its delivery needs. */
export interface DeliveryIdentity {
  /** Never used again, even for a stream of the same name. */
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** ARN of the Kinesis data stream that is read; undefined for Direct PUT. */
  readonly sourceArn: string | undefined;
}

/** A version of a delivery stream's configuration; an update makes the next version. */
export interface DeliveryConfig {
  readonly version: number;
  readonly settings: DestinationSettings;
}
