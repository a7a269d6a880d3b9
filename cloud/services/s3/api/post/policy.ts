import type { AwsFault } from "../../../../core/faults";
import {
  createEntityTooLargeFault,
  createInvalidPolicyDocumentFault,
  createPolicyFailedFault,
  createTooSmallForPolicyFault,
} from "../../model/faults";
import { MAX_UPLOAD_BYTES } from "../body/upload-body";

/** Sizes of the file that a policy allows, in bytes. */
interface SizeRange {
  readonly min: number;
  readonly max: number;
}

/** Fields that need no condition. */
const FREE = new Set(["policy", "signature", "x-amz-signature", "awsaccesskeyid", "file"]);

/**
 * Checks a form's fields against its policy, as S3 does: each condition must hold, and each field must have a condition.
 *
 * @param document base64, as the form carries it
 * @param fields   by lower-case name, the bucket among them
 * @returns        the sizes that the file may have
 * @throws AwsFault InvalidPolicyDocument; AccessDenied if the policy has expired or does not allow the form
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function checkPolicy(document: string, fields: ReadonlyMap<string, string>): SizeRange {
  const { expiration, conditions } = parseDocument(document);
  checkExpiration(expiration);
  let range: SizeRange = { min: 0, max: MAX_UPLOAD_BYTES };
  const seen = new Set<string>(["bucket"]);
  for (const condition of conditions) {
    for (const [match, name, value] of listMatches(condition)) {
      if (match === "content-length-range") {
        range = createRange(name, value);
        continue;
      }
      const field = findMatchingField(fields, [match, name, value]);
      if (field === undefined) throw createConditionFailedFault(match, name, value);
      seen.add(field);
    }
  }
  for (const name of fields.keys())
    if (!seen.has(name) && !FREE.has(name) && !name.startsWith("x-ignore-"))
      throw createPolicyFailedFault(`Extra input fields: ${name}`);
  return range;
}

/** The field that a condition names and that satisfies it. A name without the dollar names no field. */
function findMatchingField(
  fields: ReadonlyMap<string, string>,
  [match, name, value]: readonly [match: string, name: unknown, value: unknown],
): string | undefined {
  const field = /^\$(.*)$/s.exec(String(name))?.[1]?.toLowerCase();
  if (field === undefined) return undefined;
  const fieldValue = fields.get(field) ?? "";
  const holds = match === "eq" ? fieldValue === String(value) : fieldValue.startsWith(String(value));
  return holds ? field : undefined;
}

/** Written as S3 does (recorded on AWS by LocalStack, 2026-02-21, test_post_object_policy_conditions_validation_eq). */
const createConditionFailedFault = (...condition: readonly unknown[]): AwsFault =>
  createPolicyFailedFault(
    `Policy Condition failed: [${condition.map((item) => JSON.stringify(String(item))).join(", ")}]`,
  );

function checkExpiration(expiration: string): void {
  const expires = Date.parse(expiration);
  if (!Number.isFinite(expires)) throw createInvalidPolicyDocumentFault(`Invalid 'expiration' value: '${expiration}'`);
  // Real time, since the signer does not know the cloud's clock.
  if (expires < Date.now()) throw createPolicyFailedFault("Policy expired.");
}

/**
 * Passes on the bytes of a file, and checks their number against a policy.
 *
 * @throws AwsFault EntityTooLarge, EntityTooSmall
 */
export async function* limitSize(bytes: AsyncIterable<Buffer>, { min, max }: SizeRange): AsyncGenerator<Buffer, void> {
  let size = 0;
  for await (const some of bytes) {
    size += some.byteLength;
    if (size > max) throw createEntityTooLargeFault(size, max);
    yield some;
  }
  if (size < min) throw createTooSmallForPolicyFault(size, min);
}

function parseDocument(document: string): { readonly expiration: string; readonly conditions: readonly unknown[] } {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(document, "base64").toString("utf8"));
  } catch {
    throw createInvalidPolicyDocumentFault("Invalid JSON.");
  }
  if (typeof value !== "object" || value === null) throw createInvalidPolicyDocumentFault("Invalid JSON.");
  const { expiration, conditions } = value as Readonly<Record<string, unknown>>;
  if (typeof expiration !== "string") throw createInvalidPolicyDocumentFault("Policy missing expiration.");
  if (!Array.isArray(conditions)) throw createInvalidPolicyDocumentFault("Policy missing conditions.");
  return { expiration, conditions };
}

/** A condition as a list of matches: `{"acl": "private"}` is `["eq", "$acl", "private"]`. */
function listMatches(condition: unknown): readonly (readonly [match: string, name: unknown, value: unknown])[] {
  if (Array.isArray(condition)) {
    const [match, name, value] = condition as readonly unknown[];
    const kind = String(match).toLowerCase();
    if (condition.length !== 3 || !["eq", "starts-with", "content-length-range"].includes(kind))
      throw createInvalidPolicyDocumentFault(`Invalid Condition: ${JSON.stringify(condition).slice(0, 200)}`);
    return [[kind, name, value]];
  }
  if (typeof condition !== "object" || condition === null) throw createInvalidPolicyDocumentFault("Invalid Condition.");
  const properties = Object.entries(condition);
  if (properties.length !== 1)
    throw createInvalidPolicyDocumentFault(
      "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
    );
  return properties.map(([name, value]) => ["eq", `$${name}`, value] as const);
}

function createRange(min: unknown, max: unknown): SizeRange {
  const range = { min: Number(min), max: Number(max) };
  // Same recordings, test_post_object_policy_validation_size.
  if (!Number.isSafeInteger(range.min) || !Number.isSafeInteger(range.max))
    throw createConditionFailedFault("content-length-range", min, max);
  if (range.min < 0) throw createInvalidPolicyDocumentFault("Invalid content-length-range.");
  return range;
}
