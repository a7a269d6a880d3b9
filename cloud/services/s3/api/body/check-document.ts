import type { Call } from "../../../../core/call";
import {
  CHECKSUM_ALGORITHMS,
  checkForm,
  checkNamedAlgorithm,
  createRunningChecksum,
  createRunningHash,
  getStatedChecksum,
  type ChecksumMembers,
  type StatedChecksum,
} from "../../model/checksums";
import {
  createBadChecksumFault,
  createBadMd5Fault,
  createBadSha256Fault,
  createInvalidRequestFault,
} from "../../model/faults";
import { checkMd5Form } from "../../model/receive-blob";

/**
 * Checks an XML body against the digests in the request's headers.
 *
 * @param isDemanded whether the header is required
 * @throws AwsFault InvalidRequest, InvalidDigest, BadDigest or XAmzContentSHA256Mismatch
 */
export async function checkDocument(
  { http: { headers }, body = new Uint8Array() }: Call,
  isDemanded: boolean,
): Promise<void> {
  const md5 = headers["content-md5"];
  const checksum = findChecksum(headers);
  if (isDemanded && md5 === undefined && checksum === undefined) {
    throw createInvalidRequestFault("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
  }
  const digest = async (running: ReturnType<typeof createRunningHash>): Promise<Buffer> => {
    running.update(body);
    return Buffer.from(await running.digest());
  };
  const sha256 = headers["x-amz-content-sha256"];
  if (sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256)) {
    const computed = (await digest(createRunningHash("sha256"))).toString("hex");
    if (computed !== sha256) throw createBadSha256Fault(sha256, computed);
  }
  checkMd5Form(md5);
  if (md5 !== undefined) {
    const computed = (await digest(createRunningHash("md5"))).toString("base64");
    if (computed !== md5) throw createBadMd5Fault(md5, computed);
  }
  if (checksum === undefined) return;
  checkForm(checksum);
  if ((await digest(createRunningChecksum(checksum.algorithm))).toString("base64") !== checksum.value)
    throw createBadChecksumFault(checksum.algorithm);
}

function findChecksum(headers: Readonly<Record<string, string>>): StatedChecksum | undefined {
  const stated = getStatedChecksum(selectHeaders(headers));
  checkNamedAlgorithm(headers["x-amz-sdk-checksum-algorithm"], stated?.algorithm);
  return stated;
}

const selectHeaders = (headers: Readonly<Record<string, string>>): ChecksumMembers =>
  Object.fromEntries(
    CHECKSUM_ALGORITHMS.map((algorithm) => [
      `Checksum${algorithm}`,
      headers[`x-amz-checksum-${algorithm.toLowerCase()}`],
    ]),
  );
