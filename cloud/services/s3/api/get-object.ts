import {
  GetObject$,
  type GetObjectOutput,
  type GetObjectRequest,
  HeadObject$,
  type HeadObjectOutput,
  type HeadObjectRequest,
} from "@aws-sdk/client-s3";
import type { Readable } from "node:stream";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { requireReadable, readMembers, describeObject } from "./read-object";

const getObjectMembers = readMembers satisfies Members<GetObjectRequest>;

/** The reply with a body in a form that the protocol accepts: in one piece, or as a stream. */
type Reply = Omit<GetObjectOutput, "Body"> & { readonly Body: Uint8Array | Readable };

/**
 * Returns an object's bytes, or a range or part of them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const getObject = operation(GetObject$, getObjectMembers, (cloud, request, call): Reply => {
  const readable = requireReadable(cloud, request);
  return {
    ...describeObject(readable, request, call),
    Body: cloud.s3.blobs.read(readable.object.blob, readable.bytes.range),
  };
});

const headObjectMembers = readMembers satisfies Members<HeadObjectRequest>;

/**
 * Returns the same as GetObject, without the bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export const headObject = operation(HeadObject$, headObjectMembers, (cloud, request, call): HeadObjectOutput =>
  describeObject(requireReadable(cloud, request), request, call),
);
