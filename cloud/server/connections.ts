import type { Socket } from "node:net";

/** The length of a period, in ms of real time: a connection's bytes are counted over one to two periods. */
const WHILE_MS = 10_000;

interface TransferCount {
  /** Bytes in both directions until the beginning of this period, and of the period before. */
  atBeginning: number;
  before: number;
}

/**
 * The open connections, up to a limit. At the limit, the connection that moved the fewest bytes recently is closed for
 * a new one: so neither silent connections nor hundreds of very slow uploads keep new clients out.
 */
export class Connections {
  readonly #max: number;
  /** In the order in which the connections came. */
  readonly #open = new Map<Socket, TransferCount>();
  readonly #looking: NodeJS.Timeout;

  constructor(max: number) {
    this.#max = max;
    this.#looking = setInterval(() => this.#look(), WHILE_MS).unref();
  }

  add(socket: Socket): void {
    if (this.#open.size >= this.#max) this.#makeRoom();
    this.#open.set(socket, { atBeginning: 0, before: 0 });
    socket.on("close", () => this.#open.delete(socket));
  }

  /** Closes all connections, even with requests under way. */
  close(): void {
    clearInterval(this.#looking);
    for (const socket of this.#open.keys()) socket.destroy();
  }

  #makeRoom(): void {
    let min: Socket | undefined;
    let minBytes = Infinity;
    for (const [socket, { before }] of this.#open) {
      const bytes = countMovedBytes(socket) - before;
      if (bytes < minBytes) [min, minBytes] = [socket, bytes];
    }
    if (min === undefined) return;
    // Removed at once, not at its event `close`: more connections may come before that.
    this.#open.delete(min);
    min.destroy();
  }

  #look(): void {
    for (const [socket, moved] of this.#open) {
      moved.before = moved.atBeginning;
      moved.atBeginning = countMovedBytes(socket);
    }
  }
}

const countMovedBytes = ({ bytesRead, bytesWritten }: Socket): number => bytesRead + bytesWritten;

/** Limits on the port's time and memory for clients. Times are in ms of real time. */
export interface PortLimits {
  /** A connection that sends no bytes is closed after this time. */
  readonly firstBytesMs: number;
  /** How long a client may take to send a request's headers. */
  readonly headersMs: number;
  /**
   * A connection without a byte in either direction is closed after this time, such as that of a client that does not
   * read its answer.
   */
  readonly silentMs: number;
  /**
   * How long an idle connection stays open. SDKs keep connections between calls; closing early would race with their
   * next call.
   */
  readonly keepAliveMs: number;
  /** The most connections at once; a further one replaces the connection that moved the fewest bytes recently. */
  readonly connections: number;
  /** The most bytes of answers that clients have not read yet, of all connections together. */
  readonly unreadBytes: number;
}

export const PORT_LIMITS: PortLimits = {
  firstBytesMs: 10_000,
  headersMs: 10_000,
  silentMs: 120_000,
  keepAliveMs: 60_000,
  connections: 2_000,
  unreadBytes: 512 * 1024 * 1024,
};
