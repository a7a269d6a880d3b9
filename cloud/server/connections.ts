import type { Socket } from "node:net";

/** What a connection moved is looked at over one to two such whiles, in ms of real time. */
const WHILE_MS = 10_000;

interface Moved {
  /** Bytes either way until the beginning of this while, and of the one before. */
  atBeginning: number;
  before: number;
}

/**
 * The open connections, so many and no more. When all places are taken, the connection over which least went lately makes room for
 * a new one: neither silence, nor a drip of bytes over hundreds of uploads, keeps others out until it is cut off.
 */
export class Connections {
  readonly #most: number;
  /** The one that came first stands first. */
  readonly #open = new Map<Socket, Moved>();
  readonly #looking: NodeJS.Timeout;

  constructor(most: number) {
    this.#most = most;
    this.#looking = setInterval(() => this.#look(), WHILE_MS).unref();
  }

  add(socket: Socket): void {
    if (this.#open.size >= this.#most) this.#makeRoom();
    this.#open.set(socket, { atBeginning: 0, before: 0 });
    socket.on("close", () => this.#open.delete(socket));
  }

  /** Ends all of them, finished or not. */
  close(): void {
    clearInterval(this.#looking);
    for (const socket of this.#open.keys()) socket.destroy();
  }

  #makeRoom(): void {
    let least: Socket | undefined;
    let leastBytes = Infinity;
    for (const [socket, { before }] of this.#open) {
      const bytes = movedBytes(socket) - before;
      if (bytes < leastBytes) [least, leastBytes] = [socket, bytes];
    }
    if (least === undefined) return;
    // At once, and not when it tells of its end: more may come before that.
    this.#open.delete(least);
    least.destroy();
  }

  #look(): void {
    for (const [socket, moved] of this.#open) {
      moved.before = moved.atBeginning;
      moved.atBeginning = movedBytes(socket);
    }
  }
}

const movedBytes = ({ bytesRead, bytesWritten }: Socket): number => bytesRead + bytesWritten;
