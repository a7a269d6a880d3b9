import { AwsFault } from "../../core/faults";

// AWS's own texts; source: the IAM API reference's errors, and answers recorded in the AWS CLI's and Terraform's
// issues.

export const roleNotFound = (name: string): AwsFault =>
  new AwsFault("NoSuchEntity", `The role with name ${name} cannot be found.`, { status: 404 });

export const roleExists = (name: string): AwsFault =>
  new AwsFault("EntityAlreadyExists", `Role with name ${name} already exists.`, { status: 409 });

export const rolePolicyNotFound = (name: string): AwsFault =>
  new AwsFault("NoSuchEntity", `The role policy with name ${name} cannot be found.`, { status: 404 });

export const policyNotFound = (arn: string): AwsFault =>
  new AwsFault("NoSuchEntity", `Policy ${arn} was not found.`, { status: 404 });

export const policyNotAttachable = (arn: string): AwsFault =>
  new AwsFault("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`, { status: 404 });

export const policyVersionNotFound = (arn: string, version: string): AwsFault =>
  new AwsFault("NoSuchEntity", `Policy ${arn} version ${version} does not exist or is not attachable.`, {
    status: 404,
  });

export const policyExists = (name: string): AwsFault =>
  new AwsFault("EntityAlreadyExists", `A policy called ${name} already exists. Duplicate names are not allowed.`, {
    status: 409,
  });

export const notAnArn = (): AwsFault => new AwsFault("ValidationError", "Invalid ARN:  Could not be parsed!");

const deleteConflict = (message: string): AwsFault => new AwsFault("DeleteConflict", message, { status: 409 });
export const isAttached = (): AwsFault => deleteConflict("Cannot delete a policy attached to entities.");
export const hasOtherVersions = (): AwsFault =>
  deleteConflict(
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  );
export const isDefaultVersion = (): AwsFault => deleteConflict("Cannot delete the default version of a policy.");

export const tooManyVersions = (most: number): AwsFault =>
  new AwsFault(
    "LimitExceeded",
    `A managed policy can have up to ${most} versions. Before you create a new version, you must delete an existing version.`,
    { status: 409 },
  );
export const policyTooLarge = (most: number): AwsFault =>
  new AwsFault("LimitExceeded", `Cannot exceed quota for PolicySize: ${most}`, { status: 409 });

/** The lab cloud's own text. */
export const documentNotKnown = (arn: string): AwsFault =>
  new AwsFault(
    "NotImplemented",
    `The lab cloud has no documents of AWS's own policies, so not of ${arn}: it attaches them to roles by their ARNs alone.`,
    { status: 501 },
  );

export const hasAttachedPolicies = (): AwsFault =>
  new AwsFault("DeleteConflict", "Cannot delete entity, must detach all policies first.", { status: 409 });

export const hasInlinePolicies = (): AwsFault =>
  new AwsFault("DeleteConflict", "Cannot delete entity, must delete policies first.", { status: 409 });

export const malformedPolicy = (why: string): AwsFault => new AwsFault("MalformedPolicyDocument", why);

export const invalidMarker = (): AwsFault => new AwsFault("ValidationError", "Invalid Marker.");

export const instanceProfileNotFound = (name: string): AwsFault =>
  new AwsFault("NoSuchEntity", `Instance Profile ${name} cannot be found.`, { status: 404 });

export const instanceProfileExists = (name: string): AwsFault =>
  new AwsFault("EntityAlreadyExists", `Instance Profile ${name} already exists.`, { status: 409 });

export const hasARole = (): AwsFault =>
  new AwsFault("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", { status: 409 });

export const isInProfiles = (): AwsFault =>
  new AwsFault("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.", {
    status: 409,
  });
