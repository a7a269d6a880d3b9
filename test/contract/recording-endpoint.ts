import {
  createServer,
  request as requestTo,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import {
  connect,
  createServer as createHttp2Server,
  type ClientHttp2Session,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from "node:http2";
import { createServer as createPort, type AddressInfo, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";

/** A request as it was received, not parsed. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Headers by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body in base64. */
  readonly body: string;
}

/** An endpoint that records each request to AWS and forwards it unchanged to the cloud behind it. */
interface RecordingEndpoint {
  readonly url: string;
  readonly recorded: readonly RecordedRequest[];
  close(): Promise<void>;
}

const PREFACE = "PRI ";
/** Headers that belong to one connection, and are not forwarded. */
const OF_A_CONNECTION =
  /^(:(?!authority).*|connection|keep-alive|transfer-encoding|upgrade|expect|http2-settings|proxy-connection)$/;

type ReceivedRequest = Omit<RecordedRequest, "body"> & { readonly body: Buffer };

/**
 * Listens on a free port of this machine, for HTTP/1.1 and for HTTP/2 without TLS, which AWS's clients use for Kinesis.
 */
export async function startRecordingEndpoint(behind: string): Promise<RecordingEndpoint> {
  const recorded: RecordedRequest[] = [];
  const { hostname, port } = new URL(behind);
  const takeRequest = async (request: IncomingMessage | Http2ServerRequest): Promise<ReceivedRequest> => {
    const [body, method, target] = [await buffer(request), request.method ?? "", request.url ?? "/"];
    const headers = copyHeaders(request.headers);
    // The lab cloud's own pages are not part of AWS.
    if (!/^\/(_lab|console)(\/|$)/.test(target))
      recorded.push({ method, target, headers, body: body.toString("base64") });
    return { method, target, headers, body };
  };
  const forwardHttp1 = async (message: IncomingMessage, answering: ServerResponse): Promise<void> => {
    const { method, target, headers, body } = await takeRequest(message);
    const onward = requestTo({
      hostname,
      port,
      method,
      path: target,
      headers: { ...headers, "content-length": body.length },
    });
    onward.on("error", () => answering.destroy());
    onward.on("response", (response) => {
      const stored = Object.entries(response.headers).filter(([name]) => !OF_A_CONNECTION.test(name));
      answering.writeHead(response.statusCode ?? 502, Object.fromEntries(stored));
      response.pipe(answering);
    });
    onward.end(body);
  };
  // The cloud closes a connection that is idle for a while: then a new one is opened.
  let open: ClientHttp2Session | undefined;
  const openSession = (): ClientHttp2Session => {
    if (open !== undefined && !open.closed && !open.destroyed) return open;
    const fresh = connect(behind);
    fresh.on("error", () => fresh.destroy());
    return (open = fresh);
  };
  const forwardHttp2 = async (request: Http2ServerRequest, answering: Http2ServerResponse): Promise<void> => {
    const { method, target, headers, body } = await takeRequest(request);
    const onward = openSession().request({ ...headers, ":method": method, ":path": target });
    onward.on("error", () => {
      answering.stream.destroy();
    });
    onward.on("response", (received) => {
      const stored = Object.entries(received).filter(([name]) => !name.startsWith(":"));
      answering.writeHead(received[":status"] ?? 502, Object.fromEntries(stored));
      onward.pipe(answering);
    });
    onward.end(body);
  };
  const http1 = createServer((message, answering) => {
    forwardHttp1(message, answering).catch(() => answering.destroy());
  });
  const http2 = createHttp2Server({}, (request, answering) => {
    forwardHttp2(request, answering).catch(() => {
      answering.stream.destroy();
    });
  });
  const sockets = new Set<Socket>();
  const door = createPort((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    socket.once("readable", () => {
      const first = socket.read() as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      (first.toString("latin1").startsWith(PREFACE) ? http2 : http1).emit("connection", socket);
    });
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    recorded,
    close: () =>
      new Promise((resolve) => {
        door.close(() => {
          resolve();
        });
        open?.destroy();
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function copyHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const stored = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || OF_A_CONNECTION.test(name) ? [] : [[name, [value].flat().join(",")]],
  );
  return Object.fromEntries(stored);
}
