import type { StaticOperationSchema } from "@smithy/types";
import type { AwsFault } from "../core/faults";
import type { HttpReply, HttpRequest } from "../core/http";

/** The data of a service that its protocols need. */
export interface ServiceSchema {
  /** Before the dot in `X-Amz-Target`. */
  readonly target?: string;
  /** The operations by name; with schemas where HTTP bindings decide which operation a request is for. */
  readonly operations: Readonly<Record<string, { readonly schema?: StaticOperationSchema }>>;
}

/** A request whose operation is known and whose input can be read with that operation's schema. */
export interface OpenRequest {
  /** Undefined when the request names none. */
  readonly operation: string | undefined;
  /** The body if it was read into memory, for checking its signature. */
  readonly body: Uint8Array | undefined;
  /**
   * @param isPooled whether the input's blobs may be views of the body's memory, which is not reused until the request is
   * answered
   * @throws       AwsFault SerializationException if the request does not fit the schema
   */
  readonly readInput: (
    schema: StaticOperationSchema,
    isPooled?: boolean,
  ) => Record<string, unknown> | Promise<Record<string, unknown>>;
}

/** The data that an answer needs beside its content. */
export interface ReplyContext {
  readonly requestId: string;
  readonly service: ServiceSchema;
  /** Undefined where the request failed before its operation was known. */
  readonly schema: StaticOperationSchema | undefined;
  readonly reply: { readonly status?: number; readonly headers: Readonly<Record<string, string>> };
  /** Whether the method was HEAD, whose answer has no body. */
  readonly isHead: boolean;
  /** Whether the client asks for the statuses of AWS query in another protocol. */
  readonly isQueryMode: boolean;
}

/** Reads input and output again from the text that was sent. */
export interface SentValues {
  readonly readInput: (text: string) => unknown;
  readonly readOutput: (text: string) => unknown;
}

/** A wire protocol: how requests name operations and carry inputs, how outputs and faults are written. */
export interface Protocol {
  /** The family of error codes for a failed signature. */
  readonly family: "json" | "query" | "s3";
  /** Whether an input has no references to the body's memory, unless `isPooled`; then the memory may be reused. */
  readonly copiesBody?: boolean;
  /**
   * Makes the readers of an operation's input and output from the text that was sent; absent where the text alone is
   * not enough.
   */
  readonly createSentReaders?: (schema: StaticOperationSchema) => SentValues;
  isClaiming(request: HttpRequest): boolean;
  /**
   * @param readBody reads the whole body, up to a limit; not to be called for a streamed body. A fault names the
   *   operation, if it is known before.
   */
  open(
    request: HttpRequest,
    service: ServiceSchema,
    readBody: (operation?: string) => Promise<Buffer>,
  ): Promise<OpenRequest>;
  reply(output: unknown, context: ReplyContext): HttpReply;
  createFaultReply(fault: AwsFault, context: ReplyContext): HttpReply;
}

/** The header in which services that once used AWS query still send their old error code. */
export const queryErrorHeader = (fault: AwsFault): Readonly<Record<string, string>> =>
  fault.queryCode === undefined
    ? {}
    : { "x-amzn-query-error": `${fault.queryCode};${fault.status < 500 ? "Sender" : "Receiver"}` };

/** A fault's text, in the member that its shape has for it; a fault without a message has none (as recorded on AWS). */
export const createMessage = (
  { message }: AwsFault,
  member: "message" | "Message" = "message",
): Readonly<Record<string, string>> => (message === "" ? {} : { [member]: message });
