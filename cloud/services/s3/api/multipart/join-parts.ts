import { createHash } from "node:crypto";
import type { BlobFolder } from "../../store/blob-folder";
import { createWholeRange } from "../../store/byte-range";
import { DEFAULT_ALGORITHM, createRunningChecksum } from "../../model/checksums";
import type { UploadChecksum, UploadedPart } from "../../model/upload";
import type { Checksum } from "../../store/stored-object";

/** An object assembled from parts, in a blob that the index does not refer to yet. */
interface JoinedParts {
  readonly blob: number;
  readonly size: number;
  readonly etag: string;
  readonly checksum: Checksum;
}

/**
 * Writes parts one after another to a new blob, so that every object is one file.
 *
 * @throws the operating system's error (ENOSPC); no blob is left then
 */
export async function joinParts(
  blobs: BlobFolder,
  parts: readonly UploadedPart[],
  wanted: UploadChecksum = { algorithm: DEFAULT_ALGORITHM, type: "FULL_OBJECT" },
): Promise<JoinedParts> {
  const release = blobs.hold(parts.map(({ blob }) => blob));
  const writer = blobs.create();
  const { algorithm, type } = wanted;
  const whole = type === "FULL_OBJECT" ? createRunningChecksum(algorithm) : undefined;
  try {
    for (const { blob, size } of parts) {
      for await (const bytes of blobs.readPieces(blob, createWholeRange(size))) {
        whole?.update(bytes);
        await writer.write(bytes);
      }
    }
    await writer.finish();
    const value =
      whole === undefined
        ? await computeCompositeChecksum(parts, wanted)
        : Buffer.from(await whole.digest()).toString("base64");
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    return {
      blob: writer.id,
      size,
      etag: computeMultipartEtag(parts.map(({ etag }) => etag)),
      checksum: { algorithm, type, value },
    };
  } catch (error) {
    await writer.discard();
    throw error;
  } finally {
    release();
  }
}

/** The ETag of a multipart object: the MD5 of its parts' MD5s, and the number of parts. */
export const computeMultipartEtag = (etags: readonly string[]): string =>
  `${createHash("md5")
    .update(Buffer.from(etags.join(""), "hex"))
    .digest("hex")}-${etags.length}`;

async function computeCompositeChecksum(
  parts: readonly UploadedPart[],
  { algorithm }: UploadChecksum,
): Promise<string> {
  const running = createRunningChecksum(algorithm);
  for (const { checksum = "" } of parts) running.update(Buffer.from(checksum, "base64"));
  return `${Buffer.from(await running.digest()).toString("base64")}-${parts.length}`;
}
