import { kinesis } from "../flink/kinesis-options";
import { parquetFiles } from "../flink/parquet-files";
import { sql, type Sql } from "../flink/sql";
import { AGGREGATE_COLUMNS } from "../metrics/windowed-metrics-sql";

/** The stream of aggregates to read, and the bucket and folder to write to. */
export interface ParquetSink {
  readonly source: string;
  readonly bucketName: string;
  readonly folder: string;
}

/**
 * @returns the table of the stream, the table of Parquet files in S3, and the statement that copies from one to the
 * other for ever. A file ends
 *          at each checkpoint; or at 128 MB, or after a minute, if that comes first.
 */
export function parquetSinkSql({ source, bucketName, folder }: ParquetSink): {
  readonly from: Sql;
  readonly files: Sql;
  readonly insert: Sql;
} {
  const rolling = { size: "128MB", age: "60 s" };
  return {
    from: sql`CREATE TABLE aggregates (\n  ${AGGREGATE_COLUMNS}\n) ${kinesis({ stream: source })}`,
    files: sql`CREATE TABLE parquet_files (\n  ${AGGREGATE_COLUMNS}\n) ${parquetFiles({ bucketName, folder, rolling })}`,
    insert: sql`INSERT INTO parquet_files SELECT * FROM aggregates`,
  };
}
