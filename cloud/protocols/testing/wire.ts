import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { HttpResponse } from "@smithy/core/protocols";
import type { HttpRequest as SentRequest, StaticOperationSchema } from "@smithy/types";
import type { AwsFault } from "../../core/faults";
import type { HttpReply, HttpRequest } from "../../core/http";
import { getItemAt } from "../../../foundation/item-at";
import type { Protocol, ReplyContext, ServiceSchema } from "../protocol";

/** The answer to a request: an operation's output, or a fault. */
interface Answer {
  readonly output?: unknown;
  readonly fault?: AwsFault;
  readonly reply?: ReplyContext["reply"];
}

/** A service without handlers: the operations of an SDK package. */
export const loadOperations = (sdk: object, target?: string): ServiceSchema => {
  const schemas = Object.values(sdk).filter(
    // The border: an operation's schema is a list that begins with 9.
    (item: unknown): item is StaticOperationSchema => Array.isArray(item) && item[0] === 9,
  );
  const operations = Object.fromEntries(schemas.map((schema) => [schema[2], { schema }]));
  return target === undefined ? { operations } : { operations, target };
};

/** Replaces a connection to AWS: passes an SDK client's requests to a protocol, and returns the protocol's answers. */
export class Wire {
  readonly #protocol: Protocol;
  readonly #service: ServiceSchema;
  #answer: Answer = {};
  /** The operation and input of the latest request. */
  read: { readonly operation: string | undefined; readonly input: Readonly<Record<string, unknown>> } | undefined;
  /** The latest answer as the protocol wrote it. */
  written: HttpReply | undefined;

  constructor(protocol: Protocol, service: ServiceSchema) {
    this.#protocol = protocol;
    this.#service = service;
  }

  setAnswer(answer: Answer): void {
    this.#answer = answer;
  }

  async handle(sent: SentRequest): Promise<{ response: HttpResponse }> {
    const request = toRequest(sent);
    if (!this.#protocol.isClaiming(request)) throw new Error("The protocol does not claim the request.");
    const { operation, readInput } = await this.#protocol.open(request, this.#service, () =>
      buffer(request.openBody()),
    );
    const schema = Object.hasOwn(this.#service.operations, operation ?? "")
      ? this.#service.operations[operation ?? ""]?.schema
      : undefined;
    this.read = { operation, input: schema === undefined ? {} : await readInput(schema) };
    const { output, fault, reply = { headers: {} } } = this.#answer;
    const isHead = request.method === "HEAD";
    const isQueryMode = request.headers["x-amzn-query-mode"] === "true";
    const about = { schema, reply, isHead, isQueryMode };
    const context: ReplyContext = { requestId: "the-request", service: this.#service, ...about };
    this.written = fault ? this.#protocol.createFaultReply(fault, context) : this.#protocol.reply(output, context);
    const { status, headers, body } = this.written;
    const stream = body instanceof Readable ? body : Readable.from(body === undefined ? [] : [Buffer.from(body)]);
    return { response: new HttpResponse({ statusCode: status, headers: { ...headers }, body: stream }) };
  }
}

function toRequest({ method, path, query, headers, body, hostname, port }: SentRequest): HttpRequest {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    for (const item of [value].flat()) fields.append(name, item ?? "");
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    path: getItemAt(path.split("?"), 0),
    query: fields.toString(),
    headers: Object.fromEntries(lower),
    host: `${hostname}:${port ?? 80}`,
    openBody: () => (body instanceof Readable ? body : Readable.from(body === undefined ? [] : [Buffer.from(body)])),
    disconnected: new AbortController().signal,
  };
}
