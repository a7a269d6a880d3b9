import type { DestinationSettings, S3Settings } from "../destination/settings";
import type { RouteConversion } from "./convert-buffer";
import type { RecordBuffer } from "./record-buffer";
import type { ErrorType } from "../../store/arrived";

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

/** Where outputs go: outputs of one route share a buffer, and so an object. */
export interface Route {
  /** Identifies the route: two routes are the same if their names are. */
  readonly name: string;
  readonly kind: "data" | "failed" | "backup";
  /** Version of the configuration that the records were processed with. */
  readonly version: number;
  readonly settings: S3Settings;
  readonly keys?: Readonly<Record<string, string>> | undefined;
  /** Set where the records are rows that become a columnar file. */
  readonly conversion?: RouteConversion | undefined;
  /** Set where `kind` is `failed`. */
  readonly errorType?: ErrorType | undefined;
}

/** A closed buffer that waits to be delivered as one object. */
export interface ClosedBuffer {
  readonly route: Route;
  readonly buffer: RecordBuffer;
  /** When it was closed, ms since the epoch. */
  readonly closedAt: number;
}
