import type { StaticOperationSchema } from "@smithy/types";
import type { Call } from "./call";
import { checkMembers, type AnyMembers, type Checked } from "./members";
import type { Violation } from "./violations";

/** One emulated operation, as the service tables hold it. `L` is the lab that handlers work on. */
export interface Operation<L> {
  readonly kind: "operation";
  readonly name: string;
  readonly schema: StaticOperationSchema;
  /** The decision for each member of its input. */
  readonly members: AnyMembers;
  /** Its handler keeps no bytes of its input when it has answered, so that they may stand in the request's own memory. */
  readonly borrowsInput?: boolean;
  /** It keeps what it is told, and nothing acts upon it: COVERAGE.md, its answers and the log say so. */
  readonly isKeptOnly?: boolean;
  /** It keeps some of what it is told, and nothing acts upon that: COVERAGE.md says so, and its answers where they have such a part. */
  readonly isKeptInPart?: boolean;
  /** Its request is a form that carries its signature, which the handler verifies. */
  readonly verifiesForm?: boolean;
  /** Violations of the declared rules; a handler is only called when there are none. */
  readonly check: (input: Readonly<Record<string, unknown>>) => readonly Violation[];
  readonly handle: (lab: L, input: Readonly<Record<string, unknown>>, call: Call) => unknown;
}

/** An operation of the SDK that is left out on purpose: a request for it is recognised, and answered with a clear refusal. */
export interface NotEmulated {
  readonly kind: "not emulated";
  readonly name: string;
  /** Needed where requests are told apart by their HTTP bindings (S3). */
  readonly schema?: StaticOperationSchema;
}

/** The table entry of an operation that is left out, for services whose requests are routed by schema. */
export const notEmulated = (schema: StaticOperationSchema): NotEmulated => ({
  kind: "not emulated",
  name: schema[2],
  schema,
});

/** The table entries of operations that are left out, where requests carry their operation's name. */
export function notEmulatedNames<const Name extends string>(
  names: readonly Name[],
): Readonly<Record<Name, NotEmulated>> {
  // A loop: EC2 alone has seven hundred, and every start makes them.
  const entries: Partial<Record<Name, NotEmulated>> = {};
  for (const name of names) entries[name] = { kind: "not emulated", name };
  // The border: each name has its entry now.
  return entries as Record<Name, NotEmulated>;
}

/** What a handler may give back; the SDK's output types make most members optional, so a literal is checked by name. */
export type Reply<Output> = Output | Promise<Output>;

/**
 * Makes `operation` for one kind of lab; cloud/services/operation.ts holds the one that services use.
 *
 * `operation(schema, members, handler)`: the SDK's own schema names the operation and says how its input and output
 * travel; `members` decides each input member; `handler` sees only inputs that passed.
 */
export const operationsOn =
  <L>() =>
  <const M extends AnyMembers, Output>(
    schema: StaticOperationSchema,
    members: M,
    handler: (lab: L, request: Checked<M>, call: Call) => Reply<Output>,
  ): Operation<L> => ({
    kind: "operation",
    name: schema[2],
    schema,
    members,
    check: (input) => checkMembers(members, input),
    // The border: `check` has just proven that the input is a Checked<M>.
    handle: (lab, input, call) => handler(lab, input as Checked<M>, call),
  });

/** What an answer tells with, in a header, that nothing acts upon what was set, or not as on AWS. */
export const KEPT_HEADER = "x-lab-cloud-note";
const KEPT = "kept and told again; the lab cloud does not act upon it";

/** Says something in an answer's header, beside what is said there already. */
export function tellInHeader({ headers }: Call["reply"], text: string): void {
  const { [KEPT_HEADER]: before } = headers;
  if (before === undefined) headers[KEPT_HEADER] = text;
  else if (!before.includes(text)) headers[KEPT_HEADER] = `${before}; ${text}`;
}

/** What each cloud has said once already. */
const saidOnce = new WeakMap<object, Set<string>>();

/**
 * An operation that keeps what it is told, and nothing acts upon it. Nobody is to rely on it in silence: an answer to a client says so in a
 * header, the log says it once, COVERAGE.md always.
 *
 * @param what such as "S3: the lifecycle of a bucket"
 */
export const keptOnly = <L extends { log(line: string): void }>(what: string, kept: Operation<L>): Operation<L> => ({
  ...kept,
  isKeptOnly: true,
  handle(lab, input, call) {
    const tell = <T>(output: T): T => {
      tellKept(lab, call.reply, what);
      return output;
    };
    // What is refused is not kept.
    const output = kept.handle(lab, input, call);
    return output instanceof Promise ? output.then(tell) : tell(output);
  },
});

/** Says so of one answer, where an operation does more than keep. @param what as of `keptOnly` */
export function tellKept(lab: { log(line: string): void }, reply: Call["reply"], what: string): void {
  tellInHeader(reply, KEPT);
  logOnce(lab, `${what} is ${KEPT}`);
}

/** Writes a line into a cloud's log, the first time that the cloud has it to say. */
export function logOnce(lab: { log(line: string): void }, line: string): void {
  const said = saidOnce.get(lab) ?? new Set();
  saidOnce.set(lab, said);
  if (!said.has(line)) lab.log(line);
  said.add(line);
}

/** The operations that an SDK package knows, from its command classes: `PutRecordCommand` is `PutRecord`. */
export type OperationNames<Sdk> = {
  [K in keyof Sdk]: K extends `${infer Name}Command` ? (Name extends "" | "$" | `_${string}` ? never : Name) : never;
}[keyof Sdk];
