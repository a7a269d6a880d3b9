import { createStoredNote, type CallWithNotes } from "../../../../core/notes";
import {
  createBadAttributeFault,
  createFifoOnlyAttributeFault,
  createOneEncryptionFault,
  createUnknownAttributeFault,
} from "../faults";

/** The rules of one attribute. */
interface Attribute {
  /** The value in a new queue; undefined if there is none. */
  readonly byDefault?: string;
  readonly isRight: (value: string) => boolean;
  /** Only FIFO queues have the attribute. For other queues AWS's fault says that it is unknown, or explains when it is allowed. */
  readonly isFifoOnly?: "unknown" | "explained";
  /** An empty value removes the attribute. */
  readonly isRemovable?: boolean;
  /** A flag: case-insensitive in requests, in lower case in answers. */
  readonly isFlag?: boolean;
}

const createRangeCheck =
  (min: number, max: number) =>
  (value: string): boolean =>
    /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max;
const flag: Attribute = { isRight: (value) => /^(true|false)$/i.test(value), isFlag: true };
const isJson = (value: string): boolean => {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
};

/** The attributes that can be set, in the order in which AWS compares them. Ranges as in the API reference, defaults as measured (SVC-002). */
const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  VisibilityTimeout: { byDefault: "30", isRight: createRangeCheck(0, 43_200) },
  MaximumMessageSize: { byDefault: "1048576", isRight: createRangeCheck(1_024, 1_048_576) },
  MessageRetentionPeriod: { byDefault: "345600", isRight: createRangeCheck(60, 1_209_600) },
  DelaySeconds: { byDefault: "0", isRight: createRangeCheck(0, 900) },
  ReceiveMessageWaitTimeSeconds: { byDefault: "0", isRight: createRangeCheck(0, 20) },
  Policy: { isRight: isJson, isRemovable: true },
  // Checked elsewhere, with other texts than that of an invalid value.
  RedrivePolicy: { isRight: () => true, isRemovable: true },
  RedriveAllowPolicy: { isRight: isJson, isRemovable: true },
  KmsMasterKeyId: { isRight: (value) => value.length <= 2_048, isRemovable: true },
  KmsDataKeyReusePeriodSeconds: { isRight: createRangeCheck(60, 86_400) },
  SqsManagedSseEnabled: { byDefault: "true", ...flag },
  FifoQueue: { ...flag, isFifoOnly: "unknown" },
  ContentBasedDeduplication: { byDefault: "false", ...flag, isFifoOnly: "unknown" },
  DeduplicationScope: {
    byDefault: "queue",
    isRight: (value) => value === "queue" || value === "messageGroup",
    isFifoOnly: "explained",
  },
  FifoThroughputLimit: {
    byDefault: "perQueue",
    isRight: (value) => value === "perQueue" || value === "perMessageGroupId",
    isFifoOnly: "explained",
  },
};

/** Attributes by name. */
export type Attributes = Readonly<Record<string, string>>;

/** The attributes of a queue created without any. */
export function createDefaultAttributes(isFifo: boolean): Attributes {
  const named = Object.entries(ATTRIBUTES).flatMap(([name, { byDefault, isFifoOnly }]): [string, string][] =>
    byDefault === undefined || (isFifoOnly !== undefined && !isFifo) ? [] : [[name, byDefault]],
  );
  return { ...Object.fromEntries(named), ...(isFifo ? { FifoQueue: "true" } : {}) };
}

/**
 * Checks attributes that a request sets, and converts them to AWS's spelling. Policies are only checked to be JSON
 * here.
 *
 * @returns the attributes to set; removable ones may be empty
 * @throws AwsFault InvalidAttributeName, InvalidAttributeValue
 */
export function checkAttributes(input: Attributes, isFifo: boolean): Attributes {
  const checked = Object.entries(input).map(([name, value]): [string, string] => {
    const attribute = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
    if (attribute === undefined) throw createUnknownAttributeFault(name);
    if (attribute.isFifoOnly !== undefined && !isFifo)
      throw attribute.isFifoOnly === "unknown" ? createUnknownAttributeFault(name) : createFifoOnlyAttributeFault(name);
    if (!(attribute.isRemovable && value === "") && !attribute.isRight(value)) throw createBadAttributeFault(name);
    return [name, attribute.isFlag ? value.toLowerCase() : value];
  });
  const attributes = Object.fromEntries(checked);
  if (attributes["KmsMasterKeyId"] && attributes["SqsManagedSseEnabled"] === "true") throw createOneEncryptionFault();
  return attributes;
}

/**
 * Attributes with others set on top.
 *
 * @throws AwsFault InvalidAttributeValue if the attributes contradict each other
 */
export function mergeAttributes(before: Attributes, set: Attributes): Attributes {
  const merged: Record<string, string> = { ...before, ...set };
  // One kind of encryption switches the other off.
  if (set["KmsMasterKeyId"]) merged["SqsManagedSseEnabled"] = "false";
  if (set["SqsManagedSseEnabled"] === "true") merged["KmsMasterKeyId"] = "";
  if (merged["KmsMasterKeyId"]) merged["KmsDataKeyReusePeriodSeconds"] ??= "300";
  else delete merged["KmsDataKeyReusePeriodSeconds"];
  if (merged["FifoThroughputLimit"] === "perMessageGroupId" && merged["DeduplicationScope"] !== "messageGroup")
    throw createBadAttributeFault("FifoThroughputLimit");
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
}

/** The first attribute whose value in a request differs from the queue's. */
export const findFirstDifference = (has: Attributes, attributes: Attributes): string | undefined =>
  Object.keys(ATTRIBUTES).find(
    (name) => Object.hasOwn(attributes, name) && (attributes[name] ?? "") !== (has[name] ?? ""),
  );

/** Keys and policies are stored, but nothing is encrypted, and no policy is evaluated. */
export const QUEUE_KEY = createStoredNote("SQS: the encryption of a queue by a key of KMS");
export const QUEUE_POLICY = createStoredNote("SQS: the policy of a queue");

/** Notes this for the attributes that a request sets. */
export function reportIgnored(call: CallWithNotes<typeof QUEUE_KEY | typeof QUEUE_POLICY>, set: Attributes): void {
  if (set["KmsMasterKeyId"]) call.addNote(QUEUE_KEY);
  if (set["Policy"]) call.addNote(QUEUE_POLICY);
}

/** All names that GetQueueAttributes accepts. */
export const READABLE_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...Object.keys(ATTRIBUTES),
  "All",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesDelayed",
  "ApproximateNumberOfMessagesNotVisible",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
  "QueueArn",
]);
