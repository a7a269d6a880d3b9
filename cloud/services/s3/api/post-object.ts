import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";
import type { Call } from "../../../core/call";
import { createMemberNotEmulated } from "../../../core/faults";
import { required } from "../../../core/members";
import { string } from "../../../core/rules";
import { escapeXml } from "../../../protocols/xml-text";
import { checkAcl } from "./acl";
import { operationWithNotes } from "../../framework/operation";
import { DEFAULT_ALGORITHM } from "../model/checksums";
import { receiveBlob } from "../model/receive-blob";
import { addTimeout } from "./body/upload-body";
import { createFieldWantedFault, createNotAFormFault } from "../model/faults";
import { newObjectMembers } from "../model/fields";
import { createObjectDetails } from "./new-object";
import { checkPolicy as checkBucketPolicy } from "./bucket-policy/apply-policy";
import { FormReader } from "./post/form-reader";
import { parseFormTags } from "./form-tags";
import { verifyPolicy } from "./post/form-signature";
import { checkPolicy, limitSize } from "./post/policy";
import { resolveTarget, describeNewVersion } from "./request-target";
import { createEncryptionHeaders, quoteEtag } from "./spelling";
import { isFormUpload } from "../../../protocols/rest-input";
import { OBJECT_KEY, addKey } from "./put-object";

const NAMESPACE = "com.amazonaws.s3";
const TEXT = 0;
const BLOB = 21;

/** The schema of an operation that is in the API reference, but not in the SDKs: its request is an HTML form. */
const input: StaticStructureSchema = [3, NAMESPACE, "PostObjectRequest", 0, ["Bucket"], [[TEXT, { httpLabel: 1 }]]];
const output: StaticStructureSchema = [3, NAMESPACE, "PostObjectOutput", 0, ["Body"], [[BLOB, { httpPayload: 1 }]]];
const schema: StaticOperationSchema = [9, NAMESPACE, "PostObject", { http: ["POST", "/", 204] }, input, output];

/** Fields about the form itself. */
const OF_THE_FORM = new Set(
  "key tagging policy signature awsaccesskeyid bucket success_action_redirect redirect success_action_status submit x-amz-algorithm x-amz-credential x-amz-date x-amz-signature x-amz-security-token".split(
    " ",
  ),
);
/** Fields about the new object, by the corresponding member of PutObject. */
const GIVEN: Readonly<Record<string, keyof typeof newObjectMembers>> = {
  acl: "ACL",
  "cache-control": "CacheControl",
  "content-disposition": "ContentDisposition",
  "content-encoding": "ContentEncoding",
  "content-language": "ContentLanguage",
  "content-type": "ContentType",
  "x-amz-storage-class": "StorageClass",
  "x-amz-server-side-encryption": "ServerSideEncryption",
};
const METADATA = "x-amz-meta-";

/**
 * Puts the object that a form contains. The form's signed policy says what the object may be.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export const postObject = {
  ...operationWithNotes(OBJECT_KEY)(
    schema,
    { Bucket: required(string()) },
    async (cloud, { Bucket }, call): Promise<{ Body?: Buffer }> => {
      if (!isFormUpload(call.http)) throw createNotAFormFault();
      const reader = new FormReader(addTimeout(call.http.openBody()), call.http.headers["content-type"] ?? "");
      const { fields: written, filename } = await reader.readFields();
      const fields = expandFilename(written, filename);
      const key = fields.get("key");
      // Checked first, so that an unauthorized caller learns nothing about the bucket.
      const policy = await verifyPolicy(fields, call);
      const range = checkPolicy(policy, new Map([...fields, ["bucket", Bucket]]));
      if (key === undefined || key === "") throw createFieldWantedFault("key");
      const address = resolveTarget(cloud, { Bucket, Key: key });
      const tags = parseFormTags(fields.get("tagging"));
      for (const action of fields.has("tagging") ? ["s3:PutObject", "s3:PutObjectTagging"] : ["s3:PutObject"])
        checkBucketPolicy(address.bucket, { action, key, caller: call.caller });
      checkAcl(address.bucket, fields.get("acl"));
      const details = addKey(
        cloud,
        {
          bucket: address.bucket,
          details: {
            ...createObjectDetails(getFormDetails(fields), getExpires(fields)),
            ...(tags.length === 0 ? {} : { tags }),
          },
        },
        call,
      );
      const received = await receiveBlob(cloud.s3.blobs, limitSize(reader.readFile(), range), {
        algorithm: DEFAULT_ALGORITHM,
      });
      const checksum = { ...received.checksum, type: "FULL_OBJECT" } as const;
      const object = cloud.s3.putObject(
        address,
        { ...received, modifiedAt: cloud.now(), etag: received.md5, checksum, details },
        () => undefined,
      );
      cloud.s3Notifications.notifyCreated(address, object, "Post");
      const { VersionId: version } = describeNewVersion(address.bucket, object);
      if (version !== undefined) call.reply.headers["x-amz-version-id"] = version;
      for (const [name, value] of Object.entries(createEncryptionHeaders(object.details)))
        call.reply.headers[name] = value;
      return answer(call, fields, { bucket: Bucket, key, etag: quoteEtag(received.md5) });
    },
  ),
  verifiesForm: true,
};

/**
 * The fields with the file's name in place of `${filename}`: without a folder, and before the policy is checked.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
function expandFilename(fields: ReadonlyMap<string, string>, filename: string): ReadonlyMap<string, string> {
  const name = filename.replace(/^.*[/\\]/s, "");
  return new Map([...fields].map(([field, value]) => [field, value.replaceAll("${filename}", () => name)] as const));
}

/**
 * A form's value as a header's. A header can hold only Latin-1; S3 replaces other characters by blanks (recorded on AWS
 * by LocalStack, 2026-02-21).
 *
 * @remarks Here control characters, such as line feeds, are replaced too: a form can hold them, but no header.
 */
// oxlint-disable-next-line no-control-regex -- these are what a header cannot hold
const toHeader = (value: string): string => value.replace(/(?!\t)[\0-\x1f\x7f\u{100}-\u{10ffff}]/gu, " ");
/** Valid names of headers (RFC 9110, 5.6.2): a form's fields can have any name. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

function getExpires(fields: ReadonlyMap<string, string>): string | undefined {
  const value = fields.get("expires");
  return value === undefined ? undefined : toHeader(value);
}

/** The object's details from the form. @throws AwsFault NotImplemented for fields that are not emulated, by name */
function getFormDetails(fields: ReadonlyMap<string, string>) {
  const members: Partial<Record<keyof typeof newObjectMembers, string>> = {};
  const metadata: Record<string, string> = {};
  for (const [name, value] of fields) {
    const member = GIVEN[name];
    if (member !== undefined) {
      const decision = newObjectMembers[member];
      if ("rule" in decision) decision.rule.check(value);
      members[member] = toHeader(value);
    } else if (name.startsWith(METADATA) && HEADER_NAME.test(name)) metadata[name.slice(METADATA.length)] = value;
    else if (!OF_THE_FORM.has(name) && name !== "expires" && !name.startsWith("x-ignore-"))
      throw createMemberNotEmulated(name);
  }
  return { ...members, Metadata: metadata };
}

/**
 * The answer: 204 by default; if the form asks for it, 201 with a description of the object, or a redirect with its
 * name.
 */
function answer(
  call: Call,
  fields: ReadonlyMap<string, string>,
  { bucket, key, etag }: { readonly bucket: string; readonly key: string; readonly etag: string },
): { Body?: Buffer } {
  const location = `${call.endpoint}/${bucket}/${encodeURIComponent(key)}`;
  Object.assign(call.reply.headers, { etag, location });
  const redirect = parseRedirect(fields.get("success_action_redirect") ?? fields.get("redirect"));
  if (redirect !== undefined) {
    for (const [name, value] of Object.entries({ bucket, key, etag })) redirect.searchParams.set(name, value);
    call.reply.status = 303;
    call.reply.headers["location"] = redirect.href;
    return {};
  }
  const requested = fields.get("success_action_status");
  call.reply.status = requested === "200" || requested === "201" ? Number(requested) : 204;
  if (requested !== "201") return {};
  call.reply.headers["content-type"] = "application/xml";
  const members = { Location: location, Bucket: bucket, Key: key, ETag: etag };
  const elements = Object.entries(members).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  return {
    Body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${elements.join("")}</PostResponse>`),
  };
}

/** The form's redirect; undefined for an invalid address, which S3 ignores. */
function parseRedirect(address: string | undefined): URL | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
}
