import { AwsFault } from "../../../core/faults";

// AWS's own texts, as quoted in issues of the CDK and the AWS CLI (aws-cdk #15917).

/** AWS has the same text for a missing role and for a role that does not trust the caller. */
export const createCannotAssumeFault = (caller: string, role: string): AwsFault =>
  new AwsFault("AccessDenied", `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`, {
    status: 403,
  });

export const createSessionTooLongFault = (): AwsFault =>
  new AwsFault("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

// Recorded on AWS by LocalStack, 2025-04-10 (test_assume_role_tag_validation).
const createBadTagsFault = (message: string): AwsFault => new AwsFault("InvalidParameterValue", message);
export const createTransitiveWithoutTagFault = (): AwsFault =>
  createBadTagsFault("The specified transitive tag key must be included in the requested tags.");
export const createDuplicateTagsFault = (): AwsFault =>
  createBadTagsFault("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

// Recorded on AWS by LocalStack, 2025-04-10 (test_iam_role_chaining_override_transitive_tags).
export const createInheritedTagFault = (): AwsFault =>
  createBadTagsFault(
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
  );

export const createNotARoleFault = (arn: string): AwsFault => new AwsFault("ValidationError", `${arn} is invalid`);
