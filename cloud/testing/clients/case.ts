/** A value as all clients can give and take it: bytes are `{ "$bytes": text }`, times are ISO texts. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/** The services that the cases ask. */
export type CaseService = "kinesis" | "sqs" | "s3" | "logs" | "cloudwatch" | "iam" | "sts";

/** One call, whichever client makes it. */
export interface CaseCall {
  readonly service: CaseService;
  /** As the API names it: `PutRecord`. */
  readonly operation: string;
  readonly input: Plain;
}

/** What a call came to. */
export type CaseAnswer = { readonly output: { readonly [name: string]: Plain } } | { readonly fault: CaseFault };

/** A fault as a client tells of it. The AWS CLI does not show the status. */
export interface CaseFault {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

/** A call and what must come of it, the same with every client. */
export interface Case extends CaseCall {
  readonly says: string;
  /** Members that the output must have, with these values; others do not count. A RegExp is matched. */
  readonly output?: { readonly [name: string]: Plain | RegExp };
  /** More than one code where clients are told by different names of the same fault. */
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
export const bytes = (text: string): Plain => ({ $bytes: text });
