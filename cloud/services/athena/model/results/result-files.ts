import type { Core } from "../../../../core/core";
import { createServiceNote } from "../../../../core/service-note";
import { splitBucketAndKey } from "../../../s3/model/location";
import type { GivenEncryption } from "../fields";
import type { ResultObjects } from "../ports";
import { encodeMetadata, type Metadata } from "./metadata";

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
  readonly #encryption: GivenEncryption | undefined;

  constructor(core: Pick<Core, "now" | "journal">, objects: ResultObjects, encryption?: GivenEncryption) {
    this.#core = core;
    this.#objects = objects;
    this.#encryption = encryption;
  }

  /** The same writer, for a query whose results are encrypted with a key. */
  encryptResults(encryption: GivenEncryption | undefined): ResultFiles {
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
