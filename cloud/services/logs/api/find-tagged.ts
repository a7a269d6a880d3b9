import type { Services } from "../../framework/services";
import { createGroupNotFoundFault } from "../model/faults";
import type { LogGroup } from "../model/log-groups";

/**
 * The group that an ARN names.
 *
 * @throws AwsFault ResourceNotFoundException
 */
export function requireTaggedGroup(
  { logs, createArn }: Pick<Services, "logs" | "createArn">,
  resourceArn: string,
): LogGroup {
  const prefix = createArn("logs", "log-group:");
  if (!resourceArn.startsWith(prefix)) throw createGroupNotFoundFault();
  return logs.requireGroup(resourceArn.slice(prefix.length));
}
