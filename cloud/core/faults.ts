/** What an AwsFault carries beside its code and message. */
export interface FaultDetails {
  /** HTTP status; 400 unless told. 5xx means that AWS, not the caller, is at fault. */
  readonly status?: number;
  /** The code that the old query protocol used, where it differs (SQS, CloudWatch). */
  readonly queryCode?: string;
  /** Further members of the modelled error shape, by their AWS names. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Extra response headers, such as S3's `Content-Range` of a 416. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An error that AWS itself would answer. Thrown only in cloud/, caught only where a request is answered, and spelled by
 * the request's protocol. Anything else that is thrown is our bug and becomes 500 InternalFailure.
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

/** The request could not be read as its protocol or its shapes ask. */
export const serializationFault = (message: string): AwsFault => new AwsFault("SerializationException", message);

/** An operation that AWS has and the lab cloud does not. 501 is not retried by the SDKs. */
export const operationNotEmulated = (service: string, operation: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${service} ${operation}.`, { status: 501 });

/** A member that AWS accepts and the lab cloud does not act upon: refused, so that nobody relies on it. */
export const memberNotEmulated = (path: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate the member '${path}'. Leave it out.`, { status: 501 });

/** Likewise, where the lab cloud has the member, but not this value of it. The rules that look into structures name the member. */
export class ValueNotEmulated extends AwsFault {
  readonly #value: string;
  readonly #path: readonly string[];

  constructor(value: string, path: readonly string[] = []) {
    const of = path.length === 0 ? "" : ` of the member '${path.join(".")}'`;
    super("NotImplemented", `The lab cloud does not emulate the value '${value}'${of}.`, { status: 501 });
    this.#value = value;
    this.#path = path;
  }

  /** The same, inside a member. */
  within(member: string): ValueNotEmulated {
    return new ValueNotEmulated(this.#value, [member, ...this.#path]);
  }
}

/** A failure on our side; its cause is logged with the request id, never sent. */
export const internalFailure = (): AwsFault =>
  new AwsFault("InternalFailure", "The lab cloud failed to answer; its log holds the cause.", { status: 500 });

/** Whether an error of the operating system says that there is no room left. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");

/** The data folder's disk has no room left. */
export const diskFull = (): AwsFault =>
  new AwsFault("InternalFailure", "The lab cloud's disk is full: nothing was written.", { status: 500 });

/** The client closed its connection before its request was whole; nobody reads this answer, the journal shows it. */
export const clientLeft = (): AwsFault =>
  new AwsFault("RequestTimeout", "The client closed the connection before the request was complete.");
