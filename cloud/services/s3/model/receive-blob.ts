import type { BlobFolder } from "../store/blob-folder";
import { checkForm, createRunningChecksum, createRunningHash, type StatedChecksum } from "./checksums";
import { createBadChecksumFault, createBadMd5Fault, createBadSha256Fault, createInvalidDigestFault } from "./faults";
import type { ChecksumAlgorithm } from "../store/stored-object";

/** The expectations of bytes before they arrive. */
interface ExpectedBytes {
  /** The checksum to compute and store. */
  readonly algorithm: ChecksumAlgorithm;
  /** Returns the digests that the client stated; called after the last byte, since trailers come last. */
  readonly getStated?: () => StatedDigests;
  /** The SHA-256 in hex to compare with; undefined if the client stated none. */
  readonly sha256?: string | undefined;
  /** Whether the bytes are a part of a multipart upload, whose faults differ. */
  readonly isPart?: boolean;
}

/** The digests that a client states of its bytes. */
interface StatedDigests {
  /** Base64. */
  readonly md5: string | undefined;
  readonly checksum: StatedChecksum | undefined;
}

/** Received bytes, in a blob that no object refers to yet. */
export interface ReceivedBlob {
  readonly blob: number;
  readonly size: number;
  /** Hexadecimal. */
  readonly md5: string;
  readonly checksum: StatedChecksum;
}

/**
 * Writes bytes to a new blob as they arrive, hashing them at the same time, in constant memory.
 *
 * @throws AwsFault BadDigest or XAmzContentSHA256Mismatch if the bytes do not match the stated digests; and any error
 * of reading or writing. No blob is left then.
 */
export async function receiveBlob(
  blobs: BlobFolder,
  bytes: AsyncIterable<Uint8Array>,
  expected: ExpectedBytes,
): Promise<ReceivedBlob> {
  const writer = blobs.create();
  const md5 = createRunningHash("md5");
  const checksum = createRunningChecksum(expected.algorithm);
  const sha256 = expected.sha256 === undefined ? undefined : createRunningHash("sha256");
  let size = 0;
  try {
    for await (const some of bytes) {
      size += some.byteLength;
      md5.update(some);
      checksum.update(some);
      sha256?.update(some);
      await writer.write(some);
    }
    const computed = { md5: await md5.digest(), checksum: await checksum.digest(), sha256: await sha256?.digest() };
    verify(computed, expected);
    await writer.finish();
    return {
      blob: writer.id,
      size,
      md5: toHex(computed.md5),
      checksum: { algorithm: expected.algorithm, value: toBase64(computed.checksum) },
    };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

interface ComputedDigests {
  readonly md5: Uint8Array;
  readonly checksum: Uint8Array;
  readonly sha256: Uint8Array | undefined;
}

function verify(computed: ComputedDigests, { algorithm, getStated, sha256, isPart }: ExpectedBytes): void {
  if (sha256 !== undefined && computed.sha256 !== undefined && toHex(computed.sha256) !== sha256)
    throw createBadSha256Fault(sha256, toHex(computed.sha256));
  const { md5, checksum } = getStated?.() ?? { md5: undefined, checksum: undefined };
  if (md5 !== undefined && md5 !== toBase64(computed.md5)) throw createBadMd5Fault(md5, toBase64(computed.md5), isPart);
  if (checksum === undefined) return;
  checkForm(checksum);
  if (checksum.value !== toBase64(computed.checksum)) throw createBadChecksumFault(algorithm);
}

/**
 * Checks the form of a stated Content-MD5.
 *
 * @throws AwsFault InvalidDigest
 */
export function checkMd5Form(md5: string | undefined): void {
  if (md5 === undefined) return;
  const bytes = Buffer.from(md5, "base64");
  if (bytes.byteLength !== 16 || bytes.toString("base64") !== md5) throw createInvalidDigestFault(md5);
}
