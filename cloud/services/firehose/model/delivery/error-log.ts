import type { AwsFault } from "../../../../core/faults";
import type { DeliveryConfig, DeliveryIdentity, ClosedBuffer } from "./delivery-config";
import type { Failure } from "../stages/stage";

/** AWS's code and text for each of S3's errors. @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html */
const TEXTS: Readonly<Record<string, readonly [code: string, message: string]>> = {
  NoSuchBucket: [
    "S3.NoSuchBucket",
    "The specified bucket does not exist. Create the bucket or use a different bucket that does exist.",
  ],
  AccessDenied: [
    "S3.AccessDenied",
    "Access was denied. Ensure that the trust policy for the provided IAM role allows Firehose to assume the role, and the access policy allows access to the S3 bucket.",
  ],
};

/** The line that Firehose writes to its log stream for records that failed in a stage. @param processor the function that the records failed in */
export const formatProcessingErrorLine = (
  { arn }: DeliveryIdentity,
  { version, settings }: DeliveryConfig,
  { code, message, processor }: Failure["reason"],
): string =>
  JSON.stringify({
    deliveryStreamARN: arn,
    destination: settings.bucketArn,
    deliveryStreamVersionId: version,
    message,
    errorCode: code,
    ...(processor === undefined ? {} : { processor }),
  });

/** The line that Firehose writes to its log stream when S3 refuses an object. */
export function formatDeliveryErrorLine({ arn }: DeliveryIdentity, { route }: ClosedBuffer, fault: AwsFault): string {
  const [errorCode, message] = TEXTS[fault.code] ?? [`S3.${fault.code}`, fault.message];
  return JSON.stringify({
    deliveryStreamARN: arn,
    destination: route.settings.bucketArn,
    deliveryStreamVersionId: route.version,
    message,
    errorCode,
  });
}
