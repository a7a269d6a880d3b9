import type { Http2Server } from "node:http2";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { lstatSync, rmSync } from "node:fs";
import type { Certificate } from "./certificate";
import { type Answer, Connections, PORT_LIMITS, type PortLimits, UnreadAnswerBytes } from "./connections";
import { createHttp1Server } from "./http1";

/** The first bytes of an HTTP/2 client with prior knowledge; no HTTP/1.1 request begins with them. */
const PREFACE = Buffer.from("PRI * HTTP/2.0");

/** An open port. */
export interface Port {
  readonly port: number;
  /** The port for TLS, if one was asked for. */
  readonly tlsPort: number | undefined;
  /** Closes all connections, even with requests under way. */
  close(): Promise<void>;
}

/** Where to listen: loopback only. */
interface PortOptions {
  /** The port's number; 0 for any free port. */
  readonly port: number;
  /** A unix socket to listen on as well, for sandboxes without a network. */
  readonly socket: string | undefined;
  /** A port for the same protocols within TLS, 0 for any free port; and its certificate. */
  readonly tls?: (Certificate & { readonly port: number }) | undefined;
  /** Called with an error while an answer is written: a bug of the lab cloud. */
  readonly onBug: (error: unknown) => void;
  /** Limits that replace those of PORT_LIMITS. */
  readonly limits?: Partial<PortLimits>;
}

/**
 * Listens on 127.0.0.1 for HTTP/1.1 and HTTP/2 cleartext on one port, which are distinguished by their first bytes; for
 * both within TLS on another port, if asked.
 *
 * @throws Error from the operating system, EADDRINUSE if a port is in use; then neither port is open
 */
export async function openPort(options: PortOptions, answer: Answer): Promise<Port> {
  const limits = { ...PORT_LIMITS, ...options.limits };
  const parts = { answer, onBug: options.onBug, limits, unread: new UnreadAnswerBytes(limits.unreadBytes) };
  const http1 = createHttp1Server(parts);
  // Loaded when a client first uses HTTP/2: to load it takes a twentieth of a start's time.
  let http2: Promise<Http2Server> | undefined;
  const serveHttp2 = async (socket: Socket): Promise<void> => {
    http2 ??= import("./http2").then(({ createHttp2Server }) => createHttp2Server(parts));
    const server = await http2;
    if (!socket.destroyed) server.emit("connection", socket);
  };
  const connections = new Connections(limits.connections);
  const serve = (socket: Socket): void => {
    socket.on("error", () => socket.destroy());
    sniff(socket, limits.firstBytesMs, (isHttp2) => {
      if (isHttp2) serveHttp2(socket).catch(options.onBug);
      else http1.emit("connection", socket);
    });
  };
  const createPlainServer = (): Server =>
    createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
      connections.add(socket);
      serve(socket);
    });
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    connections.close();
    http1.close();
    await Promise.all(closed);
  };
  const listenAt = async (server: Server, where: ListenAddress): Promise<Server> => {
    await listenOn(server, where);
    servers.push(server);
    return server;
  };
  try {
    const port = getPort(await listenAt(createPlainServer(), { port: options.port, host: "127.0.0.1" }));
    if (options.socket !== undefined) {
      // Removes only a socket, such as one that a killed cloud left, never another file.
      if (lstatSync(options.socket, { throwIfNoEntry: false })?.isSocket()) rmSync(options.socket);
      await listenAt(createPlainServer(), { path: options.socket });
    }
    const { tls } = options;
    if (tls === undefined) return { port, tlsPort: undefined, close };
    const { createServer: createTlsServer } = await import("node:tls");
    const server = createTlsServer(
      {
        key: tls.key,
        cert: tls.certificate,
        ALPNProtocols: ["h2", "http/1.1"],
        handshakeTimeout: limits.firstBytesMs,
        noDelay: true,
      },
      serve,
    );
    // Connections before their TLS handshake count too.
    server.on("connection", (socket) => connections.add(socket));
    server.on("tlsClientError", (_error, socket) => socket.destroy());
    return { port, tlsPort: getPort(await listenAt(server, { port: tls.port, host: "127.0.0.1" })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type ListenAddress = { readonly port: number; readonly host: string } | { readonly path: string };

function listenOn(server: Server, where: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => resolve());
  });
}

/** A TCP server's port; its address is never a path. */
const getPort = (server: Server): number => (server.address() as AddressInfo).port;

/** Reads until the first bytes determine the protocol, and puts them back. */
function sniff(socket: Socket, firstBytesMs: number, decided: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0);
  // The deadline for all of these bytes: single slow bytes do not extend it.
  const deadline = setTimeout(() => socket.destroy(), firstBytesMs).unref();
  socket.once("close", () => clearTimeout(deadline));
  const read = (chunk: Buffer): void => {
    seen = Buffer.concat([seen, chunk]);
    const length = Math.min(seen.byteLength, PREFACE.byteLength);
    const canBeHttp2 = seen.subarray(0, length).equals(PREFACE.subarray(0, length));
    if (canBeHttp2 && length < PREFACE.byteLength) return;
    socket.off("data", read);
    socket.pause();
    clearTimeout(deadline);
    socket.unshift(seen);
    decided(canBeHttp2);
    // The HTTP/2 session reads the bytes that were put back itself, and only from a paused socket.
    if (!canBeHttp2) socket.resume();
  };
  socket.on("data", read);
}
