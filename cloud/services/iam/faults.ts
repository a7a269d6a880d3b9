import { AwsFault } from "../../core/faults";

// AWS's own words; source: the IAM API reference's errors, and answers recorded in the AWS CLI's and Terraform's issues.

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
