import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { HttpRequest } from "../cloud/core/http";
import { findFailure } from "../cloud/server/signature";
import { parseSignature } from "../cloud/server/signature-parts";
import { createOmission, createWrong, judgeEach, PASSED, type Judge, type Verdict } from "./judge";

/** The part of a case's `context.json` that a server needs. */
interface SigningContext {
  readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string; readonly token?: string };
  readonly service: string;
  readonly timestamp: string;
}

/** Headers by name. One that continues in a further line has one space there. */
function parseHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [, title = "", value = ""] of text.replaceAll(/\n[ \t]+/g, " ").matchAll(/^(.*?):(.*)$/gm)) {
    const name = title.toLowerCase();
    headers[name] = headers[name] === undefined ? value.trim() : `${headers[name]}, ${value.trim()}`;
  }
  return headers;
}

/** A request of the suite, from its text. */
function parseRequest(text: string): HttpRequest & { readonly body: Buffer } {
  const [head = "", ...rest] = text.replaceAll("\r\n", "\n").split("\n\n");
  const [, method = "", path = "", query = "", lines = ""] =
    /^(\S+) ([^?\n]*)\??(.*) HTTP\/1\.1(.*)$/s.exec(head) ?? [];
  const headers = parseHeaders(lines);
  const body = Buffer.from(rest.join("\n\n"));
  const { signal: disconnected } = new AbortController();
  const openBody = (): Readable => Readable.from([body]);
  return { method, path, query, headers, host: headers["host"] ?? "", openBody, disconnected, body };
}

async function judgeRequest(folder: string, file: string): Promise<Verdict> {
  const context = JSON.parse(readFileSync(join(folder, "context.json"), "utf8")) as SigningContext;
  const { credentials, service, timestamp } = context;
  const request = parseRequest(readFileSync(join(folder, file), "utf8"));
  const keys = {
    accessKeyId: credentials.access_key_id,
    secretAccessKey: credentials.secret_access_key,
    ...(credentials.token === undefined ? {} : { sessionToken: credentials.token }),
  };
  const verify = (item: HttpRequest): ReturnType<typeof findFailure> =>
    runAtTime(timestamp, () =>
      findFailure({ request: item, service, parts: parseSignature(item), body: request.body }, keys),
    );
  const failure = await verify(request);
  if (failure !== undefined) return createWrong(failure);
  // A verifier that accepts everything would pass too.
  const forged = await verify({ ...request, method: "DELETE" });
  return forged === "mismatch" ? PASSED : createWrong("another method is accepted");
}

/** Runs with a clock that stands at a time: the suite's signatures are of 2015. */
async function runAtTime<T>(timestamp: string, run: () => Promise<T>): Promise<T> {
  const { now } = Date;
  Date.now = () => Date.parse(timestamp);
  try {
    return await run();
  } finally {
    Date.now = now;
  }
}

/** Runs AWS's signing suite against the code that verifies signatures. */
export const signatures: Judge = {
  name: "signatures",
  title: "whether requests that AWS's suite signed are verified with `--keys own`, in headers and in presigned URLs",
  source: "awslabs/aws-c-auth, `tests/aws-signing-test-suite` (Apache-2.0)",
  alone: "its signatures are of 2015: it calls the code that verifies them, with a clock of that time",
  async run({ folder }) {
    const suite = join(folder, "tests", "aws-signing-test-suite");
    const list = (version: string): string[] => readdirSync(join(suite, version)).sort();
    const forms = list("v4").flatMap((name) => ["header", "query"].map((form) => ({ name, form })));
    const judged = await judgeEach(
      forms,
      ({ name, form }) => `${name}, ${form}`,
      ({ name, form }) => judgeRequest(join(suite, "v4", name), `${form}-signed-request.txt`),
    );
    const leftOut = createOmission("signature version 4A, for several regions");
    return [...judged, ...list("v4a").map((name) => ({ name: `v4a ${name}`, ...leftOut }))];
  },
};
