import { Readable } from "node:stream";

/** A request, the same whether it came over HTTP/1.1, HTTP/2 or a unix socket. */
export interface HttpRequest {
  readonly method: string;
  /** The path as sent: percent-encoded, without the query. */
  readonly path: string;
  /** The query as sent, without the `?`; empty if there is none. */
  readonly query: string;
  /** Lower-case names; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The Host header, with its port. */
  readonly host: string;
  /** The body; calling this answers a client's `Expect: 100-continue`. */
  openBody(): Readable;
  /** Fires when the client's connection or stream closed early. */
  readonly disconnected: AbortSignal;
}

/** An answer, before a server has written it. A Readable body is streamed and destroyed if the client leaves. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable | undefined;
}

/** Closes the stream of an answer whose client has left. */
export function drop({ body }: HttpReply): void {
  if (body instanceof Readable) body.destroy();
}
