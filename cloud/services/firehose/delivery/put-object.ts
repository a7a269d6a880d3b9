import type { Random } from "../../../core/random";
import type { ObjectSink } from "../ports";
import type { ClosedBuffer } from "./closed-buffer";
import { objectName } from "./object-name";

/** What putting an object needs beside the buffer. */
export interface PutObjectParts {
  readonly stream: string;
  readonly objects: ObjectSink;
  readonly random: Random;
}

/** The name under which a buffer is delivered. It is drawn once, so that a put that is tried again makes no second object. */
export const keyOf = ({ route, buffer }: ClosedBuffer, { stream, random }: PutObjectParts): string =>
  objectName({ ...route, stream, oldestAt: buffer.oldestAt, random });

/** Puts a buffer into its bucket. @throws AwsFault what S3 says */
export const putObject = (closed: ClosedBuffer, key: string, { objects }: PutObjectParts): Promise<void> =>
  objects.put({
    bucket: closed.route.settings.bucket,
    key,
    contentType: "application/octet-stream",
    contentEncoding: undefined,
    content: () => closed.buffer.content(),
  });
