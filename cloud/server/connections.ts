import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { FileStream } from "../core/file-stream";
import { drop, type HttpReply, type HttpRequest } from "../core/http";

const tooMuch: HttpReply = {
  status: 503,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ __type: "ServiceUnavailable", message: "Too many answers wait to be read. Try again." }),
};

/**
 * Counts the bytes of answers that clients have not read yet, so that clients that never read cannot fill the memory.
 */
export class UnreadAnswerBytes {
  readonly #max: number;
  #bytes = 0;

  /** @param max the most bytes of all answers together */
  constructor(max: number) {
    this.#max = max;
  }

  /**
   * Returns the answer, or a refusal instead.
   *
   * @param over calls its argument when the answer was sent, or its client has left
   */
  admitReply(reply: HttpReply, over: (forget: () => void) => void): HttpReply {
    const length = measureHeldBytes(reply);
    if (this.#bytes + length > this.#max) {
      drop(reply);
      return tooMuch;
    }
    if (length > 0) {
      this.#bytes += length;
      over(() => {
        this.#bytes -= length;
      });
    }
    return reply;
  }
}

/**
 * The memory that an answer holds until it is read. A stream is produced only as fast as it is read, but it fills two
 * buffers, its own and that of the connection, also for a client that reads nothing.
 */
function measureHeldBytes({ body }: HttpReply): number {
  if (body === undefined) return 0;
  if (!(body instanceof Readable)) return body.length;
  const buffers = 2 * body.readableHighWaterMark;
  return body instanceof FileStream ? Math.min(buffers, body.length) : buffers;
}

/** Answers a request; never rejects, since every failure has an answer. */
export type Answer = (request: HttpRequest) => Promise<HttpReply>;

/** The parts of a request that a server passes on. */
interface IncomingParts {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly host: string;
  readonly openBody: () => Readable;
}

/** A request, for HTTP/1.1 and HTTP/2. */
export class IncomingRequest implements HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly host: string;
  readonly #open: () => Readable;
  #body: Readable | undefined;
  #disconnected: AbortController | undefined;
  #left = false;

  constructor({ method, target, headers, host, openBody }: IncomingParts) {
    const mark = target.indexOf("?");
    this.method = method;
    this.path = mark === -1 ? target : target.slice(0, mark);
    this.query = mark === -1 ? "" : target.slice(mark + 1);
    this.headers = headers;
    this.host = host;
    this.#open = openBody;
  }

  /**
   * The body's stream, the same one at each call.
   *
   * A method: with a function that the constructor makes, `node --trace-gc` showed that V8 promoted the request's
   * objects to the old generation, and kept them until a full garbage collection.
   */
  openBody(): Readable {
    this.#body ??= this.#open();
    return this.#body;
  }

  /** Made at first use: few handlers wait. */
  get disconnected(): AbortSignal {
    this.#disconnected ??= new AbortController();
    if (this.#left) this.#disconnected.abort();
    return this.#disconnected.signal;
  }

  /** Called when the client has closed its side early. */
  leave(): void {
    this.#left = true;
    this.#disconnected?.abort();
  }
}

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
