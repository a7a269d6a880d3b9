import { AwsFault } from "../../../core/faults";

// AWS's own texts; source: the IAM API reference's errors, and answers recorded in the AWS CLI's and Terraform's
// issues.

export const createRoleNotFoundFault = (name: string): AwsFault =>
  new AwsFault("NoSuchEntity", `The role with name ${name} cannot be found.`, { status: 404 });

export const createRoleExistsFault = (name: string): AwsFault =>
  new AwsFault("EntityAlreadyExists", `Role with name ${name} already exists.`, { status: 409 });

export const createRolePolicyNotFoundFault = (name: string): AwsFault =>
  new AwsFault("NoSuchEntity", `The role policy with name ${name} cannot be found.`, { status: 404 });

export const createPolicyNotFoundFault = (arn: string): AwsFault =>
  new AwsFault("NoSuchEntity", `Policy ${arn} was not found.`, { status: 404 });

export const createPolicyNotAttachableFault = (arn: string): AwsFault =>
  new AwsFault("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`, { status: 404 });

export const createPolicyVersionNotFoundFault = (arn: string, version: string): AwsFault =>
  new AwsFault("NoSuchEntity", `Policy ${arn} version ${version} does not exist or is not attachable.`, {
    status: 404,
  });

export const createPolicyExistsFault = (name: string): AwsFault =>
  new AwsFault("EntityAlreadyExists", `A policy called ${name} already exists. Duplicate names are not allowed.`, {
    status: 409,
  });

export const createNotAnArnFault = (): AwsFault =>
  new AwsFault("ValidationError", "Invalid ARN:  Could not be parsed!");

const createDeleteConflictFault = (message: string): AwsFault =>
  new AwsFault("DeleteConflict", message, { status: 409 });
export const createAttachedFault = (): AwsFault =>
  createDeleteConflictFault("Cannot delete a policy attached to entities.");
export const createOtherVersionsFault = (): AwsFault =>
  createDeleteConflictFault(
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  );
export const createDefaultVersionFault = (): AwsFault =>
  createDeleteConflictFault("Cannot delete the default version of a policy.");

export const createTooManyVersionsFault = (max: number): AwsFault =>
  new AwsFault(
    "LimitExceeded",
    `A managed policy can have up to ${max} versions. Before you create a new version, you must delete an existing version.`,
    { status: 409 },
  );
export const createPolicyTooLargeFault = (max: number): AwsFault =>
  new AwsFault("LimitExceeded", `Cannot exceed quota for PolicySize: ${max}`, { status: 409 });

/** The lab cloud's own text. */
export const createDocumentNotKnownFault = (arn: string): AwsFault =>
  new AwsFault(
    "NotImplemented",
    `The lab cloud has no documents of AWS's own policies, so not of ${arn}: it attaches them to roles by their ARNs alone.`,
    { status: 501 },
  );

export const createAttachedPoliciesFault = (): AwsFault =>
  new AwsFault("DeleteConflict", "Cannot delete entity, must detach all policies first.", { status: 409 });

export const createInlinePoliciesFault = (): AwsFault =>
  new AwsFault("DeleteConflict", "Cannot delete entity, must delete policies first.", { status: 409 });

export const createMalformedPolicyFault = (why: string): AwsFault => new AwsFault("MalformedPolicyDocument", why);

export const createInvalidMarkerFault = (): AwsFault => new AwsFault("ValidationError", "Invalid Marker.");

export const createInstanceProfileNotFoundFault = (name: string): AwsFault =>
  new AwsFault("NoSuchEntity", `Instance Profile ${name} cannot be found.`, { status: 404 });

export const createInstanceProfileExistsFault = (name: string): AwsFault =>
  new AwsFault("EntityAlreadyExists", `Instance Profile ${name} already exists.`, { status: 409 });

export const createHasRoleFault = (): AwsFault =>
  new AwsFault("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", { status: 409 });

export const createInProfilesFault = (): AwsFault =>
  new AwsFault("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.", {
    status: 409,
  });
