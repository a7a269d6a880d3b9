import { createBadPolicyFault } from "../faults";

/** When a message becomes a dead letter, and its dead-letter queue. */
export interface RedrivePolicy {
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
 * @throws AwsFault InvalidParameterValueException, also if the text is no JSON object: that fault's text is known from
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
