import type { Sql } from "./sql";
import { formatOptions } from "./with-options";

/** When Flink begins another file. A Parquet file also ends at each checkpoint, and is visible only then. */
export interface Rolling {
  /**
   * At a size, such as `128MB`, which is Flink's default. The size grows in steps, since Parquet writes a group of rows
   * at a time.
   */
  readonly size?: string;
  /** At an age, such as `30 min`, which is Flink's default. */
  readonly age?: string;
}

/** The options of a table over Parquet files in S3. */
export interface ParquetTable {
  readonly bucketName: string;
  /** The folder, without slashes at its ends: `by-flink`. */
  readonly folder: string;
  readonly rolling?: Rolling;
  /** Further options of the connector or the format, such as `{ "parquet.compression": "GZIP" }`. */
  readonly options?: Readonly<Record<string, string>>;
}

/**
 * The `WITH (…)` of a table whose rows Flink writes to S3 as Parquet, by its own rolling file sink.
 *
 * @see https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/connectors/table/filesystem/#rolling-policy
 */
export function parquetFiles({ bucketName, folder, rolling: { size, age } = {}, options = {} }: ParquetTable): Sql {
  const all: Readonly<Record<string, string>> = {
    connector: "filesystem",
    path: `s3://${bucketName}/${folder}/`,
    format: "parquet",
    ...(size === undefined ? {} : { "sink.rolling-policy.file-size": size }),
    // How often Flink checks the age: by default once a minute.
    ...(age === undefined
      ? {}
      : { "sink.rolling-policy.rollover-interval": age, "sink.rolling-policy.check-interval": "1 s" }),
    ...options,
  };
  return formatOptions(all);
}
