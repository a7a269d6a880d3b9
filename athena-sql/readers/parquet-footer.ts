import { closeSync, openSync, readSync } from "node:fs";
import { parquetMetadata, parquetSchema, type FileMetaData, type SchemaTree } from "hyparquet";
import { JobFault, type JobFile } from "../process/job";

/** A column or a group of a Parquet file. */
export interface ParquetNode {
  readonly name: string;
  /** Parquet's physical type: `INT64`, `BYTE_ARRAY` …; undefined for a group. */
  readonly physical: string | undefined;
  /** Parquet's logical type, from the older or the newer annotation: `UTF8`, `DECIMAL`, `DATE` …; undefined for plain values. */
  readonly means: string | undefined;
  readonly children: readonly ParquetNode[];
}

export interface ParquetFooter {
  readonly columns: readonly ParquetNode[];
  /** The compressed bytes of each top-level column's chunks, by the column's name in lower case. */
  readonly bytes: ReadonlyMap<string, number>;
  /** A string that is equal for files of the same schema. */
  readonly shape: string;
}

const TAIL = 64 * 1024;

/** Reads the metadata at the end of a Parquet file. @throws JobFault HIVE_BAD_DATA */
export function readFooter(file: JobFile): ParquetFooter {
  const descriptor = openSync(file.path, "r");
  try {
    let tail = readEnd(descriptor, file.size, Math.min(file.size, TAIL));
    if (file.size < 12 || tail.toString("latin1", tail.length - 4) !== "PAR1") {
      throw new JobFault(
        "HIVE_BAD_DATA",
        `Malformed Parquet file. Expected magic number: PAR1 got: ${tail.toString("latin1", Math.max(0, tail.length - 4))} [${file.uri}]`,
      );
    }
    const length = tail.readUInt32LE(tail.length - 8);
    if (length + 8 > file.size)
      throw new JobFault("HIVE_BAD_DATA", `Malformed Parquet file. Metadata is missing [${file.uri}]`);
    if (length + 8 > tail.length) tail = readEnd(descriptor, file.size, length + 8);
    return parseFooter(tail, file);
  } finally {
    closeSync(descriptor);
  }
}

function readEnd(descriptor: number, size: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  readSync(descriptor, bytes, 0, length, size - length);
  return bytes;
}

/** @param tail the end of the file, at least the whole footer */
function parseFooter(tail: Buffer, file: JobFile): ParquetFooter {
  try {
    return createFooter(parquetMetadata(tail, { geoparquet: false }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new JobFault("HIVE_BAD_DATA", `Malformed Parquet file. Metadata cannot be read: ${why} [${file.uri}]`);
  }
}

function createFooter(metadata: FileMetaData): ParquetFooter {
  const columns = parquetSchema(metadata).children.map(createNode);
  const bytes = new Map<string, number>();
  for (const { meta_data: chunk } of metadata.row_groups.flatMap((group) => group.columns)) {
    const name = chunk?.path_in_schema[0]?.toLowerCase();
    if (chunk === undefined || name === undefined) continue;
    bytes.set(name, (bytes.get(name) ?? 0) + Number(chunk.total_compressed_size));
  }
  return { columns, bytes, shape: JSON.stringify(columns) };
}

function createNode({ element, children }: SchemaTree): ParquetNode {
  return {
    name: readName(element.name),
    physical: children.length > 0 ? undefined : element.type,
    means: element.converted_type ?? NEWER[element.logical_type?.type ?? ""],
    children: children.map(createNode),
  };
}

/** A damaged file may have an element without a name, whatever the type says. */
function readName(name: string | undefined): string {
  if (name === undefined) throw new Error("an element has no name");
  return name;
}

/**
 * Parquet's newer logical types, which some files have without the older ones (times in nanoseconds, for instance), by the older ones' names.
 * Those without an older one keep their name.
 */
const NEWER: Readonly<Record<string, string>> = {
  STRING: "UTF8",
  MAP: "MAP",
  LIST: "LIST",
  ENUM: "ENUM",
  DECIMAL: "DECIMAL",
  DATE: "DATE",
  TIMESTAMP: "TIMESTAMP_MILLIS",
  JSON: "JSON",
  UUID: "UUID",
  FLOAT16: "FLOAT16",
};
