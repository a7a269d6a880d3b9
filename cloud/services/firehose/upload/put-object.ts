import type { Core } from "../../../core/core";
import { diskFull } from "../../../core/faults";
import type { Random } from "../../../core/random";
import { serviceNote } from "../../../core/service-note";
import { isDiskFull } from "../../../core/faults";
import type { ObjectSink } from "../ports";
import type { ClosedBuffer } from "../buffers/closed-buffer";
import { PACKINGS } from "./compression/compression";
import { convertBuffer, type ConvertBufferParts } from "./convert-buffer";
import { objectName } from "./object-name";

/** What putting an object needs beside the buffer. */
export interface PutObjectParts extends ConvertBufferParts {
  readonly stream: string;
  readonly core: Pick<Core, "now" | "journal">;
  readonly objects: ObjectSink;
  readonly random: Random;
}

/** Whatever is in the object (FH-041). */
const CONTENT_TYPE = "application/octet-stream";

/** A file that is columnar, and compressed within, has this encoding all the same: measured on AWS for Parquet (FH-042). */
const CONVERTED = { contentEncoding: "hadoop-snappy", pack: PACKINGS.UNCOMPRESSED.pack };

/** The name under which a buffer is delivered. It is drawn once, so that a put that is tried again makes no second object. */
export const keyOf = ({ route, buffer }: ClosedBuffer, { stream, random }: PutObjectParts): string =>
  objectName({ ...route, stream, oldestAt: buffer.oldestAt, random });

/** Puts a buffer into its bucket, and notes the call in the journal. @throws AwsFault if it should be tried again */
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
  // Lines about failed records are left as they are, whatever the data is packed as.
  const { contentEncoding, pack } =
    conversion === undefined ? PACKINGS[kind === "failed" ? "UNCOMPRESSED" : compression] : CONVERTED;
  const content = () =>
    conversion === undefined
      ? pack(buffer.content(), { name: random.uuid(), at: buffer.oldestAt })
      : convertBuffer(buffer, conversion, parts);
  const at = core.now();
  const note = serviceNote(core, {
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
      content,
      ...(encryptionKey === undefined ? {} : { kms: { key: encryptionKey } }),
    });
    note.answered({ ETag: `"${etag}"` });
  } catch (error) {
    throw note.refused(isDiskFull(error) ? diskFull() : error);
  }
}
