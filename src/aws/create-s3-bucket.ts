import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  HeadBucketCommand,
  NotFound,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { waitUntil } from "../waiting/wait-until";
import { createLabTags, tagList } from "./lab-tags";
import { deleteBucketLine } from "./repair-commands";
import { reportExisting } from "./report-existing";

/**
 * Creates an S3 bucket, unless you have it already, and prints which of the two happened.
 *
 * @param bucketName 3 to 63 lower-case letters, digits, dots and hyphens; no other AWS customer may have a bucket of
 * that name
 * @param region     where the bucket's objects are kept, such as `us-east-1`
 * @throws Error if AWS refuses the name or someone else has it
 */
export async function createS3Bucket({ bucketName, region }: { bucketName: string; region: string }): Promise<void> {
  const s3 = new S3Client({ region });
  const found = await findRegion(s3, bucketName);
  if (found !== undefined) {
    reportExisting({
      what: `S3 bucket '${bucketName}'`,
      differences: found === region ? [] : [{ setting: "region", is: found, requested: region }],
      fix: [deleteBucketLine(bucketName)],
      afterward: "It deletes everything in the bucket. Then run this cell again: it creates a new bucket.",
    });
    return;
  }
  const request = new CreateBucketCommand({
    Bucket: bucketName,
    CreateBucketConfiguration: {
      // us-east-1 was the first region: it is the default when none is named, and AWS refuses its name.
      ...(region === "us-east-1" ? {} : { LocationConstraint: toLocationConstraint(region) }),
      Tags: tagList(await createLabTags()),
    },
  });
  if (!(await isCreated(s3, request)))
    await waitUntil({
      what: `S3 to free the name '${bucketName}', which a deleted bucket had`,
      everySeconds: 5,
      check: () => isCreated(s3, request),
      otherwise: "AWS may keep the name for hours. Run this cell again later.",
    });
  console.log(`S3 bucket '${bucketName}' created successfully in region '${region}'.`);
}

/** @returns false while S3 still keeps the name for a deleted bucket */
async function isCreated(s3: S3Client, request: CreateBucketCommand): Promise<boolean> {
  try {
    await s3.send(request);
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === "OperationAborted") return false;
    throw describeRefusal(request.input.Bucket ?? "", error);
  }
}

/** `undefined` if there is no such bucket. */
async function findRegion(s3: S3Client, bucketName: string): Promise<string | undefined> {
  try {
    return (await s3.send(new HeadBucketCommand({ Bucket: bucketName }))).BucketRegion ?? "us-east-1";
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    // The bucket exists in another region: S3 refuses a client of this region, and its answer names the bucket's
    // region.
    const elsewhere = error instanceof S3ServiceException && error.$response?.headers["x-amz-bucket-region"];
    if (elsewhere && error.$metadata.httpStatusCode === 301) return elsewhere;
    throw describeRefusal(bucketName, error);
  }
}

function toLocationConstraint(region: string): BucketLocationConstraint {
  return region as BucketLocationConstraint; // The SDK's type lists regions; AWS adds new ones earlier.
}

/** HeadBucket answers with a bare status, without words: 400 for an impossible name, 403 for someone else's bucket. */
function describeRefusal(bucketName: string, error: unknown): unknown {
  if (!(error instanceof S3ServiceException)) return error;
  // Its status is 400, too, and the name is not at fault.
  if (error.name === "TooManyBuckets") return error;
  const status = error.$metadata.httpStatusCode;
  if (error.name === "BucketAlreadyExists" || status === 403) {
    return new Error(
      `Someone else has a bucket named '${bucketName}', or your keys aren't allowed to use it. Choose another name.`,
      { cause: error },
    );
  }
  if (error.name === "InvalidBucketName" || status === 400) {
    const advice = bucketName.includes("[object Promise]")
      ? "It contains a promise instead of a value: write `await` before the call that gives the value, and run that cell again."
      : "Does it hold your account ID, in lower case and without < and >?";
    return new Error(`S3 rejects the bucket name '${bucketName}'. ${advice}`, { cause: error });
  }
  return error.message === "UnknownError"
    ? new Error(`S3 answers with status ${status} to a question about the bucket '${bucketName}'.`, { cause: error })
    : error;
}
