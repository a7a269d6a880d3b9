import { listEntries } from "./policy-conditions";
import { isEverybody, listTexts, parseStatements, type Statement } from "./policy-statements";

/** Keys of conditions whose fixed values name who or what may have access, in lower case. */
const FIXED_KEYS: readonly string[] = [
  "aws:principalorgid",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
];

/** Operators that hold only for the values that they list. */
const LISTING = ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"];

/** The shortest prefixes of ranges of IP addresses that don't count as everybody. */
const MIN_PREFIX_LENGTH = { ipv4: 8, ipv6: 32 } as const;

/**
 * Whether a bucket's policy is public: it allows everybody something, without a condition that limits this to fixed
 * values.
 *
 * @param policy JSON, known to be a document with statements
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export const isPublicPolicy = (policy: string): boolean =>
  parseStatements(policy).some(
    (statement) => statement["Effect"] === "Allow" && isEverybody(statement) && !isLimited(statement),
  );

const isLimited = ({ Condition }: Statement): boolean =>
  listEntries(Condition).some(([operator, keys]) =>
    listEntries(keys).some(([key, values]) => {
      const texts = listTexts(values);
      if (operator === "IpAddress") return key.toLowerCase() === "aws:sourceip" && texts.every(isNarrowRange);
      return LISTING.includes(operator) && FIXED_KEYS.includes(key.toLowerCase()) && texts.every(isFixed);
    }),
  );

const isFixed = (text: string): boolean => !/[*?]|\$\{/.test(text);

function isNarrowRange(range: string): boolean {
  const [address = "", length] = range.split("/", 2);
  return length === undefined || Number(length) >= MIN_PREFIX_LENGTH[address.includes(":") ? "ipv6" : "ipv4"];
}
