import type { Core } from "../../core/core";
import type { AwsFault } from "../../core/faults";
import type { Catalog } from "../glue/catalog";
import type { GivenDatabase, GivenPartition, GivenTable } from "../glue/fields";
import type { StoredPartition } from "../glue/stored-partition";
import type { StoredTable } from "../glue/stored";
import type { S3ForServices } from "../s3/ports";
import type { QueryEngine } from "./engine/query-engine";

/** What Athena needs of S3. */
export type ResultObjects = Pick<S3ForServices, "bucketExists" | "putObject" | "filesUnder" | "mayRead">;

/** What Athena needs of CloudWatch. */
export interface MetricSink {
  put(
    source: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>>; readonly at: number },
    figures: readonly { readonly name: string; readonly value: number; readonly unit: "Milliseconds" | "Bytes" }[],
  ): void;
}

/** Changes of the Data Catalog, each as Glue's operation of that name makes it. What Glue refuses ends with the caller's refusal. */
export interface CatalogChanges {
  createDatabase(database: GivenDatabase): void;
  updateDatabase(database: GivenDatabase): void;
  deleteDatabase(name: string): void;
  createTable(database: string, table: GivenTable): StoredTable;
  updateTable(database: string, table: GivenTable): void;
  deleteTable(table: StoredTable): void;
  /** @returns why one of them cannot be, if so */
  createPartitions(table: StoredTable, partitions: readonly GivenPartition[]): AwsFault | undefined;
  updatePartition(table: StoredTable, before: StoredPartition, partition: GivenPartition): void;
  deletePartitions(table: StoredTable, partitions: readonly StoredPartition[]): void;
}

/** All services that Athena works with. */
export interface AthenaPorts {
  /** For reading. */
  readonly catalog: Catalog;
  readonly catalogChanges: (by: {
    readonly caller: string;
    readonly owner: string;
    readonly refusal: (fault: AwsFault) => Error;
  }) => CatalogChanges;
  readonly objects: ResultObjects;
  readonly metrics: MetricSink;
  /** Runs queries; made on first use, for it starts processes. */
  readonly engine: () => Promise<QueryEngine>;
}

/** What the parts of Athena are made with. */
export interface AthenaParts extends AthenaPorts {
  readonly core: Core;
}
