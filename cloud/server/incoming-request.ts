import type { Readable } from "node:stream";
import type { HttpReply, HttpRequest } from "../core/http";

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
