import { createReadStream, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { ColumnarFiles } from "../conversion/columnar-file";
import { isSmall, ROW_FILE_BYTES } from "../conversion/parquet-writer";
import type { ConversionSettings } from "../conversion/settings";
import type { Schema } from "../conversion/schema";
import type { RecordBuffer } from "./record-buffer";

/** How the rows of a route become a file. */
export interface RouteConversion {
  readonly settings: ConversionSettings;
  readonly schema: Schema;
}

/** A conversion's inputs in addition to the buffer. */
export interface ConvertBufferParts {
  readonly files: ColumnarFiles;
  /** Returns the path of a temporary file, which the conversion removes. */
  readonly workPath: () => string;
}

const LINE_END = 10;

/** Writes rows to files. @returns their paths, in order */
async function writeRows(buffer: RecordBuffer, workPath: () => string): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const rows of cutBehindRows(buffer.readContent())) {
    const path = workPath();
    paths.push(path);
    await writeFile(path, rows);
  }
  return paths;
}

/** Joins pieces to files of rows of the largest allowed size, cut after the last whole row. */
async function* cutBehindRows(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    const end = bytes + piece.byteLength < ROW_FILE_BYTES ? 0 : piece.lastIndexOf(LINE_END) + 1;
    if (end > 0) yield Buffer.concat([...held, piece.subarray(0, end)]);
    held = end > 0 ? [piece.subarray(end)] : [...held, piece];
    bytes = end > 0 ? piece.byteLength - end : bytes + piece.byteLength;
  }
  if (bytes > 0) yield Buffer.concat(held);
}

/** Makes the columnar file of a buffer's rows, and yields its bytes. */
export async function* convertBuffer(
  buffer: RecordBuffer,
  { settings: { output }, schema }: RouteConversion,
  { files, workPath }: ConvertBufferParts,
): AsyncGenerator<Uint8Array> {
  if (output.kind === "parquet" && isSmall(buffer.contentBytes, schema)) {
    const rows: Uint8Array[] = [];
    for await (const piece of buffer.readContent()) rows.push(piece);
    return yield await files.writeSmallParquet(Buffer.concat(rows), schema, output);
  }
  const created = workPath();
  let rows: readonly string[] = [];
  try {
    rows = await writeRows(buffer, workPath);
    await files.write({ paths: rows, maxBytes: buffer.maxBytes, schema }, output, created);
    for (const path of rows) rmSync(path);
    rows = [];
    yield* createReadStream(created);
  } finally {
    for (const path of [...rows, created]) rmSync(path, { force: true });
  }
}
