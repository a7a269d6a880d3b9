import { isJsonObject } from "../../../../core/json-object";
import { createStoredNote, type CallWithNotes } from "../../../../core/notes";
import {
  createBadAttributeFault,
  createFifoOnlyAttributeFault,
  createOneEncryptionFault,
  createUnknownAttributeFault,
  createBadPolicyFault,
} from "../faults";

/** When a message becomes a dead letter, and its dead-letter queue. */
interface RedrivePolicy {
  readonly deadLetterArn: string;
  /** 1 to 1000. */
  readonly maxReceives: number;
}

/** The queues that may use this one as their dead-letter queue; `undefined` means all. */
type AllowedSources = readonly string[] | undefined;

const MAX_SOURCES = 10;

/**
 * Parses a RedrivePolicy.
 *
 * @throws AwsFault InvalidParameterValueException, also if the text isn't a JSON object: that fault's text is known from
 * reports
 */
export function redrivePolicy(policy: string): RedrivePolicy {
  const throwBadPolicy = (reason: string): never => {
    throw createBadPolicyFault(policy, "RedrivePolicy", reason);
  };
  const { deadLetterTargetArn, maxReceiveCount } =
    parseMap(policy) ?? throwBadPolicy("Redrive policy is not a valid JSON map");
  if (typeof deadLetterTargetArn !== "string")
    return throwBadPolicy("Redrive policy does not contain mandatory attribute: deadLetterTargetArn");
  if (maxReceiveCount === undefined)
    return throwBadPolicy("Redrive policy does not contain mandatory attribute: maxReceiveCount");
  const maxReceives = /^\d{1,4}$/.test(String(maxReceiveCount)) ? Number(maxReceiveCount) : 0;
  if (maxReceives < 1 || maxReceives > 1000) {
    return throwBadPolicy(
      `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from 1 to 1000 both inclusive`,
    );
  }
  return { deadLetterArn: deadLetterTargetArn, maxReceives };
}

/**
 * Parses a RedriveAllowPolicy.
 *
 * @throws AwsFault InvalidParameterValueException; the texts are this project's
 */
export function parseAllowedSources(policy: string): AllowedSources {
  const { redrivePermission, sourceQueueArns } = parseFields(policy);
  const throwBadPolicy = (reason: string): never => {
    throw createBadPolicyFault(policy, "RedriveAllowPolicy", reason);
  };
  if (redrivePermission !== "byQueue" && sourceQueueArns !== undefined)
    return throwBadPolicy("sourceQueueArns goes with the redrivePermission byQueue only");
  if (redrivePermission === "allowAll") return undefined;
  if (redrivePermission === "denyAll") return [];
  if (redrivePermission !== "byQueue") return throwBadPolicy("redrivePermission must be allowAll, denyAll or byQueue");
  if (!Array.isArray(sourceQueueArns) || sourceQueueArns.length < 1 || sourceQueueArns.length > MAX_SOURCES) {
    return throwBadPolicy(`sourceQueueArns must name 1 to ${MAX_SOURCES} queues`);
  }
  return sourceQueueArns.map(String);
}

function parseMap(policy: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(policy);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}

/** The border: the policy was checked to be a JSON object when it was set. */
const parseFields = (policy: string): Readonly<Record<string, unknown>> =>
  JSON.parse(policy) as Record<string, unknown>;

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

/** The attributes that can be set, in the order in which AWS compares them. Ranges as in the API reference, defaults as measured (SVC-002). */
const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  VisibilityTimeout: { byDefault: "30", isRight: createRangeCheck(0, 43_200) },
  MaximumMessageSize: { byDefault: "1048576", isRight: createRangeCheck(1_024, 1_048_576) },
  MessageRetentionPeriod: { byDefault: "345600", isRight: createRangeCheck(60, 1_209_600) },
  DelaySeconds: { byDefault: "0", isRight: createRangeCheck(0, 900) },
  ReceiveMessageWaitTimeSeconds: { byDefault: "0", isRight: createRangeCheck(0, 20) },
  Policy: { isRight: isJsonObject, isRemovable: true },
  // Checked elsewhere, with other texts than that of an invalid value.
  RedrivePolicy: { isRight: () => true, isRemovable: true },
  RedriveAllowPolicy: { isRight: isJsonObject, isRemovable: true },
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
export const QUEUE_KEY = createStoredNote("SQS: the encryption of a queue with a KMS key");
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

export interface StoredQueue {
  readonly name: string;
  /** 1, 2, 3, …: differs from that of an earlier queue of the same name. */
  readonly serial: number;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** All attributes that are set or have a default, by AWS's names and in AWS's spelling. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The older attributes that are still in effect, until a time in ms since the epoch: with `--lag` a change takes a while. */
  readonly before?: { readonly attributes: Readonly<Record<string, string>>; readonly until: number } | undefined;
  /** The older scope of deduplication, which is still in effect until a time in ms since the epoch. */
  readonly olderScope?: { readonly isGroup: boolean; readonly until: number } | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** When the queue was last purged, ms since the epoch. */
  readonly purgedAt?: number;
}

/** The attributes that are in effect now. */
export const getAttributes = ({
  attributes,
  before,
}: Pick<StoredQueue, "attributes" | "before">): Readonly<Record<string, string>> => before?.attributes ?? attributes;

/** A queue's attributes in the form that the code needs. Durations in ms. */
export interface Settings {
  readonly isFifo: boolean;
  readonly visibilityMs: number;
  readonly delayMs: number;
  readonly waitMs: number;
  readonly retentionMs: number;
  readonly maxBytes: number;
  readonly redrive: RedrivePolicy | undefined;
  readonly deduplicatesContent: boolean;
  /** Whether the same deduplication id may occur in different groups. */
  readonly deduplicatesByGroup: boolean;
}

/** Whether the same deduplication id may occur in different groups of a queue with these attributes. */
export const hasGroupScope = (attributes: Attributes): boolean => attributes["DeduplicationScope"] === "messageGroup";

/** @param stored its attributes are already checked */
export function parseSettings(stored: Pick<StoredQueue, "attributes" | "before" | "olderScope">): Settings {
  const attributes = getAttributes(stored);
  const parseMs = (name: string): number => 1000 * Number(attributes[name]);
  const policy = attributes["RedrivePolicy"];
  return {
    isFifo: attributes["FifoQueue"] === "true",
    visibilityMs: parseMs("VisibilityTimeout"),
    delayMs: parseMs("DelaySeconds"),
    waitMs: parseMs("ReceiveMessageWaitTimeSeconds"),
    retentionMs: parseMs("MessageRetentionPeriod"),
    maxBytes: Number(attributes["MaximumMessageSize"]),
    redrive: policy === undefined ? undefined : redrivePolicy(policy),
    deduplicatesContent: attributes["ContentBasedDeduplication"] === "true",
    deduplicatesByGroup: stored.olderScope?.isGroup ?? hasGroupScope(attributes),
  };
}
