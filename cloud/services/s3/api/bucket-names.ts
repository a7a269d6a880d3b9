import {
  createInvalidBucketNameFault,
  createInvalidArgumentFault,
  createInvalidLocationConstraintFault,
} from "../model/faults";
import type { BucketLocationConstraint } from "@aws-sdk/client-s3";

const WELL_FORMED = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
/** Prefixes that AWS reserves for access points and other kinds of buckets. */
const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/**
 * Checks the name of a bucket that is to be created.
 *
 * @throws AwsFault InvalidBucketName
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function checkBucketName(name: string): void {
  const isGood =
    WELL_FORMED.test(name) &&
    !name.includes("..") &&
    !ADDRESS.test(name) &&
    !RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix)) &&
    !RESERVED_SUFFIXES.some((suffix) => name.endsWith(suffix));
  if (!isGood) throw createInvalidBucketNameFault(name);
}

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
