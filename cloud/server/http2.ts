import {
  constants,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import { Readable } from "node:stream";
import { drop, type HttpReply } from "../core/http";
import { answerMemory } from "../protocols/bodies";
import type { ServerParts } from "./http1";
import { IncomingRequest } from "./connections";

/** The most streams of one connection: clients such as the SDK for Java send many calls over one. */
const MAX_STREAMS = 250;
/** The flow-control window: room for whole PutRecords calls before the client has to wait for an acknowledgment. */
const WINDOW_BYTES = 4 * 1024 * 1024;
/** Headers that HTTP/2 forbids. */
const CONNECTION_HEADERS = new Set(["connection", "keep-alive", "transfer-encoding"]);

/** An HTTP/2 cleartext server that does not listen: it gets its connections from the port. */
export function createHttp2Server({ answer, onBug, limits, unread }: ServerParts): Http2Server {
  const server = createServer({
    settings: { maxConcurrentStreams: MAX_STREAMS, initialWindowSize: WINDOW_BYTES },
    maxSessionMemory: 64,
  });
  server.on("session", (session) => {
    // Destroyed, not closed: `close` would wait for a client that does not read.
    session.setTimeout(limits.silentMs, () => session.destroy());
    session.on("error", () => session.destroy());
    session.setLocalWindowSize(4 * WINDOW_BYTES);
  });
  server.on("stream", (stream, headers) => {
    const request = createRequest(stream, headers);
    stream.on("error", () => request.leave());
    stream.on("close", () => request.leave());
    answer(request)
      .then((reply) =>
        write(
          stream.closed ? reply : unread.admitReply(reply, (forget) => stream.once("close", forget)),
          stream,
          limits.silentMs,
        ),
      )
      .catch((error: unknown) => {
        onBug(error);
        stream.close(constants.NGHTTP2_INTERNAL_ERROR);
      });
  });
  return server;
}

function createRequest(stream: ServerHttp2Stream, incoming: IncomingHttpHeaders): IncomingRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming)) {
    if (value !== undefined && !name.startsWith(":"))
      headers[name] = typeof value === "string" ? value : value.join(", ");
  }
  const host = incoming[":authority"] ?? headers["host"] ?? "";
  // The host name that the client signed: as `host` (boto3 and others), or as `:authority` (the JavaScript SDK over
  // HTTP/2).
  headers["host"] = host;
  headers[":authority"] = host;
  return new IncomingRequest({
    method: incoming[":method"] ?? "GET",
    target: incoming[":path"] ?? "/",
    headers,
    host,
    openBody() {
      if (headers["expect"] === "100-continue" && !stream.destroyed) stream.additionalHeaders({ ":status": 100 });
      return stream;
    },
  });
}

function write(reply: HttpReply, stream: ServerHttp2Stream, silentMs: number): void {
  if (stream.destroyed) {
    drop(reply);
    return;
  }
  const { body } = reply;
  const headers: OutgoingHttpHeaders = { ":status": reply.status };
  for (const name in reply.headers) if (!CONNECTION_HEADERS.has(name)) headers[name] = reply.headers[name];
  stream.respond(headers, { endStream: body === undefined });
  if (body instanceof Readable) {
    body.pipe(stream);
    closeWhenStuck(body, stream, silentMs);
    body.on("error", () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
    stream.on("close", () => body.destroy());
  } else if (body instanceof Uint8Array) {
    stream.write(body, (error) => {
      if (!error) answerMemory.giveBack(body);
    });
    stream.end();
  } else if (body !== undefined) stream.end(body);
  // The rest of a refused request's body is dropped, so that it cannot fill the connection's window.
  stream.resume();
}

/**
 * Closes a stream whose client grants no window for its next piece in this time. Not by the stream's own timeout, which
 * Node extends whenever its session sends anything, such as an answer to a ping.
 */
function closeWhenStuck(body: Readable, stream: ServerHttp2Stream, silentMs: number): void {
  const deadline = setTimeout(() => {
    if (stream.writableLength > 0) stream.close(constants.NGHTTP2_CANCEL);
    else deadline.refresh();
  }, silentMs).unref();
  body.on("data", () => deadline.refresh());
  stream.on("close", () => clearTimeout(deadline));
}
