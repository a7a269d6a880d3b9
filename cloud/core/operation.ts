import type { StaticOperationSchema } from "@smithy/types";
import type { Call } from "./call";
import { checkMembers, type AnyMembers, type CheckedInput } from "./members";
import type { Violation } from "./violations";
import type { Note } from "./notes";

/** One emulated operation, as an entry of a service's table. `L` is the services that handlers work on. */
export interface Operation<L> {
  readonly kind: "operation";
  readonly name: string;
  readonly schema: StaticOperationSchema;
  /** The decision for each member of its input. */
  readonly members: AnyMembers;
  /**
   * Whether the handler keeps no bytes of its input after it has answered, so that blobs may be views of the request's
   * body.
   */
  readonly borrowsInput?: boolean;
  /**
   * The notes on parts of its requests that have no effect, or another one than on AWS; for COVERAGE.md and for
   * answers.
   */
  readonly notes?: readonly Note[];
  /** Whether its request is a form that contains the signature, which the handler verifies. */
  readonly verifiesForm?: boolean;
  /** Gives the violations of the declared rules; the handler is only called when there are none. */
  readonly check: (input: Readonly<Record<string, unknown>>) => readonly Violation[];
  readonly handle: (services: L, input: Readonly<Record<string, unknown>>, call: Call) => unknown;
}

/** An operation of the SDK that is left out on purpose: a request for it is recognized, and answered with a clear refusal. */
export interface OmittedOperation {
  readonly kind: "not emulated";
  readonly name: string;
  /** Needed where the HTTP bindings decide which operation a request is for (S3). */
  readonly schema?: StaticOperationSchema;
}

/** The table entry of an operation that is left out, for services whose requests are routed by schema. */
export const createNotEmulated = (schema: StaticOperationSchema): OmittedOperation => ({
  kind: "not emulated",
  name: schema[2],
  schema,
});

/** The table entries of operations that are left out, where requests carry their operation's name. */
export function createNotEmulatedEntries(names: readonly string[]): Readonly<Record<string, OmittedOperation>> {
  // A loop, for speed: EC2 alone has seven hundred operations, and every start makes their entries.
  const entries: Record<string, OmittedOperation> = {};
  for (const name of names) entries[name] = { kind: "not emulated", name };
  return entries;
}

/**
 * A handler's result; the SDK's output types make most members optional, so TypeScript checks a literal's member names.
 */
export type Reply<Output> = Output | Promise<Output>;

/**
 * Makes `operation` for one kind of services; cloud/services/framework/operation.ts holds the one that services use.
 *
 * `operation(schema, members, handler)`: the SDK's own schema has the operation's name and the wire format of its input
 * and output; `members` decides each input member; `handler` gets only valid inputs.
 */
export const createOperationFactory =
  <L>() =>
  <const M extends AnyMembers, Output>(
    schema: StaticOperationSchema,
    members: M,
    handler: (services: L, request: CheckedInput<M>, call: Call) => Reply<Output>,
  ): Operation<L> => ({
    kind: "operation",
    name: schema[2],
    schema,
    members,
    check: (input) => checkMembers(members, input),
    // The border: `check` has just proven that the input is a Checked<M>.
    handle: (services, input, call) => handler(services, input as CheckedInput<M>, call),
  });

/** The operations that an SDK package knows, from its command classes: `PutRecordCommand` is `PutRecord`. */
export type OperationNames<Sdk> = {
  [K in keyof Sdk]: K extends `${infer Name}Command` ? (Name extends "" | "$" | `_${string}` ? never : Name) : never;
}[keyof Sdk];
