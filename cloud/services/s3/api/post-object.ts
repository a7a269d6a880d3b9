import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";
import type { Call } from "../../../core/call";
import { createMemberNotEmulated, formatBytes } from "../../../core/faults";
import { required } from "../../../core/members";
import { string } from "../../../core/rules";
import { escapeXml } from "../../../protocols/xml-text";
import { checkAcl } from "./access";
import { operationWithNotes } from "../../framework/operation";
import { TRACE_HEADER } from "../../sqs/model/sending/prepare-message";
import { DEFAULT_ALGORITHM } from "../model/checksums";
import { receiveBlob } from "../model/receive-blob";
import { addTimeout } from "./body/upload-body";
import {
  createMissingFieldFault,
  createNotAFormFault,
  createMalformedXmlFault,
  createAccessDeniedFault,
  createBadSignatureFault,
  createInvalidAccessKeyIdFault,
} from "../model/faults";
import { newObjectMembers } from "../model/fields";
import { createObjectDetails } from "./new-object";
import { checkPolicy as checkBucketPolicy } from "./bucket-policy/apply-policy";
import { FormReader } from "./post/form-reader";
import { checkPolicy, limitSize } from "./post/policy";
import { resolveTarget, describeNewVersion } from "./request-target";
import { createEncryptionHeaders, quoteEtag } from "./spelling";
import { isFormUpload, parseXml } from "../../../protocols/rest-input";
import { OBJECT_KEY, addKey } from "./put-object";
import { XmlCodec } from "@aws-sdk/core/protocols";
import { Tagging$ } from "@aws-sdk/client-s3";
import { NormalizedSchema } from "@smithy/core/schema";
import type { Tag } from "../store/stored-object";
import { parseTags, tagging } from "./tags";
import { createHmac } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { getSigningKey } from "@smithy/signature-v4";
import { isSameText } from "../../../core/same-text";

const codec = new XmlCodec({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
  xmlNamespace: "",
  serviceNamespace: "",
});

/**
 * The tags of a form's `tagging` field: a `Tagging` document, as in PutObjectTagging. A document without a tag set has
 * no tags (recorded on AWS by LocalStack, 2026-02-21, test_post_object_with_tags).
 *
 * @throws AwsFault MalformedXML, InvalidTag, or BadRequest if there are too many
 */
function parseFormTags(field: string | undefined): readonly Tag[] {
  if (field === undefined) return [];
  const document = parseDocument(field);
  if (tagging.check(document).length > 0) throw createMalformedXmlFault();
  // The border: the check above has looked at each member.
  return parseTags((document as NonNullable<typeof tagging.passes>).TagSet ?? [], "Object");
}

function parseDocument(field: string): object {
  try {
    return parseXml(NormalizedSchema.of(Tagging$), { codec, body: Buffer.from(field) }) ?? {};
  } catch {
    throw createMalformedXmlFault();
  }
}

/** The credential and signature in a form: Version 4 by `x-amz-credential`, Version 2 by `AWSAccessKeyId`. */
interface FormCredential {
  readonly accessKeyId: string;
  readonly signature: string;
  /** Day, region and service; undefined for Version 2. */
  readonly scope: readonly [day: string, region: string, service: string] | undefined;
}

/**
 * Checks the signature of a form's policy. If the cloud accepts any keys, the signature must be present, but is not
 * verified.
 *
 * @returns the policy, unchanged from the form
 * @throws AwsFault AccessDenied for a form without any field of a signature, InvalidArgument for one that lacks some,
 *   InvalidAccessKeyId, SignatureDoesNotMatch
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
async function verifyPolicy(fields: ReadonlyMap<string, string>, call: Call): Promise<string> {
  const shown = findCredentials(fields);
  const policy = fields.get("policy");
  if (policy === undefined) throw createMissingFieldFault("policy");
  if (!call.verifies) return policy;
  const { accessKeyId, signature, scope } = shown;
  const keys = call.deriveKeys({ accessKeyId, sessionToken: fields.get("x-amz-security-token") });
  if (keys === undefined) throw createInvalidAccessKeyIdFault(accessKeyId);
  if (scope !== undefined && scope[2] !== "s3") throw createBadSignatureFault();
  const expected =
    scope === undefined
      ? createHmac("sha1", keys.secretAccessKey).update(policy).digest("base64")
      : createHmac("sha256", await getSigningKey(Sha256, keys, ...scope))
          .update(policy)
          .digest("hex");
  // Members as recorded on AWS by LocalStack, 2026-02-21 (test_post_request_malformed_policy).
  if (!isSameText(expected, signature))
    throw createBadSignatureFault({
      AWSAccessKeyId: accessKeyId,
      StringToSign: policy,
      SignatureProvided: signature,
      StringToSignBytes: formatBytes(policy),
    });
  return policy;
}

/** The fields of each version's signature, in the order in which S3 misses them. */
const SIGNATURE_FIELDS = [
  ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"],
  ["AWSAccessKeyId", "Signature"],
] as const;

/** Recorded on AWS by LocalStack, 2026-02-21 (test_post_request_missing_fields, test_post_request_missing_signature). */
function findCredentials(fields: ReadonlyMap<string, string>): FormCredential {
  const isThere = (name: string): boolean => fields.has(name.toLowerCase());
  const requested = SIGNATURE_FIELDS.find((names) => names.some(isThere));
  if (requested === undefined) throw createAccessDeniedFault();
  const missing = requested.find((name) => !isThere(name));
  if (missing !== undefined) throw createMissingFieldFault(missing);
  const getField = (name: string): string => fields.get(name) ?? "";
  if (requested === SIGNATURE_FIELDS[1])
    return { accessKeyId: getField("awsaccesskeyid"), signature: getField("signature"), scope: undefined };
  const [accessKeyId = "", day = "", region = "", service = ""] = getField("x-amz-credential").split("/");
  return { accessKeyId, signature: getField("x-amz-signature"), scope: [day, region, service] };
}

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
      if (key === undefined || key === "") throw createMissingFieldFault("key");
      const address = resolveTarget(cloud, { Bucket, Key: key });
      const tags = parseFormTags(fields.get("tagging"));
      for (const action of fields.has("tagging") ? ["s3:PutObject", "s3:PutObjectTagging"] : ["s3:PutObject"])
        checkBucketPolicy(address.bucket, { action, key, headers: Object.fromEntries(fields), caller: call.caller });
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
      cloud.s3Notifications.notifyCreated(address, object, { way: "Post", trace: call.http.headers[TRACE_HEADER] });
      const { VersionId: version } = describeNewVersion(address.bucket, object);
      if (version !== undefined) call.reply.headers["x-amz-version-id"] = version;
      // The checksum as recorded on AWS by LocalStack, 2026-02-21 (test_post_object_default_checksum).
      Object.assign(call.reply.headers, createEncryptionHeaders(object.details), {
        [`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]: checksum.value,
        "x-amz-checksum-type": checksum.type,
      });
      return answer(call, fields, { bucket: Bucket, key, etag: quoteEtag(object.etag) });
    },
  ),
  verifiesForm: true,
};

/**
 * The fields with the file's name in place of `${filename}`: without a folder, and before the policy is checked. A file
 * without a name leaves them as they are (recorded on AWS by LocalStack, 2026-02-21, test_post_object_with_file_as_string).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
function expandFilename(
  fields: ReadonlyMap<string, string>,
  filename: string | undefined,
): ReadonlyMap<string, string> {
  if (filename === undefined) return fields;
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
