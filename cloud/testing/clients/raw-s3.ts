import { hash } from "node:crypto";
import type { CaseAnswer, CaseCall, PlainValue } from "./case";
import { parseXmlFault, parseXmlObject } from "./recorded-answers";

type Fields = { readonly [name: string]: PlainValue };

/** The HTTP form of an operation, if it is not a GET without a body. */
interface Shape {
  readonly method?: string;
  /** A query parameter that isn't a member: `tagging`. */
  readonly query?: string;
  readonly body?: (fields: Fields) => string;
}

const formatElement = (name: string, content: PlainValue | undefined): string =>
  `<${name}>${String(content)}</${name}>`;
const formatElements = (name: string, of: PlainValue | undefined, members: readonly string[]): string =>
  (of as readonly Fields[])
    .map((fields) => formatElement(name, members.map((member) => formatElement(member, fields[member])).join("")))
    .join("");
const getInside = (fields: Fields, name: string): Fields => fields[name] as Fields;
const getText = ({ Body }: Fields): string => String((Body as Fields | undefined)?.["$bytes"] ?? "");

const SHAPES: Readonly<Record<string, Shape>> = {
  CreateBucket: {
    method: "PUT",
    body: ({ CreateBucketConfiguration: bucketConfiguration }) =>
      bucketConfiguration === undefined
        ? ""
        : formatElement(
            "CreateBucketConfiguration",
            formatElement("LocationConstraint", (bucketConfiguration as Fields)["LocationConstraint"]),
          ),
  },
  GetBucketLocation: { query: "location" },
  DeleteBucket: { method: "DELETE" },
  PutObject: { method: "PUT", body: getText },
  CopyObject: { method: "PUT" },
  HeadObject: { method: "HEAD" },
  DeleteObject: { method: "DELETE" },
  DeleteObjects: {
    method: "POST",
    query: "delete",
    body: (fields) =>
      formatElement("Delete", formatElements("Object", getInside(fields, "Delete")["Objects"], ["Key"])),
  },
  PutObjectTagging: {
    method: "PUT",
    query: "tagging",
    body: (fields) =>
      formatElement(
        "Tagging",
        formatElement("TagSet", formatElements("Tag", getInside(fields, "Tagging")["TagSet"], ["Key", "Value"])),
      ),
  },
  GetObjectTagging: { query: "tagging" },
  CreateMultipartUpload: { method: "POST", query: "uploads" },
  UploadPart: { method: "PUT", body: getText },
  CompleteMultipartUpload: {
    method: "POST",
    body: (fields) =>
      formatElement(
        "CompleteMultipartUpload",
        formatElements("Part", getInside(fields, "MultipartUpload")["Parts"], ["PartNumber", "ETag"]),
      ),
  },
  ListObjectsV2: { query: "list-type=2" },
};
const HEADERS: Readonly<Record<string, string>> = {
  Range: "range",
  IfNoneMatch: "if-none-match",
  ContentType: "content-type",
  CopySource: "x-amz-copy-source",
};
const QUERY: Readonly<Record<string, string>> = {
  Prefix: "prefix",
  Delimiter: "delimiter",
  MaxKeys: "max-keys",
  StartAfter: "start-after",
  Marker: "marker",
  UploadId: "uploadId",
  PartNumber: "partNumber",
};

/** S3's operations as plain HTTP. */
export async function callRawS3(endpoint: string, { operation, input }: CaseCall): Promise<CaseAnswer> {
  const fields = input as Fields;
  const { method = "GET", query = "", body } = SHAPES[operation] ?? {};
  const key = fields["Key"] === undefined ? "" : `/${encodeURIComponent(String(fields["Key"])).replaceAll("%2F", "/")}`;
  const search = [query, String(new URLSearchParams(selectNamed(fields, QUERY)))]
    .filter((part) => part !== "")
    .join("&");
  const sent = body?.(fields) ?? "";
  // S3 requires the hash of the list of objects to delete.
  const hashed: Record<string, string> =
    operation === "DeleteObjects" ? { "content-md5": hash("md5", sent, "base64") } : {};
  const headers = {
    "content-type": "application/octet-stream",
    ...Object.fromEntries(selectNamed(fields, HEADERS)),
    ...hashed,
  };
  const reply = await fetch(`${endpoint}/${String(fields["Bucket"])}${key}?${search}`, {
    method,
    headers,
    ...(sent === "" ? {} : { body: sent }),
  });
  const text = await reply.text();
  if (!reply.ok) return { fault: parseXmlFault(text, reply.status) };
  return {
    output:
      operation === "GetObject"
        ? { ...readHeaders(reply), Body: { $bytes: text } }
        : { ...readHeaders(reply), ...parseMembers(text) },
  };
}

const selectNamed = (fields: Fields, names: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(names).flatMap(([member, name]): [string, string][] =>
    fields[member] === undefined ? [] : [[name, String(fields[member])]],
  );

const ANSWERED: Readonly<Record<string, string>> = {
  ETag: "etag",
  ContentLength: "content-length",
  ContentRange: "content-range",
  ContentType: "content-type",
};

const readHeaders = ({ headers }: Response): Record<string, PlainValue> =>
  Object.fromEntries(
    Object.entries(ANSWERED).flatMap(([member, name]): [string, string][] =>
      headers.has(name) ? [[member, headers.get(name) ?? ""]] : [],
    ),
  );

/** The root element, which is the only member of some outputs, and its children, which are the members of others. */
function parseMembers(text: string): Record<string, PlainValue> {
  const whole = parseXmlObject(text);
  const [root] = Object.values(whole);
  const members = typeof root === "object" && root !== null ? (root as Record<string, PlainValue>) : {};
  const tags = (members["TagSet"] as Fields | undefined)?.["Tag"];
  return { ...whole, ...members, ...(tags === undefined ? {} : { TagSet: tags }) };
}
