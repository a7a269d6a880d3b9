import type { Core } from "../../../../core/core";
import { createDiskFull, isDiskFull } from "../../../../core/faults";
import type { Random } from "../../../../core/random";
import { createServiceNote } from "../../../../core/service-note";
import type { ObjectSink } from "../ports";
import type { ClosedBuffer } from "../buffers/closed-buffer";
import { PACKINGS } from "./compression/compression";
import { convertBuffer, type ConvertBufferParts } from "./convert-buffer";
import { formatObjectName } from "./object-name";

/** What a put needs beside the buffer. */
export interface PutObjectParts extends ConvertBufferParts {
  readonly stream: string;
  readonly core: Pick<Core, "now" | "journal">;
  readonly objects: ObjectSink;
  readonly random: Random;
}

/** The same for every object (FH-041). */
const CONTENT_TYPE = "application/octet-stream";

/** AWS sets this Content-Encoding on columnar files, although they are compressed inside: measured for Parquet (FH-042). */
const CONVERTED = { contentEncoding: "hadoop-snappy", pack: PACKINGS.UNCOMPRESSED.pack };

/** The name under which a buffer is delivered. Drawn only once, so that a retried put makes no second object. */
export const getKey = ({ route, buffer }: ClosedBuffer, { stream, random }: PutObjectParts): string =>
  formatObjectName({ ...route, stream, oldestAt: buffer.oldestAt, random });

/** Puts a buffer into its bucket, and notes the call in the journal. @throws AwsFault if the put should be retried */
export async function putObject(closed: ClosedBuffer, key: string, parts: PutObjectParts): Promise<void> {
  const { core, objects, random } = parts;
  const {
    route: {
      kind,
      settings: { bucket, compression, encryptionKey },
      conversion,
    },
    buffer,
  } = closed;
  // Error lines are not compressed, whatever the compression of the data.
  const { contentEncoding, pack } =
    conversion === undefined ? PACKINGS[kind === "failed" ? "UNCOMPRESSED" : compression] : CONVERTED;
  const readContent = () =>
    conversion === undefined
      ? pack(buffer.readContent(), { name: random.drawUuid(), at: buffer.oldestAt })
      : convertBuffer(buffer, conversion, parts);
  const at = core.now();
  const note = createServiceNote(core, {
    service: "s3",
    operation: "PutObject",
    caller: "firehose.amazonaws.com",
    input: {
      Bucket: bucket,
      Key: key,
      ContentType: CONTENT_TYPE,
      ...(contentEncoding === undefined ? {} : { ContentEncoding: contentEncoding }),
    },
  });
  try {
    const { etag } = await objects.putObject({
      bucket,
      key,
      at,
      contentType: CONTENT_TYPE,
      contentEncoding,
      openContent: readContent,
      ...(encryptionKey === undefined ? {} : { kms: { key: encryptionKey } }),
    });
    note.noteAnswer({ ETag: `"${etag}"` });
  } catch (error) {
    throw note.noteRefusal(isDiskFull(error) ? createDiskFull() : error);
  }
}
