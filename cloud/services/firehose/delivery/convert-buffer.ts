import { createReadStream, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
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

/** A file of so many bytes is written and read at once: hundreds of small ones would spend their time waiting. */
const SMALL_BYTES = 1024 * 1024;

async function writeRows(path: string, buffer: RecordBuffer): Promise<void> {
  if (buffer.contentBytes > SMALL_BYTES) return writeFile(path, buffer.content());
  const parts: Uint8Array[] = [];
  for await (const part of buffer.content()) parts.push(part);
  writeFileSync(path, Buffer.concat(parts));
}

/** Makes the columnar file of a buffer's rows, and gives its bytes. */
export async function* convertBuffer(buffer: RecordBuffer, { settings, schema }: RouteConversion, { files, workPath }: ConvertBufferParts): AsyncGenerator<Uint8Array> {
  const [rows, made] = [workPath(), workPath()];
  try {
    await writeRows(rows, buffer);
    await files.write({ path: rows, longestBytes: buffer.longestBytes, schema }, settings.output, made);
    rmSync(rows);
    if (statSync(made).size > SMALL_BYTES) yield* createReadStream(made);
    else yield readFileSync(made);
  } finally {
    rmSync(rows, { force: true });
    rmSync(made, { force: true });
  }
}
