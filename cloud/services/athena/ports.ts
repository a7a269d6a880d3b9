import type { Core } from "../../core/core";
import type { Catalog } from "../glue/catalog";
import type { S3ForServices } from "../s3/ports";
import type { QueryEngine } from "./engine/query-engine";

/** What Athena needs of S3. */
export type ResultObjects = Pick<S3ForServices, "bucketExists" | "putObject" | "filesUnder">;

/** What Athena needs of CloudWatch. */
export interface MetricSink {
  put(
    source: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>>; readonly at: number },
    figures: readonly { readonly name: string; readonly value: number; readonly unit: "Milliseconds" | "Bytes" }[],
  ): void;
}

/** All services that Athena works with. */
export interface AthenaPorts {
  readonly catalog: Catalog;
  readonly objects: ResultObjects;
  readonly metrics: MetricSink;
  /** Runs queries; made on first use, for it starts processes. */
  readonly engine: () => Promise<QueryEngine>;
}

/** What the parts of Athena are made with. */
export interface AthenaParts extends AthenaPorts {
  readonly core: Core;
}
