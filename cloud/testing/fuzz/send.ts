import { request as requestHttp1, type ClientRequest } from "node:http";
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from "node:http2";
import type { Readable } from "node:stream";
import type { FuzzedRequest, WireRequest } from "./requests";

/** The maximum number of ms of real time for an answer, on a busy machine, too. */
const MAX_ANSWER_MS = 60_000;

/** An answer's status, `left` if the connection was closed before, or `no answer`; with the text that has arrived. */
interface Answer {
  readonly status: string;
  readonly text: string;
}

/** A client for HTTP/1.1 and HTTP/2 that sends what no other client would. */
export function createSender(endpoint: string) {
  let session: ClientHttp2Session | undefined;
  return {
    send(request: WireRequest, fuzzed: FuzzedRequest): Promise<Answer> {
      if (!fuzzed.isHttp2) return exchange(openHttp1(endpoint, request, fuzzed), request.body, fuzzed);
      if (session?.closed !== false) session = connect(endpoint).on("error", () => undefined);
      return exchange(openHttp2(session, request), request.body, fuzzed);
    },
    close: () => session?.destroy(),
  };
}

function openHttp1(endpoint: string, request: WireRequest, { isChunked = false }: FuzzedRequest): ClientRequest {
  const { method, target, headers, body } = request;
  const length = isChunked ? ["transfer-encoding", "chunked"] : ["content-length", String(body.length)];
  const host = headers.some(([name]) => name === "host") ? [] : ["host", new URL(endpoint).host];
  return requestHttp1(endpoint, {
    method,
    path: target,
    headers: [...host, ...headers.flat(), ...length],
    agent: false,
  });
}

function openHttp2(session: ClientHttp2Session, { method, target, headers }: WireRequest): ClientHttp2Stream {
  const fields = headers.filter(([name]) => name !== "host" && name !== "expect");
  return session.request({ ...Object.fromEntries(fields), ":method": method, ":path": target }, { endStream: false });
}

/** Sends a body, or its first bytes, and waits for the end of the answer. */
function exchange(stream: ClientRequest | ClientHttp2Stream, body: Buffer, { cutAt }: FuzzedRequest): Promise<Answer> {
  let [status, text] = ["left", ""];
  return new Promise((resolve) => {
    const end = (reason?: unknown): void => {
      clearTimeout(deadline);
      stream.destroy();
      resolve({ status: reason === "no answer" ? reason : status, text });
    };
    const deadline = setTimeout(end, MAX_ANSWER_MS, "no answer");
    stream.on("error", end).on("close", end);
    stream.on("response", (answer: Readable & { readonly statusCode?: number; readonly ":status"?: number }) => {
      status = String(answer.statusCode ?? answer[":status"]);
      const source = answer.statusCode === undefined ? stream : answer;
      source.on("data", (data: Buffer) => (text += data.toString("latin1")));
    });
    if (cutAt === undefined) stream.end(body);
    else stream.write(body.subarray(0, cutAt % (body.length + 1)), end);
  });
}
