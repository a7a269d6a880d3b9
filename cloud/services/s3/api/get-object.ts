import { GetObject$, type GetObjectOutput, type GetObjectRequest } from "@aws-sdk/client-s3";
import type { Readable } from "node:stream";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { requireReadable, readMembers, describeObject } from "./read-object";

const members = readMembers satisfies Members<GetObjectRequest>;

/** The reply with a body in a form that the protocol accepts: in one piece, or as a stream. */
type Reply = Omit<GetObjectOutput, "Body"> & { readonly Body: Uint8Array | Readable };

/**
 * Returns an object's bytes, or a range or part of them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const getObject = operation(GetObject$, members, (cloud, request, call): Reply => {
  const readable = requireReadable(cloud, request);
  return {
    ...describeObject(readable, request, call),
    Body: cloud.s3.blobs.read(readable.object.blob, readable.bytes.range),
  };
});
