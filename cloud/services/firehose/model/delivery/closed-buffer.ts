import type { S3Settings } from "../destination/settings";
import type { RouteConversion } from "./convert-buffer";
import type { ErrorType } from "../../store/outcome";
import type { RecordBuffer } from "./record-buffer";

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

/** A buffer that takes no more records and waits to be delivered as one object. */
export interface ClosedBuffer {
  readonly route: Route;
  readonly buffer: RecordBuffer;
  /** When it was closed, ms since the epoch. */
  readonly closedAt: number;
}
