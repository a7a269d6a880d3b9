import type { CaseAnswer, CaseCall, Plain } from "./case";
import { xmlFault, xmlObject } from "./raw-values";

type Fields = { readonly [name: string]: Plain };

const METHODS: Readonly<Record<string, string>> = {
  CreateBucket: "PUT", PutObject: "PUT", GetObject: "GET", ListObjectsV2: "GET", DeleteObject: "DELETE", DeleteBucket: "DELETE",
};
const HEADERS: Readonly<Record<string, string>> = { Range: "range", IfNoneMatch: "if-none-match", ContentType: "content-type" };
const QUERY: Readonly<Record<string, string>> = { Prefix: "prefix", Delimiter: "delimiter", MaxKeys: "max-keys", StartAfter: "start-after" };

/** S3's operations as plain HTTP. */
export async function rawS3(endpoint: string, { operation, input }: CaseCall): Promise<CaseAnswer> {
  const fields = input as Fields;
  const key = fields["Key"] === undefined ? "" : `/${encodeURIComponent(String(fields["Key"])).replaceAll("%2F", "/")}`;
  const query = new URLSearchParams([...named({ ListType: 2 }, operation === "ListObjectsV2" ? { ListType: "list-type" } : {}), ...named(fields, QUERY), ...named({ Location: "" }, operation === "GetBucketLocation" ? { Location: "location" } : {})]);
  const body = (fields["Body"] as { readonly $bytes?: string } | undefined)?.$bytes ?? configuration(fields["CreateBucketConfiguration"]);
  const reply = await fetch(`${endpoint}/${String(fields["Bucket"])}${key}?${query}`, {
    method: METHODS[operation] ?? "GET", headers: { "content-type": "application/octet-stream", ...Object.fromEntries(named(fields, HEADERS)) }, ...(body === undefined ? {} : { body }),
  });
  const text = await reply.text();
  if (!reply.ok) return { fault: xmlFault(text, reply.status) };
  // The region is the root's own text.
  if (operation === "GetBucketLocation") return { output: { ...xmlObject(text) } };
  return { output: operation === "GetObject" ? objectOf(reply, text) : { ...headersOf(reply), ...(xmlObject(text)["ListBucketResult"] as Fields | undefined) } };
}

const configuration = (given: Plain | undefined): string | undefined =>
  given === undefined ? undefined : `<CreateBucketConfiguration><LocationConstraint>${String((given as Fields)["LocationConstraint"])}</LocationConstraint></CreateBucketConfiguration>`;

const named = (fields: Fields, names: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(names).flatMap(([member, name]): [string, string][] => (fields[member] === undefined ? [] : [[name, String(fields[member])]]));

const headersOf = ({ headers }: Response): Record<string, Plain> => {
  const etag = headers.get("etag");
  return etag === null ? {} : { ETag: etag };
};

const objectOf = (reply: Response, text: string): Record<string, Plain> => ({
  ...headersOf(reply), Body: { $bytes: text }, ContentLength: Number(reply.headers.get("content-length")), ContentRange: reply.headers.get("content-range"), ContentType: reply.headers.get("content-type"),
});
