import { HeadObject$, type HeadObjectOutput, type HeadObjectRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { requireReadable, readMembers, describeObject } from "./read-object";

const members = readMembers satisfies Members<HeadObjectRequest>;

/**
 * Returns the same as GetObject, without the bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export const headObject = operation(HeadObject$, members, (cloud, request, call): HeadObjectOutput =>
  describeObject(requireReadable(cloud, request), request, call),
);
