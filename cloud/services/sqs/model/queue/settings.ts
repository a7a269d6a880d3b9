import type { Attributes } from "./attributes";
import { redrivePolicy, type RedrivePolicy } from "./redrive-policy";

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
