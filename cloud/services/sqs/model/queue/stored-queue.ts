import type { Attributes } from "./attributes";
import { redrivePolicy, type RedrivePolicy } from "./redrive-policy";

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
  readonly tags: Readonly<Record<string, string>>;
  /** When the queue was last purged, ms since the epoch. */
  readonly purgedAt?: number;
}

/** The attributes that are in effect now. */
export const getAttributes = ({ attributes, before }: StoredQueue): Readonly<Record<string, string>> =>
  before?.attributes ?? attributes;

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

/** @param attributes already checked */
export function parseSettings(attributes: Attributes): Settings {
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
    deduplicatesByGroup: attributes["DeduplicationScope"] === "messageGroup",
  };
}
