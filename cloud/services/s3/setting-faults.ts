import { AwsFault } from "../../core/faults";

// S3's own texts, from the API reference's list of errors and LocalStack's recordings (tests/aws/services/s3).

const missing =
  (code: string, message: string) =>
  (bucket: string): AwsFault =>
    new AwsFault(code, message, { status: 404, members: { BucketName: bucket } });

export const noCors = missing("NoSuchCORSConfiguration", "The CORS configuration does not exist");
export const noLifecycle = missing("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
export const noOwnershipControls = missing(
  "OwnershipControlsNotFoundError",
  "The bucket ownership controls were not found",
);
export const noBucketPolicy = missing("NoSuchBucketPolicy", "The bucket policy does not exist");
export const noPublicAccessBlock = missing(
  "NoSuchPublicAccessBlockConfiguration",
  "The public access block configuration was not found",
);

export const noLoggingTarget = (bucket: string): AwsFault =>
  new AwsFault("InvalidTargetBucketForLogging", "The target bucket for logging does not exist", {
    members: { TargetBucket: bucket },
  });

export const malformedPolicy = (message: string): AwsFault => new AwsFault("MalformedPolicy", message);

export const illegalVersioning = (): AwsFault =>
  new AwsFault("IllegalVersioningConfigurationException", "The Versioning element must be specified");
