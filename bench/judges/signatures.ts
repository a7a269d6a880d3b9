import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { HttpRequest } from "../../cloud/core/http";
import { findFailure } from "../../cloud/server/signature";
import { parseSignature } from "../../cloud/server/signature-parts";
import { getCommit } from "./folder";
import type { Judge, JudgedCase } from "./judge";

/** The part of a case's `context.json` that a server needs. */
interface SigningContext {
  readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string; readonly token?: string };
  readonly service: string;
  readonly timestamp: string;
}

/** A request of the suite, from its text. A header that continues in a further line has one space there. */
export function parseRequest(text: string): HttpRequest & { readonly body: Buffer } {
  const [head = "", ...rest] = text.replaceAll("\r\n", "\n").split("\n\n");
  const [line = "", ...lines] = head.replaceAll(/\n[ \t]+/g, " ").split("\n");
  const [, method = "", target = ""] = /^(\S+) (.*) HTTP\/1\.1$/.exec(line) ?? [];
  const headers: Record<string, string> = {};
  for (const header of lines.filter((item) => item !== "")) {
    const colon = header.indexOf(":");
    const name = header.slice(0, colon).toLowerCase();
    const value = header.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const mark = target.indexOf("?");
  const body = Buffer.from(rest.join("\n\n"));
  return {
    method,
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? "" : target.slice(mark + 1),
    headers,
    host: headers["host"] ?? "",
    openBody: () => Readable.from([body]),
    disconnected: new AbortController().signal,
    body,
  };
}

async function judgeRequest(folder: string, file: string): Promise<Pick<JudgedCase, "verdict" | "why">> {
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
  if (failure === undefined) {
    // A verifier that accepts everything would pass too.
    const forged = await verify({ ...request, method: "DELETE" });
    return forged === "mismatch" ? { verdict: "passed" } : { verdict: "wrong", why: "another method is accepted" };
  }
  return { verdict: "wrong", why: failure };
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
  needsFolder: true,
  alone: "its signatures are of 2015: it calls the code that verifies them, with a clock of that time",
  async run({ folder }) {
    const suite = join(folder, "tests", "aws-signing-test-suite");
    const cases: JudgedCase[] = [];
    for (const name of readdirSync(join(suite, "v4")).sort())
      for (const form of ["header", "query"] as const)
        cases.push({
          name: `${name}, ${form}`,
          ...(await judgeRequest(join(suite, "v4", name), `${form}-signed-request.txt`)),
        });
    for (const name of readdirSync(join(suite, "v4a")).sort())
      cases.push({
        name: `v4a ${name}`,
        verdict: "left out",
        why: "signature version 4A, for several regions",
      });
    return { version: getCommit(folder), cases };
  },
};
