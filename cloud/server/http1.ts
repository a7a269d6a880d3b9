import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { HttpReply } from "../core/http";
import { IncomingRequest, type Answer } from "./incoming-request";

/** A client has this long to send its headers… */
const HEADERS_MS = 10_000;
/** …and a connection without a byte either way is cut after this. */
const SILENT_MS = 120_000;
/** SDKs keep connections open between calls; closing early would race with their next call. */
const KEEP_ALIVE_MS = 60_000;

/** An HTTP/1.1 server that does not listen: the port hands it connections. */
export function http1Server(answer: Answer, onBug: (error: unknown) => void): Server {
  const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true });
  server.setTimeout(SILENT_MS);
  const serve = (message: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void => {
    const request = requestOf(message, () => {
      if (expectsContinue) response.writeContinue();
    });
    response.on("close", () => {
      if (!response.writableFinished) request.leave();
    });
    answer(request).then((reply) => write(reply, message, response)).catch((error: unknown) => {
      // A header that HTTP cannot carry, for example. The client sees a broken connection, others go on.
      onBug(error);
      response.destroy();
    });
  };
  server.on("request", (message, response) => serve(message, response, false));
  // Without a listener Node would say "100 Continue" before the signature was looked at.
  server.on("checkContinue", (message, response) => serve(message, response, true));
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    else socket.destroy();
  });
  return server;
}

function requestOf(message: IncomingMessage, sendContinue: () => void): IncomingRequest {
  const headers: Record<string, string> = {};
  for (const name in message.headers) {
    const value = message.headers[name];
    if (value !== undefined) headers[name] = typeof value === "string" ? value : value.join(", ");
  }
  return new IncomingRequest({
    method: message.method ?? "GET",
    target: message.url ?? "/",
    headers,
    host: headers["host"] ?? "",
    body() {
      sendContinue();
      return message;
    },
  });
}

function write(reply: HttpReply, message: IncomingMessage, response: ServerResponse): void {
  if (response.destroyed) return;
  // A refused upload is not read to its end: the connection cannot be used again.
  if (!message.complete) response.setHeader("connection", "close");
  const { body } = reply;
  const isStream = body instanceof Readable;
  const length = isStream || body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  response.writeHead(reply.status, { ...(body === undefined && !("content-length" in reply.headers) ? { "content-length": "0" } : length), ...reply.headers });
  if (!isStream) response.end(body);
  else {
    body.pipe(response);
    body.on("error", () => response.destroy());
    response.on("close", () => body.destroy());
  }
  message.resume();
}
