import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";
import type { Call } from "../../../core/call";
import { memberNotEmulated } from "../../../core/faults";
import { required } from "../../../core/members";
import { string } from "../../../core/rules";
import { escapeXml } from "../../../protocols/xml-text";
import { operationTelling } from "../../operation";
import { DEFAULT_ALGORITHM } from "../body/checksums";
import { receiveBlob } from "../body/receive-blob";
import { attended } from "../body/upload-body";
import { fieldWanted, notAForm } from "../faults";
import { OBJECT_KEY, withKey } from "../encryption-key";
import { newObjectMembers } from "../fields";
import { objectDetails } from "../new-object";
import { checkPolicy as checkBucketPolicy } from "../bucket-policy/obeying";
import { FormReader } from "../post/form-reader";
import { signedPolicy } from "../post/form-signature";
import { checkPolicy, within } from "../post/policy";
import { requestedPlace, toldVersion } from "../request-place";
import { encryptionHeaders, quoted } from "../spelling";
import { isFormUpload } from "../../../protocols/form-upload";

const NAMESPACE = "com.amazonaws.s3";
const TEXT = 0;
const BLOB = 21;

/** The API reference has this operation, the SDKs do not: its request is a form in a page. */
const input: StaticStructureSchema = [3, NAMESPACE, "PostObjectRequest", 0, ["Bucket"], [[TEXT, { httpLabel: 1 }]]];
const output: StaticStructureSchema = [3, NAMESPACE, "PostObjectOutput", 0, ["Body"], [[BLOB, { httpPayload: 1 }]]];
const schema: StaticOperationSchema = [9, NAMESPACE, "PostObject", { http: ["POST", "/", 204] }, input, output];

/** Fields that say something of the form itself. */
const OF_THE_FORM = new Set(
  "key policy signature awsaccesskeyid bucket success_action_redirect redirect success_action_status submit x-amz-algorithm x-amz-credential x-amz-date x-amz-signature x-amz-security-token".split(
    " ",
  ),
);
/** Fields that give the object something, and how PutObject calls it. */
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
 * Puts an object that a form carries, whose policy says what it may be, and is signed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export const postObject = {
  ...operationTelling(OBJECT_KEY)(
    schema,
    { Bucket: required(string()) },
    async (cloud, { Bucket }, call): Promise<{ Body?: Buffer }> => {
      if (!isFormUpload(call.http)) throw notAForm();
      const reader = new FormReader(attended(call.http.body()), call.http.headers["content-type"] ?? "");
      const { fields, filename } = await reader.fields();
      const key = fields.get("key")?.replaceAll("${filename}", filename);
      // First of all: who may not is told nothing of what is there.
      const policy = await signedPolicy(fields, call);
      const range = checkPolicy(policy, new Map([...fields, ["bucket", Bucket]]));
      if (key === undefined || key === "") throw fieldWanted("key");
      const place = requestedPlace(cloud, { Bucket, Key: key });
      checkBucketPolicy(place.bucket, { action: "s3:PutObject", key, caller: call.caller });
      const details = withKey(
        cloud,
        { bucket: place.bucket, details: objectDetails(givenIn(fields), expiresIn(fields)) },
        call,
      );
      const received = await receiveBlob(cloud.s3.blobs, within(reader.file(), range), {
        algorithm: DEFAULT_ALGORITHM,
      });
      const checksum = { ...received.checksum, type: "FULL_OBJECT" } as const;
      const kept = cloud.s3.putObject(
        place,
        { ...received, modifiedAt: cloud.now(), etag: received.md5, checksum, details },
        () => undefined,
      );
      cloud.s3Notifications.created(place, kept, "Post");
      const { VersionId: version } = toldVersion(place.bucket, kept);
      if (version !== undefined) call.reply.headers["x-amz-version-id"] = version;
      for (const [name, value] of Object.entries(encryptionHeaders(kept.details))) call.reply.headers[name] = value;
      return answer(call, fields, { bucket: Bucket, key, etag: quoted(received.md5) });
    },
  ),
  verifiesForm: true,
};

/**
 * A header holds no more than Latin-1: S3 puts a blank for the rest (recorded on AWS by LocalStack, 2026-02-21).
 *
 * @remarks The same is done here with control characters, such as the end of a line, which a form can hold and no header.
 */
// oxlint-disable-next-line no-control-regex -- these are what a header cannot hold
const asHeader = (value: string): string => value.replace(/(?!\t)[\0-\x1f\x7f\u{100}-\u{10ffff}]/gu, " ");
/** What can be the name of a header (RFC 9110, 5.6.2): a form's fields can have any. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

function expiresIn(fields: ReadonlyMap<string, string>): string | undefined {
  const value = fields.get("expires");
  return value === undefined ? undefined : asHeader(value);
}

/** What the form gives the object beside its bytes. @throws AwsFault NotImplemented for what is not emulated, by name */
function givenIn(fields: ReadonlyMap<string, string>) {
  const given: Partial<Record<keyof typeof newObjectMembers, string>> = {};
  const metadata: Record<string, string> = {};
  for (const [name, value] of fields) {
    const member = GIVEN[name];
    if (member !== undefined) {
      const decision = newObjectMembers[member];
      if ("rule" in decision) decision.rule.check(value);
      given[member] = asHeader(value);
    } else if (name.startsWith(METADATA) && HEADER_NAME.test(name)) metadata[name.slice(METADATA.length)] = value;
    else if (!OF_THE_FORM.has(name) && name !== "expires" && !name.startsWith("x-ignore-"))
      throw memberNotEmulated(name);
  }
  return { ...given, Metadata: metadata };
}

/** 204 unless the form asks otherwise; 201 describes the object, and a redirect names it. */
function answer(
  call: Call,
  fields: ReadonlyMap<string, string>,
  { bucket, key, etag }: { readonly bucket: string; readonly key: string; readonly etag: string },
): { Body?: Buffer } {
  const location = `${call.endpoint}/${bucket}/${encodeURIComponent(key)}`;
  Object.assign(call.reply.headers, { etag, location });
  const redirect = redirection(fields.get("success_action_redirect") ?? fields.get("redirect"));
  if (redirect !== undefined) {
    for (const [name, value] of Object.entries({ bucket, key, etag })) redirect.searchParams.set(name, value);
    call.reply.status = 303;
    call.reply.headers["location"] = redirect.href;
    return {};
  }
  const asked = fields.get("success_action_status");
  call.reply.status = asked === "200" || asked === "201" ? Number(asked) : 204;
  if (asked !== "201") return {};
  call.reply.headers["content-type"] = "application/xml";
  const members = { Location: location, Bucket: bucket, Key: key, ETag: etag };
  const elements = Object.entries(members).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  return {
    Body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${elements.join("")}</PostResponse>`),
  };
}

/** S3 passes over an address that it cannot read. */
function redirection(address: string | undefined): URL | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
}
