import { AwsFault } from "../../core/faults";

// AWS's own words, as the CDK's and the AWS CLI's issues quote them (aws-cdk #15917).

/** AWS says the same of a role that is not there and of one that does not trust the caller. */
export const mayNotAssume = (caller: string, role: string): AwsFault =>
  new AwsFault("AccessDenied", `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`, {
    status: 403,
  });

export const sessionTooLong = (): AwsFault =>
  new AwsFault("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

export const notARole = (arn: string): AwsFault => new AwsFault("ValidationError", `${arn} is invalid`);
