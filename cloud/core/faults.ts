/** The data of an AwsFault beside its code and message. */
export interface FaultDetails {
  /** HTTP status; by default 400. 5xx means that AWS, not the caller, is at fault. */
  readonly status?: number;
  /** The code that the old query protocol used, where it differs (SQS, CloudWatch). */
  readonly queryCode?: string;
  /** Further members of the modeled error shape, by their AWS names. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Extra response headers, such as S3's `Content-Range` of a 416. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An error that AWS itself would answer. Thrown only in cloud/, caught only where a request is answered, and written in
 * the request's protocol. Any other error is a bug of the lab cloud and becomes 500 InternalFailure.
 */
export class AwsFault extends Error {
  readonly code: string;
  readonly status: number;
  readonly queryCode: string | undefined;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, details: FaultDetails = {}) {
    super(message);
    this.name = "AwsFault";
    this.code = code;
    this.status = details.status ?? 400;
    this.queryCode = details.queryCode;
    this.members = details.members ?? {};
    this.headers = details.headers ?? {};
  }
}

/** The fault for a request that does not fit its protocol or the operation's shapes. */
export const createSerializationFault = (message: string): AwsFault => new AwsFault("SerializationException", message);

/** The fault for an operation that AWS has and the lab cloud does not. 501 is not retried by the SDKs. */
export const createNotEmulated = (service: string, operation: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${service} ${operation}.`, { status: 501 });

/**
 * The fault for a member that AWS accepts and the lab cloud does not implement: refused, so that no program relies on
 * it.
 */
export const createMemberNotEmulated = (path: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate the member '${path}'. Leave it out.`, { status: 501 });

/**
 * The fault for a value that the lab cloud does not implement, of a member that it does. The rules for structures add
 * the member's name.
 */
export class ValueNotEmulated extends AwsFault {
  readonly #value: string;
  readonly #path: readonly string[];

  constructor(value: string, path: readonly string[] = []) {
    const of = path.length === 0 ? "" : ` of the member '${path.join(".")}'`;
    super("NotImplemented", `The lab cloud does not emulate the value '${value}'${of}.`, { status: 501 });
    this.#value = value;
    this.#path = path;
  }

  /** The same fault, with the name of the member that contains the value. */
  addMember(member: string): ValueNotEmulated {
    return new ValueNotEmulated(this.#value, [member, ...this.#path]);
  }
}

/** The fault for a bug of the lab cloud; its cause is logged with the request id, never sent. */
export const createInternalFailure = (): AwsFault =>
  new AwsFault("InternalFailure", "The lab cloud failed to answer; its log holds the cause.", { status: 500 });

/** Whether an error of the operating system says that there is no room left. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");

/** The fault for a full disk under the data folder. */
export const createDiskFull = (): AwsFault =>
  new AwsFault("InternalFailure", "The lab cloud's disk is full: nothing was written.", { status: 500 });

/**
 * The fault for a client that closed its connection before its request was complete; no client reads this answer, but
 * the journal shows it.
 */
export const createClientDisconnected = (): AwsFault =>
  new AwsFault("RequestTimeout", "The client closed the connection before the request was complete.");

/**
 * A string's bytes as S3's faults for a wrong signature show them.
 *
 * @example formatBytes("AWS4") // "41 57 53 34"
 */
export const formatBytes = (text: string): string =>
  Buffer.from(text)
    .toString("hex")
    .replace(/(..)(?=.)/g, "$1 ");
