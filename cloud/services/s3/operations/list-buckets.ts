import { ListBuckets$, type ListBucketsOutput, type ListBucketsRequest } from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import type { Bucket } from "../store/bucket";
import { createInvalidArgumentFault } from "../faults";
import { createPageSizeRule } from "../fields";
import { parseContinuationToken, createContinuationToken } from "../listing/listing-text";
import { checkRegion } from "../regions";
import { createOwner, toWholeSecondsDate } from "../spelling";

const members = {
  MaxBuckets: optional(createPageSizeRule("max-buckets", "maxBuckets")),
  ContinuationToken: optional(string()),
  Prefix: optional(string()),
  BucketRegion: optional(string()),
} satisfies Members<ListBucketsRequest>;

const MAX_BUCKETS = 10_000;

/**
 * Lists buckets by name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 * @remarks The answer contains buckets' regions only if the request uses a member that was introduced with paging, as
 * on AWS.
 */
export const listBuckets = operation(ListBuckets$, members, (cloud, request): ListBucketsOutput => {
  const {
    MaxBuckets: max = MAX_BUCKETS,
    ContinuationToken: token,
    Prefix: prefix = "",
    BucketRegion: region,
  } = request;
  if (max < 1 || max > MAX_BUCKETS)
    throw createInvalidArgumentFault(`Argument maxBuckets must be an integer between 1 and ${MAX_BUCKETS}`, {
      name: "maxBuckets",
      value: max,
    });
  if (region !== undefined) checkRegion(region);
  const after = token === undefined || token === "" ? "" : parseContinuationToken(token);
  const wanted = [...cloud.s3.listBuckets(), ...cloud.s3.deleted.listDeleted()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(
      ({ name, document }) =>
        name > after && name.startsWith(prefix) && (region === undefined || document.region === region),
    );
  const page = wanted.slice(0, max);
  const isPaged = Object.values(request).some((value) => value !== undefined);
  const last = page.at(-1);
  return {
    Buckets: page.map((bucket) => ({
      ...describeEntry(bucket),
      ...(isPaged ? { BucketRegion: bucket.document.region } : {}),
    })),
    Owner: createOwner(cloud.account),
    ...(last === undefined || page.length === wanted.length
      ? {}
      : { ContinuationToken: createContinuationToken(last.name) }),
    ...(request.Prefix === undefined ? {} : { Prefix: prefix }),
  };
});

const describeEntry = ({ name, document }: Bucket) => ({
  Name: name,
  CreationDate: toWholeSecondsDate(document.createdAt),
  BucketArn: `arn:aws:s3:::${name}`,
});
