import type { Socket } from "node:net";

/** The length of a period, in ms of real time: a connection's bytes are counted over one to two periods. */
const WHILE_MS = 10_000;

interface Moved {
  /** Bytes in both directions until the beginning of this period, and of the period before. */
  atBeginning: number;
  before: number;
}

/**
 * The open connections, up to a limit. At the limit, the connection that moved the fewest bytes recently is closed for
 * a new one: so neither silent connections nor hundreds of very slow uploads keep new clients out.
 */
export class Connections {
  readonly #most: number;
  /** In the order in which the connections came. */
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

  /** Closes all connections, even with requests under way. */
  close(): void {
    clearInterval(this.#looking);
    for (const socket of this.#open.keys()) socket.destroy();
  }

  #makeRoom(): void {
    let least: Socket | undefined;
    let leastBytes = Infinity;
    for (const [socket, { before }] of this.#open) {
      const bytes = countMovedBytes(socket) - before;
      if (bytes < leastBytes) [least, leastBytes] = [socket, bytes];
    }
    if (least === undefined) return;
    // Removed at once, not at its event `close`: more connections may come before that.
    this.#open.delete(least);
    least.destroy();
  }

  #look(): void {
    for (const [socket, moved] of this.#open) {
      moved.before = moved.atBeginning;
      moved.atBeginning = countMovedBytes(socket);
    }
  }
}

const countMovedBytes = ({ bytesRead, bytesWritten }: Socket): number => bytesRead + bytesWritten;
