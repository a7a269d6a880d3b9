import type { Core } from "../../../../core/core";
import { splitBucketAndKey } from "../../../s3/model/location";
import type { EncryptionInput } from "../fields";
import type { ResultObjects } from "../ports";
import { encodeMetadata, type Metadata } from "./metadata";
import { createServiceNote } from "../../../../core/notes";

/**
 * The Content-Type of files of statements that Athena's engine did not plan as a query; the next line has that of
 * planned ones (measured on AWS, 2026-09-23).
 */
export const UNPLANNED = "binary/octet-stream";
export const PLANNED = "application/octet-stream";

/** An object that a query writes. */
interface QueryObject {
  /** The address of the object, `s3://…`. */
  readonly path: string;
  readonly contentType: string;
  readonly openContent: () => AsyncIterable<Uint8Array>;
}

/** Writes a query's objects into S3: its result, the files beside it, and the data of new tables. */
export class ResultFiles {
  readonly #core: Pick<Core, "now" | "journal">;
  readonly #objects: ResultObjects;
  readonly #encryption: EncryptionInput | undefined;

  constructor(core: Pick<Core, "now" | "journal">, objects: ResultObjects, encryption?: EncryptionInput) {
    this.#core = core;
    this.#objects = objects;
    this.#encryption = encryption;
  }

  /** The same writer, for a query whose results are encrypted with a key. */
  encryptResults(encryption: EncryptionInput | undefined): ResultFiles {
    return new ResultFiles(this.#core, this.#objects, encryption);
  }

  /**
   * Writes an object.
   * @returns its size in bytes
   * @throws AwsFault; any error of reading `content`: then nothing is written
   */
  async put({ path, contentType, openContent }: QueryObject): Promise<number> {
    const { bucket, key } = splitBucketAndKey(path);
    const at = this.#core.now();
    const kms = this.#encryption?.EncryptionOption === "SSE_KMS" ? { kms: { key: this.#encryption.KmsKey } } : {};
    const note = createServiceNote(this.#core, {
      service: "s3",
      operation: "PutObject",
      input: { Bucket: bucket, Key: key, ContentType: contentType },
      caller: "athena.amazonaws.com",
    });
    try {
      const { etag, size } = await this.#objects.putObject({ bucket, key, openContent, contentType, at, ...kms });
      note.noteAnswer({ ETag: `"${etag}"` });
      return size;
    } catch (error) {
      throw note.noteRefusal(error);
    }
  }

  /** Writes a text file: lines separated by LF, without one at the end (ATH-015). */
  putLines(path: string, lines: readonly string[], contentType: string): Promise<number> {
    return this.put({ path, contentType, openContent: () => yieldOnce(lines.join("\n")) });
  }

  /** Writes the `.metadata` file of a result. */
  putMetadata(path: string, metadata: Metadata, contentType: string): Promise<number> {
    return this.put({ path: `${path}.metadata`, contentType, openContent: () => yieldOnce(encodeMetadata(metadata)) });
  }
}

async function* yieldOnce(content: string | Uint8Array): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(content);
  if (bytes.length > 0) yield bytes;
}

/**
 * A row of a result as Athena writes it: every value in quotes, quotes inside doubled, NULL as an empty field without
 * quotes, LF at the end (ATH-014).
 *
 * @param row null for NULL
 */
export const formatCsv = (row: readonly (string | null)[]): string =>
  `${row.map((value) => (value === null ? "" : `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`)).join(",")}\n`;

const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;

/** A row that was read, and the offset of the next one. */
interface ReadRow {
  readonly row: readonly (string | null)[];
  readonly next: number;
}

/**
 * Reads one row that `formatCsv` wrote.
 *
 * @param bytes UTF-8
 * @param from  the offset of the row
 * @returns     undefined if the bytes end before the row does
 */
export function readCsvRow(bytes: Uint8Array, from: number): ReadRow | undefined {
  const row: (string | null)[] = [];
  let at = from;
  for (;;) {
    const field = readField(bytes, at);
    if (field === undefined) return undefined;
    row.push(field.value);
    if (bytes[field.end] === NEWLINE) return { row, next: field.end + 1 };
    at = field.end + 1;
  }
}

/** @returns the field; `end` is the offset of the comma or line end after it */
function readField(
  bytes: Uint8Array,
  from: number,
): { readonly value: string | null; readonly end: number } | undefined {
  if (bytes[from] !== QUOTE)
    return bytes[from] === COMMA || bytes[from] === NEWLINE ? { value: null, end: from } : undefined;
  let hasQuotes = false;
  for (let at = from + 1; ; at++) {
    at = bytes.indexOf(QUOTE, at);
    // A quote at the end of the bytes may be the first of two.
    if (at < 0 || at + 1 >= bytes.length) return undefined;
    if (bytes[at + 1] !== QUOTE) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + from + 1, at - from - 1).toString("utf8");
      return { value: hasQuotes ? text.replaceAll('""', '"') : text, end: at + 1 };
    }
    hasQuotes = true;
    at += 1;
  }
}
