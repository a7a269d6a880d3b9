import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { FileStream } from "../core/file-stream";
import { drop, type HttpReply } from "../core/http";
import { IncomingRequest, type Answer } from "./incoming-request";
import type { PortLimits } from "./limits";
import type { Unread } from "./unread";

/** What both servers need of the port. */
export interface ServerParts {
  readonly answer: Answer;
  /** Told what made an answer impossible to write: our bug. */
  readonly onBug: (error: unknown) => void;
  readonly limits: PortLimits;
  readonly unread: Unread;
}

/** An HTTP/1.1 server that does not listen: the port hands it connections. */
export function http1Server({ answer, onBug, limits, unread }: ServerParts): Server {
  const { headersMs, silentMs, keepAliveMs } = limits;
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: 0,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: headersMs / 2,
    noDelay: true,
  });
  server.setTimeout(silentMs);
  // Node looks for clients that dawdle over their headers only once a server listens, which this one never does.
  server.emit("listening");
  const serve = (message: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void => {
    const request = requestOf(message, () => {
      if (expectsContinue) response.writeContinue();
    });
    let forget: (() => void) | undefined;
    response.on("close", () => {
      if (!response.writableFinished) request.leave();
      forget?.();
    });
    const admitted = (reply: HttpReply): HttpReply =>
      response.closed ? reply : unread.admitted(reply, (whenClosed) => (forget = whenClosed));
    answer(request)
      .then((reply) => write(admitted(reply), message, response))
      .catch((error: unknown) => {
        // A header that HTTP cannot carry, for example. The client sees a broken connection, others go on.
        onBug(error);
        response.destroy();
      });
  };
  server.on("request", (message, response) => serve(message, response, false));
  // Without a listener Node would say "100 Continue" before the signature was looked at.
  server.on("checkContinue", (message, response) => serve(message, response, true));
  server.on("clientError", (_error, socket) => {
    // Not only ended: the other side may keep its half open for ever.
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", () => socket.destroy());
    else socket.destroy();
  });
  return server;
}

function requestOf(message: IncomingMessage, sendContinue: () => void): IncomingRequest {
  // Node joins repeated headers itself, all but this one, which clients have no use for. Its object is ours, and not copied.
  const cookies = message.headers["set-cookie"];
  const headers = Object.assign(
    message.headers,
    cookies === undefined ? undefined : { "set-cookie": cookies.join(", ") },
  ) as Record<string, string>;
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
  if (response.destroyed) {
    drop(reply);
    return;
  }
  const { body } = reply;
  const isStream = body instanceof Readable;
  // A refused upload is not read to its end: the connection cannot be used again.
  if (!message.complete) response.setHeader("connection", "close");
  response.writeHead(
    reply.status,
    headerList(reply, isStream ? undefined : body === undefined ? 0 : Buffer.byteLength(body)),
  );
  if (!isStream) response.end(body);
  else {
    if (body instanceof FileStream) sendFile(body, response);
    else body.pipe(response);
    body.on("error", () => response.destroy());
    response.on("close", () => body.destroy());
  }
  message.resume();
}

/**
 * Names and values in turn. No copy of the object with one member more: such a copy gets a hidden class of its own, through which V8 keeps
 * all of the request until it clears the whole heap.
 *
 * @param length the body's, in bytes, where it is known
 */
function headerList({ headers }: HttpReply, length: number | undefined): string[] {
  const list: string[] = [];
  for (const name in headers) list.push(name, headers[name] ?? "");
  // The answer to a HEAD tells the length of what is not sent.
  if (length !== undefined && headers["content-length"] === undefined) list.push("content-length", String(length));
  return list;
}

/** As `pipe`, but gives each piece back once the system has it. */
function sendFile(file: FileStream, response: ServerResponse): void {
  file.on("data", (piece: Buffer) => {
    const goesOn = response.write(piece, (error) => {
      if (!error) file.giveBack(piece);
    });
    if (!goesOn) file.pause();
  });
  response.on("drain", () => file.resume());
  file.on("end", () => response.end());
}
