import type { StaticOperationSchema } from "@smithy/types";
import type { AwsFault } from "../core/faults";
import type { HttpReply, HttpRequest } from "../core/http";

/** What a protocol looks at of the service that speaks it. */
export interface SpokenService {
  /** Before the dot in `X-Amz-Target`. */
  readonly target?: string;
  /** By name; the schemas of those that are told apart by their HTTP bindings. */
  readonly operations: Readonly<Record<string, { readonly schema?: StaticOperationSchema }>>;
}

/** A request whose operation is known and whose input can be read with that operation's schema. */
export interface OpenRequest {
  /** Undefined when the request names none. */
  readonly operation: string | undefined;
  /** The body if it was read into memory, for checking its signature. */
  readonly body: Uint8Array | undefined;
  /**
   * @param isLent the body's memory is the input's until the request is answered: its bytes may stand there
   * @throws       AwsFault SerializationException if the request does not fit the schema
   */
  readonly input: (
    schema: StaticOperationSchema,
    isLent?: boolean,
  ) => Record<string, unknown> | Promise<Record<string, unknown>>;
}

/** What an answer needs beside its content. */
export interface ReplyContext {
  readonly requestId: string;
  readonly service: SpokenService;
  /** Undefined where the request failed before its operation was known. */
  readonly schema: StaticOperationSchema | undefined;
  readonly reply: { readonly status?: number; readonly headers: Readonly<Record<string, string>> };
  /** Set when the client asked with HEAD: an answer without a body. */
  readonly isHead: boolean;
}

/** Reads what was sent once more. */
export interface SentValues {
  readonly input: (text: string) => unknown;
  readonly output: (text: string) => unknown;
}

/** A wire protocol: how requests name operations and carry inputs, how outputs and faults are written. */
export interface Protocol {
  /** Which family of error codes a failed signature gets. */
  readonly family: "json" | "query" | "s3";
  /** Whether an input that was read holds nothing of the body's memory, unless it was lent; it may be used again then. */
  readonly copiesBody?: boolean;
  /** How an operation's input and output are read from the text that was sent; left out where that takes more than the text. */
  readonly sent?: (schema: StaticOperationSchema) => SentValues;
  claims(request: HttpRequest): boolean;
  /** @param readBody reads the whole body, bounded; not to be called for streamed ones */
  open(request: HttpRequest, service: SpokenService, readBody: () => Promise<Buffer>): Promise<OpenRequest>;
  reply(output: unknown, context: ReplyContext): HttpReply;
  fault(fault: AwsFault, context: ReplyContext): HttpReply;
}
