import { expect } from "chai";

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

/**
 * A case's input, in which `{ "$from": "Member.0.Other" }` is replaced by a value of earlier answers, such as an
 * iterator or a handle.
 *
 * @param stored the members of earlier answers
 */
export function fillIn(value: PlainValue, stored: { readonly [name: string]: PlainValue }): PlainValue {
  if (Array.isArray(value)) return value.map((item: PlainValue) => fillIn(item, stored));
  if (typeof value !== "object" || value === null) return value;
  if ("$from" in value) return getAt(stored, String(value.$from)) ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillIn(item, stored)]));
}

/** The value at a path such as `Records.0.Data` in an answer. */
const getAt = (value: PlainValue | undefined, path: string): PlainValue | undefined =>
  path
    .split(".")
    .reduce<PlainValue | undefined>(
      (inside, step) => (inside as { readonly [name: string]: PlainValue } | undefined | null)?.[step],
      value,
    );

/** @throws AssertionError if an answer is not the expected one */
export function checkAnswer(answer: CaseAnswer, { output, fault }: Case): void {
  if (fault === undefined) {
    if ("fault" in answer) expect.fail(`${answer.fault.code} (${answer.fault.status}): ${answer.fault.message}`);
    for (const [path, requested] of Object.entries(output ?? {}))
      expectSame(getAt(answer.output, path), requested, path);
    return;
  }
  if ("output" in answer) expect.fail(`a fault was expected, the call answered ${JSON.stringify(answer.output)}`);
  expect([fault.code].flat(), `${answer.fault.code}: ${answer.fault.message}`).to.include(answer.fault.code);
  if (fault.message !== undefined) expectSame(answer.fault.message, fault.message, "the fault's message");
  if (fault.status !== undefined && answer.fault.status !== undefined)
    expect(answer.fault.status).to.equal(fault.status);
}

/** Compares values; numbers and booleans are compared as text, as they are in XML. */
function expectSame(found: PlainValue | undefined, requested: PlainValue | RegExp, subject: string): void {
  if (requested instanceof RegExp) expect(String(found), subject).to.match(requested);
  else if (typeof requested === "object" && requested !== null) expect(found, subject).to.deep.equal(requested);
  else expect(String(found), subject).to.equal(String(requested));
}
