import { createReadStream, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { ColumnarFiles } from "../conversion/columnar-file";
import type { ConversionSettings } from "../conversion/settings";
import type { Schema } from "../conversion/schema";
import type { RecordBuffer } from "./record-buffer";

/** How the rows of a route become a file. */
export interface RouteConversion {
  readonly settings: ConversionSettings;
  readonly schema: Schema;
}

/** What converting needs beside the buffer. */
export interface ConvertBufferParts {
  readonly files: ColumnarFiles;
  /** Names a file that may be made, and is removed again. */
  readonly workPath: () => string;
}

/** Makes the columnar file of a buffer's rows, and gives its bytes. */
export async function* convertBuffer(buffer: RecordBuffer, { settings, schema }: RouteConversion, { files, workPath }: ConvertBufferParts): AsyncGenerator<Uint8Array> {
  const [rows, made] = [workPath(), workPath()];
  try {
    await writeFile(rows, buffer.content());
    await files.write({ path: rows, rows: buffer.records, bytes: buffer.contentBytes, schema }, settings.output, made);
    rmSync(rows);
    yield* createReadStream(made);
  } finally {
    rmSync(rows, { force: true });
    rmSync(made, { force: true });
  }
}
