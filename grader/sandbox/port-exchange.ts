import { chmodSync } from "node:fs";
import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { HEAD } from "./inside/messages";

/** More than an engine's programs open to each other; each is a descriptor of the grader's. */
const MOST_CONNECTIONS = 256;
const LONGEST_SILENCE_MS = 1_000;

/**
 * Where the programs of an engine meet, each in a sandbox with a network of its own (`inside/ports.ts`): who answers a port says so here, and
 * is told of each connection to it. Whoever is in one of the sandboxes can answer in the place of the others, and reach nothing else: all
 * that is joined here are their own connections.
 */
export class PortExchange {
  readonly #servers: Server[] = [];
  readonly #open = new Set<Socket>();
  /** Who answers each port. */
  readonly #answering = new Map<number, Socket>();
  /** Connections to each port that nobody has answered yet. */
  readonly #waiting = new Map<number, Socket[]>();

  /** @param path of the socket; its folder is nobody else's */
  constructor(path: string) {
    const server = createServer((socket) => {
      if (this.#hold(socket)) this.#onHead(socket);
    });
    // Listens at once: a path needs no looking up.
    this.#servers.push(server.listen(path));
    chmodSync(path, 0o666);
  }

  /** Lets the lab cloud reach a port, by the same port of this machine's loopback. */
  openToCloud(port: number): void {
    const server = createServer((socket) => {
      if (this.#hold(socket)) this.#call(port, socket);
    });
    // Somebody else may have taken the port in the meantime: then the engine is not ready in time, and says so.
    this.#servers.push(server.on("error", () => undefined).listen(port, "127.0.0.1"));
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #hold(socket: Socket): boolean {
    if (this.#open.size >= MOST_CONNECTIONS) {
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

  /** The last to come answers: one that was replaced may not have ended quite. */
  #serve(port: number, socket: Socket): void {
    this.#answering.set(port, socket);
    // It says nothing more, and its end has to be heard.
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
    const waiting = (this.#waiting.get(port) ?? []).filter((one) => one !== caller);
    if (waiting.length === 0) this.#waiting.delete(port);
    else this.#waiting.set(port, waiting);
  }
}

/** Not before it has asked: clients of HTTP take a connection that ends before that for an idle one, and try again and again. */
function refuse(caller: Socket): void {
  caller.once("data", () => caller.destroy());
  caller.setTimeout(LONGEST_SILENCE_MS, () => caller.destroy());
}
