import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { FileStream } from "../core/file-stream";
import { drop, type HttpReply } from "../core/http";
import { answerMemory } from "../protocols/bodies";
import { IncomingRequest, type Answer, type UnreadAnswerBytes, type PortLimits } from "./connections";

/** The parts that the HTTP/1.1 and the HTTP/2 server get from the port. */
export interface ServerParts {
  readonly answer: Answer;
  /** Called with an error while an answer is written: a bug of the lab cloud. */
  readonly onBug: (error: unknown) => void;
  readonly limits: PortLimits;
  readonly unread: UnreadAnswerBytes;
}

/** An HTTP/1.1 server that does not listen: it gets its connections from the port. */
export function createHttp1Server({ answer, onBug, limits, unread }: ServerParts): Server {
  const { headersMs, silentMs, keepAliveMs } = limits;
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: 0,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: headersMs / 2,
    noDelay: true,
  });
  server.setTimeout(silentMs);
  // Node checks for clients with slow headers only after the event `listening`, which this server would never emit.
  server.emit("listening");
  const serve = (message: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void => {
    if (hasTwoHosts(message)) {
      response.writeHead(400, { connection: "close" }).end();
      return;
    }
    let isContinued = !expectsContinue;
    const request = createRequest(message, () => {
      if (!isContinued) response.writeContinue();
      isContinued = true;
    });
    let forget: (() => void) | undefined;
    response.on("close", () => {
      if (!response.writableFinished) request.leave();
      forget?.();
    });
    const admitReply = (reply: HttpReply): HttpReply =>
      response.closed ? reply : unread.admitReply(reply, (whenClosed) => (forget = whenClosed));
    answer(request)
      .then((reply) => write(admitReply(reply), { message, response, isContinued }))
      .catch((error: unknown) => {
        // For example a header with invalid characters. This client sees a broken connection, other clients are served.
        onBug(error);
        response.destroy();
      });
  };
  server.on("request", (message, response) => serve(message, response, false));
  // Without a listener Node would send "100 Continue" before the signature was checked.
  server.on("checkContinue", (message, response) => serve(message, response, true));
  // S3 ignores any other expectation, as Ceph's tests expect of AWS. Without a listener Node would answer 417.
  server.on("checkExpectation", (message, response) => serve(message, response, false));
  server.on("clientError", (_error, socket) => {
    // Also destroyed after `end`: the client may keep its half of the connection open for ever.
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", () => socket.destroy());
    else socket.destroy();
  });
  return server;
}

/** Of two Host headers Node gives the first, and what stands before a server may go by the second: RFC 9112 wants a 400. */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2)
    if (rawHeaders[index]?.length === 4 && rawHeaders[index]?.toLowerCase() === "host") hosts += 1;
  return hosts > 1;
}

function createRequest(message: IncomingMessage, sendContinue: () => void): IncomingRequest {
  // Node joins repeated headers itself, except this one, which no client of the cloud sends for a reason. Node's object
  // is changed in place, not copied.
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
    openBody() {
      sendContinue();
      return message;
    },
  });
}

/** Bodies up to this length are read to their end even if the request is refused. */
const MAX_UNUSED_BYTES = 2 ** 20;

/** A request and its response. */
interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** Whether the client sends its body without waiting. */
  readonly isContinued: boolean;
}

/**
 * Whether the rest of a body is read, so that the connection stays open. The connection of a client that still writes
 * must not close: the client would see that, and not the answer.
 */
const isReadToEnd = ({ message: { complete, headers }, isContinued }: Exchange): boolean =>
  complete || (isContinued && Number(headers["content-length"] ?? Number.NaN) <= MAX_UNUSED_BYTES);

function write(reply: HttpReply, exchange: Exchange): void {
  const { message, response } = exchange;
  if (response.destroyed) {
    drop(reply);
    return;
  }
  const { body } = reply;
  const isStream = body instanceof Readable;
  // A large upload that is refused is not read to its end, so the connection cannot be reused.
  if (!isReadToEnd(exchange)) response.setHeader("connection", "close");
  // S3 keeps a connection open without a header that says so (recorded on AWS by LocalStack, 2026-02-21,
  // test_put_and_get_object_with_content_language_disposition). HTTP/1.0 would close it without one.
  else if (reply.headers["server"] === "AmazonS3" && message.httpVersion !== "1.0") response.removeHeader("connection");
  response.writeHead(
    reply.status,
    listHeaders(reply, isStream ? undefined : body === undefined ? 0 : Buffer.byteLength(body)),
  );
  if (!isStream) {
    if (body instanceof Uint8Array) response.once("finish", () => answerMemory.giveBack(body));
    response.end(body);
  } else {
    if (body instanceof FileStream) sendFile(body, response);
    else body.pipe(response);
    body.on("error", () => response.destroy());
    response.on("close", () => body.destroy());
  }
  message.resume();
}

/** The one header of AWS's with capitals, which some clients compare (recorded by LocalStack, 2025-09-19). */
const REQUEST_ID = "x-amzn-requestid";

/**
 * Names and values in turn. Not a copy of the object with one more member: V8 makes a new hidden class for such a copy,
 * which keeps the whole request in memory until a full garbage collection.
 *
 * @param length the body's length in bytes, where it is known
 */
function listHeaders({ status, headers }: HttpReply, length: number | undefined): string[] {
  const list: string[] = [];
  for (const name in headers)
    if (name !== "content-length") list.push(name === REQUEST_ID ? "x-amzn-RequestId" : name, headers[name] ?? "");
  // The answer to a HEAD has the length of the body that is not sent.
  // A 204 has none (RFC 9110, 8.6).
  const sent = headers["content-length"] ?? (status === 204 ? undefined : length?.toString());
  // The last one: Node decodes a Content-Disposition behind it as UTF-8, and then can't send what Latin-1 doesn't have.
  if (sent !== undefined) list.push("content-length", sent);
  return list;
}

/** As `pipe`, but gives each buffer back to the stream once the system has sent it. */
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
