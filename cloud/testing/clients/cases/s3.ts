import { bytes, type Case, type Plain } from "../case";

const call = (operation: string, input: Plain, rest: Omit<Case, "service" | "operation" | "input">): Case => ({ service: "s3", operation, input, ...rest });
const Bucket = "trips-raw";

/** One walk through the life of a bucket. */
export const s3Cases: readonly Case[] = [
  call("ListObjectsV2", { Bucket }, { says: "do not find a bucket that is not there (SVC-007)", fault: { code: "NoSuchBucket", message: "The specified bucket does not exist", status: 404 } }),
  call("CreateBucket", { Bucket: "Not_A_Name" }, { says: "cannot create a bucket of a wrong name", fault: { code: "InvalidBucketName", message: "The specified bucket is not valid.", status: 400 } }),
  call("CreateBucket", { Bucket }, { says: "create a bucket" }),
  call("GetObject", { Bucket, Key: "none" }, { says: "do not find an object that is not there", fault: { code: "NoSuchKey", message: "The specified key does not exist.", status: 404 } }),
  call("PutObject", { Bucket, Key: "a/ä +%.txt", Body: bytes("hello"), ContentType: "text/x-greeting" }, { says: "put an object with an odd key", output: { ETag: '"5d41402abc4b2a76b9719d911017c592"' } }),
  call("PutObject", { Bucket, Key: "a/ä +%.txt", Body: bytes("other"), IfNoneMatch: "*" }, { says: "do not overwrite it if they say so", fault: { code: "PreconditionFailed", status: 412 } }),
  call("GetObject", { Bucket, Key: "a/ä +%.txt" }, { says: "get it back", output: { Body: bytes("hello"), ContentLength: 5, ETag: '"5d41402abc4b2a76b9719d911017c592"', ContentType: "text/x-greeting" } }),
  call("GetObject", { Bucket, Key: "a/ä +%.txt", Range: "bytes=1-3" }, { says: "get a range of it", output: { Body: bytes("ell"), ContentRange: "bytes 1-3/5" } }),
  call("GetObject", { Bucket, Key: "a/ä +%.txt", Range: "bytes=9-" }, { says: "cannot get a range beyond its end", fault: { code: "InvalidRange", status: 416 } }),
  call("PutObject", { Bucket, Key: "a", Body: bytes("") }, { says: "put an empty object beside the folder of its name" }),
  call("ListObjectsV2", { Bucket, Delimiter: "/" }, { says: "list a level, with what lies below as prefixes", output: { "Contents.0.Key": "a", "CommonPrefixes.0.Prefix": "a/", KeyCount: 2, IsTruncated: false } }),
  call("ListObjectsV2", { Bucket, MaxKeys: 1 }, { says: "list by pages", output: { "Contents.0.Key": "a", IsTruncated: true, NextContinuationToken: /./ } }),
  call("DeleteBucket", { Bucket }, { says: "cannot delete a bucket that is not empty (SVC-007)", fault: { code: "BucketNotEmpty", message: "The bucket you tried to delete is not empty", status: 409 } }),
  call("DeleteObject", { Bucket, Key: "a" }, { says: "delete an object" }),
  call("DeleteObject", { Bucket, Key: "a" }, { says: "delete it again, which is no error" }),
  call("DeleteObject", { Bucket, Key: "a/ä +%.txt" }, { says: "delete the other" }),
  call("DeleteBucket", { Bucket }, { says: "delete the empty bucket" }),
  call("CreateBucket", { Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } }, { says: "create a bucket elsewhere" }),
  call("GetBucketLocation", { Bucket }, { says: "see where it is", output: { LocationConstraint: "eu-central-1" } }),
];
