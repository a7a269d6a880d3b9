import type { BucketLocationConstraint } from "@aws-sdk/client-s3";
import { createInvalidArgumentFault, createInvalidLocationConstraintFault } from "../model/faults";

/** The regions of buckets except us-east-1; `EU` is an old name. */
const LOCATIONS = [
  "EU",
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-central-1",
  "ca-west-1",
  "cn-north-1",
  "cn-northwest-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
  "us-east-2",
  "us-gov-east-1",
  "us-gov-west-1",
  "us-west-1",
  "us-west-2",
] as const satisfies readonly BucketLocationConstraint[];

/** The old name of eu-west-1. */
export const OLD_NAME = "EU";

/** Checks a location constraint. us-east-1 has none: S3 refuses even that region's own name. */
export function checkLocation(constraint: string | undefined): void {
  if (constraint !== undefined && !LOCATIONS.some((item) => item === constraint))
    throw createInvalidLocationConstraintFault(constraint);
}

/** @throws AwsFault InvalidArgument, for ListBuckets (recorded on AWS by LocalStack, 2026-02-21) */
export function checkRegion(region: string): void {
  if (region !== "us-east-1" && (region === OLD_NAME || !LOCATIONS.some((item) => item === region)))
    throw createInvalidArgumentFault(`Argument value ${region} is not a valid AWS Region`, { name: "bucket-region" });
}
