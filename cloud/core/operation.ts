import type { StaticOperationSchema } from "@smithy/types";
import type { Call } from "./call";
import { checkMembers, type AnyMembers, type Checked } from "./members";
import type { Note } from "./notes";
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
  /** What its requests can have and nothing acts upon, or not as on AWS: COVERAGE.md and its answers say so. */
  readonly notes?: readonly Note[];
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
export function notEmulatedNames(names: readonly string[]): Readonly<Record<string, NotEmulated>> {
  // A loop: EC2 alone has seven hundred, and every start makes them.
  const entries: Record<string, NotEmulated> = {};
  for (const name of names) entries[name] = { kind: "not emulated", name };
  return entries;
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

/** The operations that an SDK package knows, from its command classes: `PutRecordCommand` is `PutRecord`. */
export type OperationNames<Sdk> = {
  [K in keyof Sdk]: K extends `${infer Name}Command` ? (Name extends "" | "$" | `_${string}` ? never : Name) : never;
}[keyof Sdk];
