import {
  GetObjectAttributes$,
  type GetObjectAttributesOutput,
  type GetObjectAttributesParts,
  type GetObjectAttributesRequest,
} from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { list, oneOf } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { formatChecksumValue } from "../model/checksums";
import { customerKeyMembers, objectMembers, createPageSizeRule, partMarker, versionMembers } from "../model/fields";
import { requireObject, describeVersion } from "./request-target";
import { getStorageClass } from "./spelling";
import { toWholeSecondsDate } from "../../../core/cloud-time";
import type { Checksum, ObjectPart, StoredObject } from "../store/stored-object";

const members = {
  ...objectMembers,
  ...versionMembers,
  ...customerKeyMembers,
  ObjectAttributes: required(
    list(oneOf(["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"]), { min: 1 }),
  ),
  MaxParts: optional(createPageSizeRule("max-parts", "max-parts")),
  PartNumberMarker: optional(partMarker),
} satisfies Members<GetObjectAttributesRequest>;

const MAX_PARTS = 1000;

/**
 * Returns the requested attributes of an object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
 */
export const getObjectAttributes = operation(
  GetObjectAttributes$,
  members,
  (cloud, request): GetObjectAttributesOutput => {
    const { address, object } = requireObject(cloud, request);
    const isAskingFor = (attribute: (typeof request.ObjectAttributes)[number]): boolean =>
      request.ObjectAttributes.includes(attribute);
    return {
      LastModified: toWholeSecondsDate(object.modifiedAt),
      ...describeVersion(address.bucket, object),
      ...(isAskingFor("ETag") ? { ETag: object.etag } : {}),
      ...(isAskingFor("Checksum") ? { Checksum: describeChecksum(object.checksum) } : {}),
      ...(isAskingFor("ObjectParts")
        ? describeParts(object, { after: Number(request.PartNumberMarker ?? 0), max: request.MaxParts ?? MAX_PARTS })
        : {}),
      ...(isAskingFor("StorageClass") ? { StorageClass: getStorageClass(object.details) } : {}),
      ...(isAskingFor("ObjectSize") ? { ObjectSize: object.size } : {}),
    };
  },
);

/** In this answer a composite checksum has no number of parts at its end. */
const describeChecksum = ({ algorithm, value, type }: Checksum) => ({
  ...formatChecksumValue({ algorithm, value: value.replace(/-\d+$/, "") }),
  ChecksumType: type,
});

/** The list of parts is returned only for objects with composite checksums, as each part then has its own. */
function describeParts(
  { details: { parts }, checksum: { algorithm, type } }: StoredObject,
  { after, max }: { readonly after: number; readonly max: number },
): { ObjectParts?: GetObjectAttributesParts } {
  if (parts === undefined) return {};
  if (type === "FULL_OBJECT") return { ObjectParts: { TotalPartsCount: parts.length } };
  const page = parts.slice(after, after + Math.min(max, MAX_PARTS));
  const describeEntry = ([Size, value]: ObjectPart, at: number) => ({
    PartNumber: after + at + 1,
    Size,
    ...(value === undefined ? {} : formatChecksumValue({ algorithm, value })),
  });
  return {
    ObjectParts: {
      TotalPartsCount: parts.length,
      PartNumberMarker: String(after),
      NextPartNumberMarker: String(page.length === 0 ? 0 : after + page.length),
      MaxParts: Math.min(max, MAX_PARTS),
      IsTruncated: after + page.length < parts.length,
      ...(page.length === 0 ? {} : { Parts: page.map(describeEntry) }),
    },
  };
}
