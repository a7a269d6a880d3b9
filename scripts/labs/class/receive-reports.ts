import { randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { join } from "node:path";
import { readUntrustedFile } from "../../../foundation/untrusted-folder";
import { getReportName, replaceJson } from "../progress/report";
import { MAX_REPORT_BYTES, parseReport } from "./read-reports";

/** Five hundred learners have this many reports of six labs. More would fill the disk: anyone with the token can send any number. */
export const MAX_REPORTS = 3000;
/** Each waits at most `requestTimeout`. */
const MAX_CONNECTIONS = 500;

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A server that writes learners' reports into the class's folder. */
interface ReportServer {
  /** The address for learners, with the class's token. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the address that learners' checks send their reports to, on 127.0.0.1. The token is kept in the folder, so that
 * the address stays the same.
 *
 * @throws Error EADDRINUSE
 */
export async function receiveReports(folder: string, port: number): Promise<ReportServer> {
  const token = openToken(folder);
  const server = createServer((request, response) => {
    const answer = ({ status, text }: Answer): void =>
      void response.writeHead(status, { "content-type": "text/plain" }).end(`${text}\n`);
    receive(request, { folder, token }).then(answer, (error: unknown) => {
      // Such as a full disk; or the learner's program has gone, which then hears nothing.
      process.stderr.write(`A report could not be stored: ${String(error)}\n`);
      answer({ status: 500, text: "The report could not be stored." });
    });
  });
  server.requestTimeout = 10_000;
  server.maxConnections = MAX_CONNECTIONS;
  await listen(server, port);
  const address = server.address();
  const actual = typeof address === "object" ? address?.port : port;
  return {
    address: `http://127.0.0.1:${actual}/${token}`,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

/** @throws NonFileError if learners can write to the folder, and one has put something else in the token's place */
function openToken(folder: string): string {
  const known = readUntrustedFile(folder, ["token"], 100)?.toString("utf8").trim();
  if (known !== undefined) return known;
  const token = randomBytes(16).toString("hex");
  writeFileSync(join(folder, "token"), `${token}\n`, { mode: 0o600, flag: "wx" });
  return token;
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });

async function receive(
  request: IncomingMessage,
  { folder, token }: { readonly folder: string; readonly token: string },
): Promise<Answer> {
  const presented = Buffer.from((request.url ?? "").split("/").at(-1) ?? "");
  if (presented.length !== token.length || !timingSafeEqual(presented, Buffer.from(token)))
    return { status: 404, text: "There is no class at this address." };
  if (request.method !== "POST") return { status: 405, text: "Use this address with `npx labs share`." };
  const report = parseReport(await readText(request));
  if (report === undefined) return { status: 400, text: "This is not a report." };
  const file = join(folder, getReportName(report));
  if (!existsSync(file) && readdirSync(folder).length > MAX_REPORTS)
    return { status: 507, text: `The class has ${MAX_REPORTS} reports already. Your instructor can delete old ones.` };
  replaceJson(file, report);
  return { status: 200, text: "Thank you." };
}

/** The body; of a longer one than any report has, only the beginning, which isn't a report. */
async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += part as string;
    if (text.length > MAX_REPORT_BYTES) return "";
  }
  return text;
}
