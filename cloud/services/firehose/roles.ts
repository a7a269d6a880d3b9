import { conversionOf } from "./conversion/settings";
import { unableToAssumeRole } from "./faults";
import type { GivenDestination } from "./destination/given";
import type { RoleCheck } from "./ports";

/**
 * Checks that Firehose can assume each role that it is given.
 *
 * @throws AwsFault InvalidArgumentException naming the first that it cannot
 */
export function checkRoles(
  roles: RoleCheck,
  destination: GivenDestination,
  source?: { readonly roleArn: string },
): void {
  const given = [
    destination.RoleARN,
    destination.S3BackupConfiguration?.RoleARN,
    source?.roleArn,
    conversionOf(destination)?.schema.roleArn,
  ];
  for (const role of given)
    if (role !== undefined && roles.refusal(role, "firehose.amazonaws.com") !== undefined)
      throw unableToAssumeRole(role);
}
