import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Crc32cNode, Crc64NvmeJs } from "@aws-sdk/checksums/crc";
import { optional } from "../../../core/members";
import { string, type Rule, NO_VIOLATIONS } from "../../../core/rules";
import type { Checksum, ChecksumAlgorithm } from "../store/stored-object";
import { createInvalidRequestFault } from "./faults";

/** The length of each algorithm's checksums, in bytes. */
const BYTES: Readonly<Record<ChecksumAlgorithm, number>> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };

/** The names of all checksum algorithms. */
export const CHECKSUM_ALGORITHMS = [
  "CRC32",
  "CRC32C",
  "CRC64NVME",
  "SHA1",
  "SHA256",
] as const satisfies readonly ChecksumAlgorithm[];

/** The member rule for the name of a checksum algorithm. */
export const checksumAlgorithm: Rule<ChecksumAlgorithm> = {
  check(value) {
    if (!CHECKSUM_ALGORITHMS.some((algorithm) => algorithm === value)) {
      throw createInvalidRequestFault(
        `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${CHECKSUM_ALGORITHMS.join(", ")}]`,
      );
    }
    return NO_VIOLATIONS;
  },
};

/** The checksum that S3 computes for an object sent without one (measured on AWS, 2026-02). */
export const DEFAULT_ALGORITHM: ChecksumAlgorithm = "CRC64NVME";

/** A checksum that a client states, to be verified. */
export interface StatedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
}

/** A checksum of bytes that arrive in pieces. */
interface RunningDigest {
  update(bytes: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}

/** Begins a checksum. */
export function createRunningChecksum(algorithm: ChecksumAlgorithm): RunningDigest {
  if (algorithm === "CRC32") return createRunningCrc32();
  if (algorithm === "CRC32C") return new Crc32cNode();
  if (algorithm === "CRC64NVME") return new Crc64NvmeJs();
  return createRunningHash(algorithm === "SHA1" ? "sha1" : "sha256");
}

/** Begins one of Node's own hashes. */
export function createRunningHash(name: "md5" | "sha1" | "sha256"): RunningDigest {
  const hash = createHash(name);
  return { update: (bytes) => void hash.update(bytes), digest: async () => hash.digest() };
}

function createRunningCrc32(): RunningDigest {
  let crc = 0;
  return {
    update(bytes) {
      crc = crc32(bytes, crc);
    },
    async digest() {
      const value = Buffer.alloc(4);
      value.writeUInt32BE(crc);
      return value;
    },
  };
}

/** The members of inputs and outputs for checksums, one for each algorithm. */
export type ChecksumMembers = { readonly [A in ChecksumAlgorithm as `Checksum${A}`]?: string | undefined };

/** The declared members of inputs for checksums. */
export const checksumMembers = {
  ChecksumCRC32: optional(string()),
  ChecksumCRC32C: optional(string()),
  ChecksumCRC64NVME: optional(string()),
  ChecksumSHA1: optional(string()),
  ChecksumSHA256: optional(string()),
};

/** A stored checksum as the members of outputs. */
export const formatChecksum = (checksum: Checksum): ChecksumMembers & { readonly ChecksumType: Checksum["type"] } => ({
  ...formatChecksumValue(checksum),
  ChecksumType: checksum.type,
});

/** The value of a checksum under its own member. */
export const formatChecksumValue = ({ algorithm, value }: StatedChecksum): ChecksumMembers => ({
  [`Checksum${algorithm}`]: value,
});

/**
 * The checksum that a request states in its headers.
 *
 * @throws AwsFault InvalidRequest if there is more than one, or the value is malformed
 */
export function getStatedChecksum(input: ChecksumMembers): StatedChecksum | undefined {
  const stated = CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
    const value = input[`Checksum${algorithm}`];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  const [first, second] = stated;
  if (second !== undefined)
    throw createInvalidRequestFault(
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  if (first !== undefined) checkForm(first);
  return first;
}

/**
 * Checks the algorithm that an SDK names beside the checksum itself (ChecksumAlgorithm).
 *
 * @param named  in any case
 * @param stated the algorithm of the checksum that a header states or a trailer will
 * @throws AwsFault InvalidRequest, with the words that S3 answered on 2025-10-20 and 2025-11-21
 */
export function checkNamedAlgorithm(named: string | undefined, stated: ChecksumAlgorithm | undefined): void {
  if (named === undefined || named.toUpperCase() === stated) return;
  throw createInvalidRequestFault(
    stated === undefined
      ? "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found."
      : "Value for x-amz-sdk-checksum-algorithm header is invalid.",
  );
}

/**
 * The algorithm of an `x-amz-checksum-…` header or trailer.
 *
 * @returns undefined if the lab cloud has no algorithm of this name
 */
export const getHeaderAlgorithm = (header: string): ChecksumAlgorithm | undefined =>
  CHECKSUM_ALGORITHMS.find((algorithm) => header.toLowerCase() === getHeader(algorithm));

/**
 * Checks that a stated value has the form of its algorithm's checksums.
 *
 * @throws AwsFault InvalidRequest
 */
export function checkForm({ algorithm, value }: StatedChecksum): void {
  const bytes = Buffer.from(value, "base64");
  if (bytes.byteLength !== BYTES[algorithm] || bytes.toString("base64") !== value) {
    throw createInvalidRequestFault(`Value for ${getHeader(algorithm)} header is invalid.`);
  }
}

const getHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;
