import { closeSync, openSync, readSync } from "node:fs";
import { itemAt } from "../../../../core/item-at";
import { JobFault, type JobFile } from "../process/job";
import { ThriftReader, type ThriftStruct, type ThriftValue } from "./thrift";

/** A column or a group of a Parquet file. */
export interface ParquetNode {
  readonly name: string;
  /** `INT64`, `BYTE_ARRAY` …; undefined for a group. */
  readonly physical: string | undefined;
  /** Parquet's number of its older annotations: 0 is UTF8. */
  readonly converted: number | undefined;
  readonly children: readonly ParquetNode[];
}

export interface ParquetFooter {
  readonly columns: readonly ParquetNode[];
  /** Packed bytes of each top column's chunks, by its name in lower case. */
  readonly bytes: ReadonlyMap<string, number>;
  /** The same for files of the same schema. */
  readonly shape: string;
}

const PHYSICAL = ["BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"];
const TAIL = 64 * 1024;

/** Reads what a Parquet file says of itself at its end. @throws JobFault HIVE_CANNOT_OPEN_SPLIT, HIVE_BAD_DATA */
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
    return footerOf(new ThriftReader(tail.subarray(tail.length - 8 - length)).struct());
  } finally {
    closeSync(descriptor);
  }
}

function readEnd(descriptor: number, size: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  readSync(descriptor, bytes, 0, length, size - length);
  return bytes;
}

const list = (value: ThriftValue | undefined): readonly ThriftStruct[] =>
  Array.isArray(value) ? value.filter((item): item is ThriftStruct => item instanceof Map) : [];
const text = (value: ThriftValue | undefined): string => (Buffer.isBuffer(value) ? value.toString("utf8") : "");
const number = (value: ThriftValue | undefined): number | undefined => (typeof value === "number" ? value : undefined);

// Numbers are those of the fields in Parquet's own definition: FileMetaData 2 schema, 4 row_groups; SchemaElement 1 type,
// 4 name, 5 num_children, 6 converted_type, 10 logicalType; RowGroup 1 columns; ColumnChunk 3 meta_data; ColumnMetaData
// 3 path_in_schema, 7 total_compressed_size.
function footerOf(metadata: ThriftStruct): ParquetFooter {
  const elements = list(metadata.get(2));
  const columns = treeOf(elements);
  const bytes = new Map<string, number>();
  for (const group of list(metadata.get(4))) {
    for (const chunk of list(group.get(1))) {
      const about = chunk.get(3);
      if (!(about instanceof Map)) continue;
      const path = about.get(3);
      const name = text(Array.isArray(path) ? path[0] : undefined).toLowerCase();
      bytes.set(name, (bytes.get(name) ?? 0) + (number(about.get(7)) ?? 0));
    }
  }
  return { columns, bytes, shape: JSON.stringify(columns) };
}

/** The elements stand in the order of the tree, each with the number of its children. */
function treeOf(elements: readonly ThriftStruct[]): readonly ParquetNode[] {
  let at = 0;
  const next = (): ParquetNode => {
    const element = itemAt(elements, at);
    at += 1;
    const type = number(element.get(1));
    const count = number(element.get(5)) ?? 0;
    const logical = element.get(10);
    const children = Array.from({ length: Math.min(count, elements.length) }, next);
    return {
      name: text(element.get(4)),
      physical: children.length > 0 || type === undefined ? undefined : PHYSICAL[type],
      converted: number(element.get(6)) ?? convertedOf(logical),
      children,
    };
  };
  return next().children;
}

/** Newer annotations by the numbers of the older ones: STRING is UTF8, DATE, DECIMAL, TIMESTAMP. */
function convertedOf(logical: ThriftValue | undefined): number | undefined {
  if (!(logical instanceof Map)) return undefined;
  const NEWER: Readonly<Record<number, number>> = { 1: 0, 2: 1, 3: 3, 4: 4, 5: 5, 6: 6, 8: 9, 12: 19 };
  const [kind] = logical.keys();
  return kind === undefined ? undefined : NEWER[kind];
}
