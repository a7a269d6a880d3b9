import type { Lab } from "../lab";
import { groupNotFound } from "./faults";
import type { LogGroup } from "./log-groups";

/**
 * The group that an ARN names.
 *
 * @throws AwsFault ResourceNotFoundException
 */
export function taggedGroup({ logs, arn }: Pick<Lab, "logs" | "arn">, resourceArn: string): LogGroup {
  const prefix = arn("logs", "log-group:");
  if (!resourceArn.startsWith(prefix)) throw groupNotFound();
  return logs.group(resourceArn.slice(prefix.length));
}
