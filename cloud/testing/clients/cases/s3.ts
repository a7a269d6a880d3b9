import { toBytes, type Case, type PlainValue } from "../case";

const call = (operation: string, input: PlainValue, rest: Omit<Case, "service" | "operation" | "input">): Case => ({
  service: "s3",
  operation,
  input,
  ...rest,
});
const Bucket = "trips-raw";
const UploadId = { $from: "UploadId" };
const HELLO = '"5d41402abc4b2a76b9719d911017c592"';

/** Cases from the creation of a bucket to its deletion. */
export const s3Cases: readonly Case[] = [
  call(
    "ListObjectsV2",
    { Bucket },
    {
      says: "do not find a bucket that is not there (SVC-007)",
      fault: { code: "NoSuchBucket", message: "The specified bucket does not exist", status: 404 },
    },
  ),
  call(
    "CreateBucket",
    { Bucket: "Not_A_Name" },
    {
      says: "cannot create a bucket of a wrong name",
      fault: { code: "InvalidBucketName", message: "The specified bucket is not valid.", status: 400 },
    },
  ),
  call("CreateBucket", { Bucket }, { says: "create a bucket" }),
  call(
    "GetObject",
    { Bucket, Key: "none" },
    {
      says: "do not find an object that is not there",
      fault: { code: "NoSuchKey", message: "The specified key does not exist.", status: 404 },
    },
  ),
  call(
    "PutObject",
    { Bucket, Key: "a/ä +%.txt", Body: toBytes("hello"), ContentType: "text/x-greeting" },
    { says: "put an object with an odd key", output: { ETag: HELLO } },
  ),
  call(
    "PutObject",
    { Bucket, Key: "a/ä +%.txt", Body: toBytes("other"), IfNoneMatch: "*" },
    { says: "do not overwrite it if they say so", fault: { code: "PreconditionFailed", status: 412 } },
  ),
  call(
    "GetObject",
    { Bucket, Key: "a/ä +%.txt" },
    {
      says: "get it back",
      output: { Body: toBytes("hello"), ContentLength: 5, ETag: HELLO, ContentType: "text/x-greeting" },
    },
  ),
  call(
    "GetObject",
    { Bucket, Key: "a/ä +%.txt", Range: "bytes=1-3" },
    { says: "get a range of it", output: { Body: toBytes("ell"), ContentRange: "bytes 1-3/5" } },
  ),
  call(
    "GetObject",
    { Bucket, Key: "a/ä +%.txt", Range: "bytes=9-" },
    { says: "cannot get a range beyond its end", fault: { code: "InvalidRange", status: 416 } },
  ),
  call(
    "PutObject",
    { Bucket, Key: "a", Body: toBytes(""), ContentType: "text/x-empty" },
    { says: "put an empty object beside the folder of its name" },
  ),
  call(
    "ListObjectsV2",
    { Bucket, Delimiter: "/" },
    {
      says: "list one level, with the folders below it as prefixes",
      output: { "Contents.0.Key": "a", "CommonPrefixes.0.Prefix": "a/", KeyCount: 2, IsTruncated: false },
    },
  ),
  call(
    "ListObjectsV2",
    { Bucket, MaxKeys: 1 },
    { says: "list by pages", output: { "Contents.0.Key": "a", IsTruncated: true, NextContinuationToken: /./ } },
  ),
  call(
    "ListObjects",
    { Bucket, Marker: "a" },
    { says: "list what comes after a key, as of old", output: { "Contents.0.Key": "a/ä +%.txt", IsTruncated: false } },
  ),
  call(
    "HeadObject",
    { Bucket, Key: "a/ä +%.txt" },
    {
      says: "ask for an object's head alone",
      output: { ContentLength: 5, ContentType: "text/x-greeting", ETag: HELLO },
    },
  ),
  call(
    "CopyObject",
    { Bucket, Key: "copy", CopySource: `${Bucket}/a` },
    { says: "copy an object", output: { "CopyObjectResult.ETag": '"d41d8cd98f00b204e9800998ecf8427e"' } },
  ),
  call(
    "GetObject",
    { Bucket, Key: "copy" },
    { says: "get the copy, with the type of its source", output: { Body: toBytes(""), ContentType: "text/x-empty" } },
  ),
  call(
    "CopyObject",
    { Bucket, Key: "copy", CopySource: `${Bucket}/none` },
    { says: "cannot copy what is not there", fault: { code: "NoSuchKey", status: 404 } },
  ),
  call(
    "PutObjectTagging",
    { Bucket, Key: "copy", Tagging: { TagSet: [{ Key: "lab", Value: "one" }] } },
    { says: "tag an object" },
  ),
  call(
    "GetObjectTagging",
    { Bucket, Key: "copy" },
    { says: "see its tags", output: { "TagSet.0.Key": "lab", "TagSet.0.Value": "one" } },
  ),
  call(
    "CreateMultipartUpload",
    { Bucket, Key: "parts" },
    { says: "begin an upload in parts", output: { UploadId: /./ } },
  ),
  call(
    "UploadPart",
    { Bucket, Key: "parts", UploadId, PartNumber: 1, Body: toBytes("hello") },
    { says: "upload a part", output: { ETag: HELLO } },
  ),
  call(
    "GetObject",
    { Bucket, Key: "parts" },
    { says: "do not find it before it is complete", fault: { code: "NoSuchKey", status: 404 } },
  ),
  call(
    "CompleteMultipartUpload",
    {
      Bucket,
      Key: "parts",
      UploadId,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"00000000000000000000000000000000"' }] },
    },
    { says: "cannot complete it with a part that is not theirs", fault: { code: "InvalidPart", status: 400 } },
  ),
  call(
    "CompleteMultipartUpload",
    { Bucket, Key: "parts", UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: HELLO }] } },
    { says: "complete it", output: { ETag: '"62109206880d38a4010a98e11243924a-1"' } },
  ),
  call(
    "UploadPart",
    { Bucket, Key: "parts", UploadId, PartNumber: 2, Body: toBytes("more") },
    { says: "cannot add to it any more", fault: { code: "NoSuchUpload", status: 404 } },
  ),
  call("GetObject", { Bucket, Key: "parts" }, { says: "get it whole", output: { Body: toBytes("hello") } }),
  call(
    "DeleteObjects",
    { Bucket, Delete: { Objects: [{ Key: "copy" }, { Key: "parts" }, { Key: "none" }] } },
    {
      says: "delete several at once, there or not",
      output: { "Deleted.0.Key": "copy", "Deleted.1.Key": "parts", "Deleted.2.Key": "none" },
    },
  ),
  call(
    "DeleteBucket",
    { Bucket },
    {
      says: "cannot delete a bucket that is not empty (SVC-007)",
      fault: { code: "BucketNotEmpty", message: "The bucket you tried to delete is not empty", status: 409 },
    },
  ),
  call("DeleteObject", { Bucket, Key: "a" }, { says: "delete an object" }),
  call("DeleteObject", { Bucket, Key: "a" }, { says: "delete it again, which is not an error" }),
  call("DeleteObject", { Bucket, Key: "a/ä +%.txt" }, { says: "delete the other" }),
  call("DeleteBucket", { Bucket }, { says: "delete the empty bucket" }),
  call(
    "CreateBucket",
    { Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } },
    { says: "create a bucket elsewhere" },
  ),
  call("GetBucketLocation", { Bucket }, { says: "see where it is", output: { LocationConstraint: "eu-central-1" } }),
];
