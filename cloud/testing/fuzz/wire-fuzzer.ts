import { connect as http2Connect, type ClientHttp2Session } from "node:http2";
import { connect } from "node:net";
import { NOTE_IN_LOG } from "../../core/notes";
import { startCloud, type Cloud } from "../../index";
import { SAMPLES } from "./wire-corpus";
import { drawFrom, createWireRequest, type Draw, type WireRequest } from "./wire-mutations";

/** The outcome of a run of the fuzzer. */
interface WireFindings {
  readonly requests: number;
  /** The number of answers by status; `left` counts requests whose connection was closed before an answer. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Each fault of the cloud's, with the seed and request that show it again. */
  readonly faults: readonly string[];
}

/** The maximum number of ms of real time for an answer, on a busy machine, too. */
const MAX_ANSWER_MS = 60_000;
/** Statuses that AWS answers, too: 501 for operations that are not emulated, 503 for too many requests at once. */
const FINE = new Set([501, 503]);

/**
 * Sends requests to its own cloud: real ones of all protocols, most of them with something wrong, over HTTP/1.1 and HTTP/2. Loopback
 * only. A fault is an answer of 500, a bug in the cloud's log, no answer, or a cloud that is gone.
 *
 * @param seed  the same seed sends the same requests
 * @param count how many
 */
export async function fuzzWire(seed: number, count: number): Promise<WireFindings> {
  const draw = drawFrom(seed);
  const bugs: string[] = [];
  const cloud = await startCloud({
    port: 0,
    speed: 0,
    seed: 1,
    startAt: "2030-01-01T00:00:00Z",
    athenaSeconds: 30,
    log: (line) => {
      // A note in the log about settings that the cloud ignores is not a bug.
      if (!line.startsWith(NOTE_IN_LOG)) bugs.push(line);
    },
  });
  const statuses: Record<string, number> = {};
  const faults: string[] = [];
  let session = http2Connect(cloud.endpoint).on("error", () => undefined);
  try {
    for (let number = 0; number < count; number += 1) {
      const request = drawRequest(number, draw);
      if (session.closed || session.destroyed) session = http2Connect(cloud.endpoint).on("error", () => undefined);
      const status = draw() < 0.15 ? await sendHttp2(session, request) : await sendHttp1(cloud, request);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (isFault(status) || bugs.length > 0)
        faults.push(
          `seed ${seed}, request ${number}: ${status}\n${formatRequest(request)}\n${bugs.splice(0).join("\n")}`,
        );
      if (draw() < 0.01) await moveClock(cloud, draw);
    }
    await moveClock(cloud, draw);
    if (!(await fetch(`${cloud.endpoint}/_lab/health`)).ok) faults.push("the cloud is not well after the run");
  } finally {
    session.destroy();
    await cloud.stop();
  }
  faults.push(...bugs);
  return { requests: count, statuses, faults };
}

const isFault = (status: string): boolean =>
  status === "no answer" || (Number(status) >= 500 && !FINE.has(Number(status)));

/** The first requests are the samples as they are, so that later requests find the resources. */
function drawRequest(number: number, draw: Draw): WireRequest {
  const sample = SAMPLES[number < SAMPLES.length ? number : Math.floor(draw() * SAMPLES.length)];
  if (sample === undefined) throw new Error("there are no samples");
  return createWireRequest(sample, number < SAMPLES.length ? () => 0.3 : draw);
}

const moveClock = (cloud: Cloud, draw: Draw): Promise<void> => cloud.clock.advance(Math.floor(draw() * 90));

const formatRequest = ({ method, target, headers, body, chunked, cutAt }: WireRequest): string =>
  JSON.stringify({ method, target, headers, body: body.toString("latin1").slice(0, 2000), chunked, cutAt });

/** Writes the request to a socket by hand, since no client would send most of these requests. */
function sendHttp1(cloud: Cloud, request: WireRequest): Promise<string> {
  const { method, target, headers, body, chunked, cutAt } = request;
  const lines = [`${method} ${target} HTTP/1.1`];
  if (!headers.some(([name]) => name === "host")) lines.push(`host: 127.0.0.1:${cloud.port}`);
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  lines.push("connection: close", chunked ? "transfer-encoding: chunked" : `content-length: ${body.length}`, "", "");
  const coded = chunked ? Buffer.concat([splitIntoChunks(body), Buffer.from("0\r\n\r\n")]) : body;
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(cloud.port, "127.0.0.1");
    const deadline = setTimeout(() => end("no answer"), MAX_ANSWER_MS);
    const end = (status: string): void => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(status);
    };
    const readStatus = (): string | undefined =>
      /^(?:HTTP\/1\.1 100 [^\r]*\r\n\r\n)*HTTP\/1\.1 (\d{3}) [\s\S]*?\r\n\r\n/.exec(answer)?.[1];
    socket.on("data", (data) => {
      answer += data.toString("latin1");
      const found = readStatus();
      // The status is known, and the rest of the answer is not needed.
      if (found !== undefined && found !== "100") end(found);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => end(readStatus() ?? "left"));
    socket.write(lines.join("\r\n"), "latin1");
    if (cutAt === undefined) socket.write(coded);
    else socket.write(coded.subarray(0, cutAt), () => end("left"));
  });
}

const splitIntoChunks = (body: Buffer): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(body.length / 1000) }, (_, index) =>
      body.subarray(index * 1000, index * 1000 + 1000),
    ).map((piece) => Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")])),
  );

function sendHttp2(
  session: ClientHttp2Session,
  { method, target, headers, body, cutAt }: WireRequest,
): Promise<string> {
  return new Promise((resolve) => {
    const fields: Record<string, string> = { ":method": method, ":path": target };
    for (const [name, value] of headers) if (name !== "host" && name !== "expect") fields[name] = value;
    const stream = session.request(fields, { endStream: false });
    const deadline = setTimeout(() => end("no answer"), MAX_ANSWER_MS);
    const end = (status: string): void => {
      clearTimeout(deadline);
      stream.destroy();
      resolve(status);
    };
    stream.on("response", (answer) => end(String(answer[":status"])));
    stream.on("error", () => end("left"));
    stream.on("close", () => end("left"));
    if (cutAt === undefined) stream.end(body);
    else stream.write(body.subarray(0, cutAt), () => end("left"));
  });
}
