import type { Cloud } from "../../index";
import type { CaseAnswer, CaseCall, CaseClient, PlainValue } from "./case";
import { callRawS3 } from "./raw-s3";
import { removeBytes, parseXmlFault, parseXmlObject } from "./recorded-answers";

/** The services with JSON protocols: their targets and versions. */
const TARGETS = {
  kinesis: ["Kinesis_20131202", "1.1"],
  logs: ["Logs_20140328", "1.1"],
  sqs: ["AmazonSQS", "1.0"],
  cloudwatch: ["GraniteServiceVersion20100801", "1.0"],
} as const;
const VERSIONS = { iam: "2010-05-08", sts: "2011-06-15" } as const;

/** A client that sends plain HTTP requests, unsigned and written by hand. */
export const createRawClient = ({ endpoint }: Cloud): CaseClient => ({
  async call(call: CaseCall): Promise<CaseAnswer> {
    const { service } = call;
    if (service === "s3") return callRawS3(endpoint, call);
    if (service === "iam" || service === "sts") return queryCall(endpoint, call, VERSIONS[service]);
    return callJson(endpoint, call, TARGETS[service]);
  },
  async close() {
    return undefined;
  },
});

async function callJson(
  endpoint: string,
  { operation, input }: CaseCall,
  [target, version]: readonly [string, string],
): Promise<CaseAnswer> {
  const headers = {
    "content-type": `application/x-amz-json-${version}`,
    "x-amz-target": `${target}.${operation}`,
    // As the SDKs do: the statuses of faults are those of AWS query.
    ...(version === "1.0" ? { "x-amzn-query-mode": "true" } : {}),
  };
  const reply = await fetch(endpoint, { method: "POST", headers, body: JSON.stringify(removeBytes(input)) });
  const text = await reply.text();
  const body = (text === "" ? {} : JSON.parse(text, decodeData)) as Record<string, PlainValue>;
  if (reply.ok) return { output: body };
  // Some services put their namespace before a fault's name; the SDKs remove it.
  return {
    fault: {
      code: String(body["__type"]).replace(/^.*#/, ""),
      message: String(body["message"] ?? ""),
      status: reply.status,
    },
  };
}

/** Decodes record data, which is the only blob in the answers that the cases read. */
const decodeData = (name: string, value: unknown): unknown =>
  name === "Data" && typeof value === "string" ? { $bytes: Buffer.from(value, "base64").toString() } : value;

async function queryCall(endpoint: string, { operation, input }: CaseCall, version: string): Promise<CaseAnswer> {
  const form = new URLSearchParams({ Action: operation, Version: version });
  for (const [name, value] of Object.entries(input ?? {})) form.set(name, String(value));
  // In the URL, since the lab cloud refuses an unsigned form in the body, which a web page could have sent.
  const reply = await fetch(`${endpoint}/?${form}`, { method: "POST" });
  const text = await reply.text();
  if (!reply.ok) return { fault: parseXmlFault(text, reply.status) };
  const root = parseXmlObject(text)[`${operation}Response`] as Record<string, PlainValue>;
  return { output: (root[`${operation}Result`] ?? {}) as Record<string, PlainValue> };
}
