import { createReadStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  QueryCanceledError,
  QueryFault,
  type Buckets,
  type QueryResultFiles,
  type WrittenFile,
} from "../../../../../athena-sql/index";
import { PLANNED, ROWS_COLUMN } from "../results/result-files";
import type { QueryOutcome } from "../stored-execution";
import { formatEngineQueryId, queryInput, type Run } from "./run";
import { getEnding, type FileFormat } from "./table-formats";
import { toFolder, formatPartitionName } from "../statements/partition-spec";

/** The most partitions that one statement may write (ATH-035). */
const MAX_PARTITIONS = 100;

/** The folder for files that are not yet in S3. */
export const WRITING = "athena/writing";

/** The output of a statement: its query, format and location. */
interface StatementOutput {
  readonly sql: string;
  readonly format: FileFormat;
  /** The location, `s3://…/`, under which each partition has a folder. */
  readonly root: string;
  readonly partitionedBy: readonly string[];
  readonly buckets?: Buckets | undefined;
  readonly columns?: readonly { readonly name: string; readonly hiveType: string }[] | undefined;
  /** The location of a partition that is already in the catalog; undefined for the default location, under `root`. */
  readonly findPartitionLocation?: (values: readonly string[]) => string | undefined;
  /** The statement's kind as messages name it: `CREATE TABLE AS`. */
  readonly statement: string;
}

interface WrittenPartition {
  readonly values: readonly string[];
  /** The partition's location, `s3://…/`. */
  readonly location: string;
}

/** What a statement has written. */
interface WrittenData extends Omit<QueryResultFiles, "files"> {
  readonly partitions: readonly WrittenPartition[];
  /** The addresses of the objects, `s3://…`. */
  readonly paths: readonly string[];
}

/** Runs a query into local files, and puts them into S3. @throws QueryFault, QueryCanceled, AwsFault; objects that were put before stay */
export async function writeData(run: Run, writing: StatementOutput): Promise<WrittenData> {
  const { engine, parts, execution } = run;
  const folder = join(parts.core.storage.createSubfolder(WRITING), execution.id);
  mkdirSync(folder, { recursive: true });
  try {
    const { format, compression, delimiter, header } = writing.format;
    const { files, ...rest } = await engine.write({
      ...queryInput(run, writing.sql),
      format,
      compression,
      delimiter,
      header,
      folder,
      columns: writing.columns,
      buckets: writing.buckets,
      ...(writing.partitionedBy.length === 0 ? {} : { partitionedBy: writing.partitionedBy }),
    });
    return { ...rest, ...(await putFiles(run, writing, files)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function putFiles(
  { execution, files, parts, signal }: Run,
  writing: StatementOutput,
  written: readonly WrittenFile[],
): Promise<Pick<WrittenData, "partitions" | "paths">> {
  const partitions = new Map<string, WrittenPartition>();
  for (const { partition: values } of written) {
    const location =
      writing.partitionedBy.length === 0
        ? writing.root
        : (writing.findPartitionLocation?.(values) ??
          `${writing.root}${formatPartitionName(writing.partitionedBy, values)}`);
    partitions.set(JSON.stringify(values), { values, location: toFolder(location) });
  }
  if (partitions.size > MAX_PARTITIONS)
    throw new QueryFault(
      "HIVE_TOO_MANY_OPEN_PARTITIONS",
      `Exceeded limit of ${MAX_PARTITIONS} open writers for partitions/buckets`,
    );
  const random = parts.core.random.fork(`athena/files/${execution.id}`);
  const paths: string[] = [];
  for (const { path: local, partition, bucket } of written) {
    // The name of a bucket's file begins with the bucket's number, by which readers find it.
    const name =
      bucket === undefined
        ? `${formatEngineQueryId(execution)}_${random.drawUuid()}`
        : `${String(bucket).padStart(6, "0")}_0_${formatEngineQueryId(execution)}`;
    const path = `${partitions.get(JSON.stringify(partition))?.location ?? writing.root}${name}${getEnding(writing.format)}`;
    await files.put({ path, contentType: PLANNED, openContent: () => createReadStream(local) });
    paths.push(path);
    // A canceled statement must not change the catalog.
    if (signal.aborted) throw new QueryCanceledError("the query was canceled");
  }
  return { partitions: writing.partitionedBy.length === 0 ? [] : [...partitions.values()], paths };
}

/** Writes the files beside the result of a statement that wrote rows: the manifest, which lists its files, if there are any, and the `.metadata`. */
export async function writeOutcome(
  { execution, files }: Run,
  { rows, bytesScanned, paths }: WrittenData,
  kind: string,
): Promise<QueryOutcome> {
  const manifest = `${execution.output}-manifest.csv`;
  if (paths.length > 0) await files.putLines(manifest, [...paths, ""], PLANNED);
  await files.putMetadata(
    execution.output,
    { id: formatEngineQueryId(execution), update: { kind, rows }, columns: [ROWS_COLUMN] },
    PLANNED,
  );
  return {
    columns: [ROWS_COLUMN],
    rows,
    updateCount: rows,
    bytesScanned,
    bytesReturned: 0,
    ...(paths.length === 0 ? {} : { manifest }),
  };
}
