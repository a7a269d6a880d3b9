import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { lstatSync, rmSync } from "node:fs";
import type { Answer } from "./incoming-request";
import { Connections } from "./connections";
import { http1Server } from "./http1";
import { http2Server } from "./http2";
import { PORT_LIMITS, type PortLimits } from "./limits";
import { Unread } from "./unread";

/** How an HTTP/2 client with prior knowledge begins; no HTTP/1.1 request does. */
const PREFACE = Buffer.from("PRI * HTTP/2.0");

/** An open port. */
export interface Port {
  readonly port: number;
  /** Ends all connections, finished or not. */
  close(): Promise<void>;
}

/** Where to listen: loopback only. */
export interface PortOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** A unix socket to listen on as well, for sandboxes without a network. */
  readonly socket: string | undefined;
  /** Told what made an answer impossible to write: our bug. */
  readonly onBug: (error: unknown) => void;
  /** As they are in PORT_LIMITS unless told. */
  readonly limits?: Partial<PortLimits>;
}

/**
 * Listens on 127.0.0.1 for HTTP/1.1 and HTTP/2 cleartext on one port, told apart by their first bytes.
 *
 * @throws Error from the operating system, EADDRINUSE if the port is taken
 */
export async function openPort(options: PortOptions, answer: Answer): Promise<Port> {
  const limits = { ...PORT_LIMITS, ...options.limits };
  const parts = { answer, onBug: options.onBug, limits, unread: new Unread(limits.unreadBytes) };
  const http1 = http1Server(parts);
  const http2 = http2Server(parts);
  const connections = new Connections(limits.connections);
  const accept = (socket: Socket): void => {
    connections.add(socket);
    socket.on("error", () => socket.destroy());
    sniff(socket, limits.firstBytesMs, (isHttp2) => (isHttp2 ? http2 : http1).emit("connection", socket));
  };
  const listenAt = (where: Parameters<typeof listening>[1]): Promise<Server> => listening(accept, where);
  const servers = [await listenAt({ port: options.port, host: "127.0.0.1" })];
  if (options.socket !== undefined) {
    // A socket that a killed cloud left; never somebody's file.
    if (lstatSync(options.socket, { throwIfNoEntry: false })?.isSocket()) rmSync(options.socket);
    servers.push(await listenAt({ path: options.socket }));
  }
  // The address of a TCP server is never a path.
  const { port } = servers[0]?.address() as AddressInfo;
  return {
    port,
    async close() {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      connections.close();
      http1.close();
      await Promise.all(closed);
    },
  };
}

function listening(
  accept: (socket: Socket) => void,
  where: { port: number; host: string } | { path: string },
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true, allowHalfOpen: true }, accept);
    server.once("error", reject);
    server.listen(where, () => resolve(server));
  });
}

/** Reads until the first bytes decide, puts them back, and says which protocol it is. */
function sniff(socket: Socket, firstBytesMs: number, decided: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0);
  // From the first byte to the one that decides: a drip of bytes does not put it off.
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
    // The HTTP/2 session reads what was put back itself, and only from a socket that does not flow.
    if (!canBeHttp2) socket.resume();
  };
  socket.on("data", read);
}
