import { AwsFault } from "../../core/faults";

// AWS's own texts, as quoted in issues of the CDK and the AWS CLI (aws-cdk #15917).

/** AWS has the same text for a missing role and for a role that does not trust the caller. */
export const mayNotAssume = (caller: string, role: string): AwsFault =>
  new AwsFault("AccessDenied", `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`, {
    status: 403,
  });

export const sessionTooLong = (): AwsFault =>
  new AwsFault("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

export const notARole = (arn: string): AwsFault => new AwsFault("ValidationError", `${arn} is invalid`);
