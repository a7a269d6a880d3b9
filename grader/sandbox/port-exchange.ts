import { chmodSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { HEAD } from "./inside/messages";

/** More connections than an engine's programs open to each other; each takes a file descriptor of the grader. */
const MAX_CONNECTIONS = 256;
const MAX_SILENCE_MS = 1_000;

/**
 * Connects the programs of an engine, each in a sandbox with its own network (`inside/ports.ts`). A program that serves a
 * port registers here, and is notified of each connection to the port. Code in one sandbox can answer in place of the others, but reach nothing
 * else: only the engine's own connections are joined here.
 */
export class PortExchange {
  readonly #servers: Server[] = [];
  readonly #open = new Set<Socket>();
  /** The program that serves each port. */
  readonly #answering = new Map<number, Socket>();
  /** Connections to each port that are not answered yet. */
  readonly #waiting = new Map<number, Socket[]>();

  /** @param path of the socket, in a folder that nobody else can access */
  constructor(path: string) {
    const server = createServer((socket) => {
      if (this.#hold(socket)) this.#onHead(socket);
    });
    // Listens at once, since a path needs no name look-up.
    this.#servers.push(server.listen(path));
    chmodSync(path, 0o666);
  }

  /** Lets the lab cloud reach a port, by the same port of this machine's loopback. */
  openToCloud(port: number): void {
    const server = createServer((socket) => {
      if (this.#hold(socket)) this.#call(port, socket);
    });
    // Another process may have taken the port meanwhile: then the engine does not become ready in time, and tells so.
    this.#servers.push(server.on("error", () => undefined).listen(port, "127.0.0.1"));
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #hold(socket: Socket): boolean {
    if (this.#open.size >= MAX_CONNECTIONS) {
      socket.destroy();
      return false;
    }
    this.#open.add(socket);
    socket.on("error", () => undefined).on("close", () => this.#open.delete(socket));
    return true;
  }

  #onHead(socket: Socket): void {
    let held = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      held = Buffer.concat([held, chunk]);
      if (held.byteLength < HEAD.bytes) return;
      socket.off("data", onData).pause();
      if (held.byteLength > HEAD.bytes) socket.unshift(held.subarray(HEAD.bytes));
      const { meeting, port } = HEAD.read(held);
      if (meeting === "serve") this.#serve(port, socket);
      else if (meeting === "reach") this.#call(port, socket);
      else if (meeting === "answer") this.#answer(port, socket);
      else socket.destroy();
    };
    socket.on("data", onData);
  }

  /** The program that registered last serves the port: the one that it replaces may not have ended completely. */
  #serve(port: number, socket: Socket): void {
    this.#answering.set(port, socket);
    // No more bytes come on this connection, but it must be read so that its end is noticed.
    socket.resume();
    socket.on("close", () => {
      if (this.#answering.get(port) !== socket) return;
      this.#answering.delete(port);
      for (const caller of this.#waiting.get(port) ?? []) caller.destroy();
    });
  }

  #call(port: number, caller: Socket): void {
    const answering = this.#answering.get(port);
    if (answering === undefined) {
      refuse(caller);
      return;
    }
    this.#waiting.set(port, [...(this.#waiting.get(port) ?? []), caller]);
    caller.on("close", () => this.#forget(port, caller));
    answering.write(".");
  }

  #answer(port: number, answerer: Socket): void {
    const [caller] = this.#waiting.get(port) ?? [];
    if (caller === undefined) {
      answerer.destroy();
      return;
    }
    this.#forget(port, caller);
    caller.pipe(answerer).pipe(caller);
    caller.on("close", () => answerer.destroySoon());
    answerer.on("close", () => caller.destroySoon());
  }

  #forget(port: number, caller: Socket): void {
    const waiting = (this.#waiting.get(port) ?? []).filter((socket) => socket !== caller);
    if (waiting.length === 0) this.#waiting.delete(port);
    else this.#waiting.set(port, waiting);
  }
}

/**
 * Closes a connection, but only after its first bytes: an HTTP client takes a connection that ends before its request
 * for an idle one, and tries again and again.
 */
function refuse(caller: Socket): void {
  caller.once("data", () => caller.destroy());
  caller.setTimeout(MAX_SILENCE_MS, () => caller.destroy());
}
