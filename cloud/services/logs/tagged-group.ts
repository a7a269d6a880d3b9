import type { Lab } from "../lab";
import { createGroupNotFoundFault } from "./faults";
import type { LogGroup } from "./log-groups";

/**
 * The group that an ARN names.
 *
 * @throws AwsFault ResourceNotFoundException
 */
export function requireTaggedGroup(
  { logs, createArn }: Pick<Lab, "logs" | "createArn">,
  resourceArn: string,
): LogGroup {
  const prefix = createArn("logs", "log-group:");
  if (!resourceArn.startsWith(prefix)) throw createGroupNotFoundFault();
  return logs.requireGroup(resourceArn.slice(prefix.length));
}
