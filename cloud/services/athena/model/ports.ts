import type { Core } from "../../../core/core";
import type { AwsFault } from "../../../core/faults";
import type { Catalog } from "../../glue/model/catalog";
import type { CheckedDatabaseInput, CheckedPartitionInput, CheckedTableInput } from "../../glue/model/fields";
import type { StoredTable } from "../../glue/model/stored";
import type { S3ForServices } from "../../s3/model/ports";
import type { QueryEngine } from "../../../../athena-sql/index";
import { createNotAnS3PathFault } from "./faults";
import type { ResultFile } from "./stored-execution";
import type { StoredPartition } from "../../glue/model/partition-batch";

/** The part of S3 that Athena uses. */
export type ResultObjects = Pick<S3ForServices, "hasBucket" | "putObject" | "listFilesUnder" | "canRead">;

/** The part of CloudWatch that Athena uses. */
export interface MetricSink {
  put(
    source: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>>; readonly at: number },
    figures: readonly { readonly name: string; readonly value: number; readonly unit: "Milliseconds" | "Bytes" }[],
  ): void;
}

/** Changes of the Data Catalog, each with the effect of Glue's operation of that name. An error of Glue's is thrown as the fault that the caller's `refusal` makes of it. */
export interface CatalogChanges {
  createDatabase(database: CheckedDatabaseInput): void;
  updateDatabase(database: CheckedDatabaseInput): void;
  deleteDatabase(name: string): void;
  createTable(database: string, table: CheckedTableInput): StoredTable;
  updateTable(database: string, table: CheckedTableInput): void;
  deleteTable(table: StoredTable): void;
  /** @returns the error of the first partition that cannot be created, if there is one */
  createPartitions(table: StoredTable, partitions: readonly CheckedPartitionInput[]): AwsFault | undefined;
  updatePartition(table: StoredTable, before: StoredPartition, partition: CheckedPartitionInput): void;
  deletePartitions(table: StoredTable, partitions: readonly StoredPartition[]): void;
}

/** The other services that Athena uses. */
interface AthenaPorts {
  /** The Data Catalog, for reading; `createCatalogChanges` changes it. */
  readonly catalog: Catalog;
  readonly createCatalogChanges: (by: {
    readonly caller: string;
    readonly owner: string;
    readonly createRefusal: (fault: AwsFault) => Error;
  }) => CatalogChanges;
  readonly objects: ResultObjects;
  readonly metrics: MetricSink;
  /** The engine that runs queries; opened at its first use, because it starts processes. */
  readonly openEngine: () => Promise<QueryEngine>;
}

/** The dependencies of Athena's parts. */
export interface AthenaParts extends AthenaPorts {
  readonly core: Core;
}

/** A location in S3. */
export interface OutputLocation {
  readonly bucket: string;
  /** Empty, or a key prefix that ends with a slash. */
  readonly prefix: string;
}

/**
 * Reads the location of query results: `s3://bucket`, `s3://bucket/folder`, with or without a slash at the end.
 *
 * @throws AwsFault InvalidRequestException if the text is not a location in S3 (ATH-006)
 */
export function parseOutputLocation(location: string): OutputLocation {
  const [, bucket, path = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(location) ?? [];
  if (bucket === undefined) throw createNotAnS3PathFault();
  return { bucket, prefix: path === "" || path.endsWith("/") ? path : `${path}/` };
}

const NAMES: Readonly<Record<ResultFile, (id: string) => string>> = {
  csv: (id) => `${id}.csv`,
  text: (id) => `${id}.txt`,
  table: (id) => `tables/${id}`,
  none: (id) => id,
};

/** The path of a query's result, `s3://…` (ATH-013). */
export const formatOutputPath = ({ bucket, prefix }: OutputLocation, file: ResultFile, id: string): string =>
  `s3://${bucket}/${prefix}${NAMES[file](id)}`;
