/** A value in a form that all clients can send and return: bytes are `{ "$bytes": text }`, times are ISO texts. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue };

/** The services that the cases call. */
export type CaseService = "kinesis" | "sqs" | "s3" | "logs" | "cloudwatch" | "iam" | "sts";

/** A call, which any client can make. */
export interface CaseCall {
  readonly service: CaseService;
  /** The operation's name in the API: `PutRecord`. */
  readonly operation: string;
  readonly input: PlainValue;
}

/** The result of a call. */
export type CaseAnswer = { readonly output: { readonly [name: string]: PlainValue } } | { readonly fault: CaseFault };

/** A fault as a client reports it. The AWS CLI does not show the status. */
export interface CaseFault {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

/** A call and its expected result, the same with every client. */
export interface Case extends CaseCall {
  readonly says: string;
  /** Members that the output must have, with these values; others are not compared. A RegExp is matched. */
  readonly output?: { readonly [name: string]: PlainValue | RegExp };
  /** Several codes if clients get different names of the same fault. */
  readonly fault?: {
    readonly code: string | readonly string[];
    readonly message?: string | RegExp;
    readonly status?: number;
  };
  /** Cloud time that passes before the call. */
  readonly afterSeconds?: number;
}

/** A client of one kind. */
export interface CaseClient {
  call(call: CaseCall): Promise<CaseAnswer>;
  close(): Promise<void>;
}

/** Bytes in a case. */
export const toBytes = (text: string): PlainValue => ({ $bytes: text });
