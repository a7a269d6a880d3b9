import type { Core } from "../../../core/core";
import { createGroupNameNeededFault, createNameWithIdentifierFault, createKeyNotUsableFault } from "../model/faults";
import { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";

/** `arn:…:log-group:<name>`; with `:*` appended, the ARN includes the group's streams. */
export const createGroupArn = (core: Core, name: string): string => core.createArn("logs", `log-group:${name}`);

export const createStreamArn = (core: Core, group: string, stream: string): string =>
  `${createGroupArn(core, group)}:log-stream:${stream}`;

/**
 * The name of the group in a request, which has a name or an identifier (a name or an ARN).
 *
 * @throws AwsFault InvalidParameterException if neither is given, ValidationException if both are
 */
export function getGroupName({
  logGroupName,
  logGroupIdentifier,
}: {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}): string {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) throw createNameWithIdentifierFault();
  if (logGroupName === undefined && logGroupIdentifier === undefined) throw createGroupNameNeededFault();
  const name = logGroupName ?? logGroupIdentifier ?? "";
  return name.startsWith("arn:") ? (name.split(":log-group:")[1] ?? "").replace(/:\*$/, "") : name;
}

/**
 * Checks the KMS key for a log group.
 *
 * @param key the key's ARN
 * @throws AwsFault InvalidParameterException if there is no such key, or if it is disabled or pending deletion
 */
export function checkGroupKey(services: Services, group: string, key: string): void {
  try {
    services.kms.requireUsable(key);
  } catch (error) {
    throw error instanceof AwsFault ? createKeyNotUsableFault(createGroupArn(services, group)) : error;
  }
}
