import { getAccountOfArn } from "../../../core/arn-parts";
import { resolveConversion } from "../model/conversion/settings";
import {
  createRoleOfOtherAccountFault,
  createSchemaRoleOfOtherAccountFault,
  createUnableToAssumeRoleFault,
} from "../model/faults";
import type { DestinationInput } from "../model/destination-input";
import type { RoleCheck } from "../model/ports";

const SERVICE = "firehose.amazonaws.com";

/** The caller who passes roles, and the checks of these roles. */
interface RoleChecks {
  readonly iam: RoleCheck;
  readonly account: string;
  /** The ARN of the caller. */
  readonly caller: string;
}

/**
 * Checks that a caller may pass the roles of a destination, and that Firehose can assume each of these roles. Without
 * `--iam on` nothing is checked.
 *
 * @throws AwsFault AccessDeniedException for a role of another account, InvalidArgumentException naming the first role
 * that cannot be assumed
 */
export function checkRoles(
  { iam, account, caller }: RoleChecks,
  destination: DestinationInput,
  source?: { readonly roleArn: string },
): void {
  const schemaRole = resolveConversion(destination)?.schema.roleArn;
  const isRefused = (role: string): boolean => iam.findRefusal(role, SERVICE) !== undefined;
  const isRefusedFromOtherAccount = (role: string | undefined): boolean =>
    role !== undefined && getAccountOfArn(role) !== account && isRefused(role);
  if (
    isRefusedFromOtherAccount(destination.RoleARN) ||
    isRefusedFromOtherAccount(destination.S3BackupConfiguration?.RoleARN)
  )
    throw createRoleOfOtherAccountFault(caller);
  if (isRefusedFromOtherAccount(schemaRole)) throw createSchemaRoleOfOtherAccountFault();
  const roleArns = [destination.RoleARN, destination.S3BackupConfiguration?.RoleARN, source?.roleArn, schemaRole];
  for (const role of roleArns) if (role !== undefined && isRefused(role)) throw createUnableToAssumeRoleFault(role);
}
