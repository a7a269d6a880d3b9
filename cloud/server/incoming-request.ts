import type { Readable } from "node:stream";
import type { HttpReply, HttpRequest } from "../core/http";

/** Answers a request; never rejects, since every failure has an answer. */
export type Answer = (request: HttpRequest) => Promise<HttpReply>;

/** What a server knows of a request. */
export interface IncomingParts {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly host: string;
  readonly body: () => Readable;
}

/** A request as both servers make it. */
export class IncomingRequest implements HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly host: string;
  readonly #open: () => Readable;
  #body: Readable | undefined;
  #gone: AbortController | undefined;
  #left = false;

  constructor({ method, target, headers, host, body }: IncomingParts) {
    const mark = target.indexOf("?");
    this.method = method;
    this.path = mark === -1 ? target : target.slice(0, mark);
    this.query = mark === -1 ? "" : target.slice(mark + 1);
    this.headers = headers;
    this.host = host;
    this.#open = body;
  }

  /**
   * The same stream however often it is asked for.
   *
   * A method: where this was a function made by the constructor, `node --trace-gc` showed that V8 took what belongs to a request for
   * long-lived, and kept it until it cleared its whole heap.
   */
  body(): Readable {
    this.#body ??= this.#open();
    return this.#body;
  }

  /** Made only when somebody asks: few handlers wait. */
  get gone(): AbortSignal {
    this.#gone ??= new AbortController();
    if (this.#left) this.#gone.abort();
    return this.#gone.signal;
  }

  /** The client closed its side early. */
  leave(): void {
    this.#left = true;
    this.#gone?.abort();
  }
}
