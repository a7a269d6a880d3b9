import { AwsFault } from "../../../core/faults";

// S3's own texts, from the API reference's list of errors and LocalStack's recordings (tests/aws/services/s3).

const createMissingFault =
  (code: string, message: string) =>
  (bucket: string): AwsFault =>
    new AwsFault(code, message, { status: 404, members: { BucketName: bucket } });

export const noCors = createMissingFault("NoSuchCORSConfiguration", "The CORS configuration does not exist");
export const noLifecycle = createMissingFault(
  "NoSuchLifecycleConfiguration",
  "The lifecycle configuration does not exist",
);
export const noOwnershipControls = createMissingFault(
  "OwnershipControlsNotFoundError",
  "The bucket ownership controls were not found",
);
export const noBucketPolicy = createMissingFault("NoSuchBucketPolicy", "The bucket policy does not exist");
export const noPublicAccessBlock = createMissingFault(
  "NoSuchPublicAccessBlockConfiguration",
  "The public access block configuration was not found",
);

export const createNoLoggingTargetFault = (bucket: string): AwsFault =>
  new AwsFault("InvalidTargetBucketForLogging", "The target bucket for logging does not exist", {
    members: { TargetBucket: bucket },
  });

export const createMalformedPolicyFault = (message: string): AwsFault => new AwsFault("MalformedPolicy", message);

export const createIllegalVersioningFault = (): AwsFault =>
  new AwsFault("IllegalVersioningConfigurationException", "The Versioning element must be specified");
