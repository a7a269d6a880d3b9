import { createMemberNotEmulated, createSerializationFault, ValueNotEmulated } from "./faults";
import {
  type AnyMembers,
  type Member,
  type OptionalMember,
  type RefusedMember,
  type RequiredMember,
  type Rule,
  NO_VIOLATIONS,
  prefixPaths,
  type Violation,
} from "./rules";
import type { Note } from "./notes";
import type { StaticOperationSchema } from "@smithy/types";
import type { Call } from "./call";

export type { AnyMembers, Member, OptionalMember, RefusedMember, RequiredMember } from "./rules";

/**
 * One decision for each member of an SDK input. Write `const members = { … } satisfies Members<PutRecordInput>`: leave a
 * member out, or give it a rule of another type, and it does not compile.
 */
export type Members<Input> = { readonly [K in keyof Input]-?: Member<Exclude<Input[K], undefined>> };

/** The input that a handler receives: refused members are absent, required members are present. */
export type CheckedInput<M> = {
  readonly [K in keyof M as M[K] extends RequiredMember<unknown> ? K : never]: RuleValue<M[K]>;
} & {
  readonly [K in keyof M as M[K] extends OptionalMember<unknown> ? K : never]?: RuleValue<M[K]> | undefined;
};
type RuleValue<M> = M extends { readonly rule: Rule<infer T> } ? T : never;

export const required = <T>(rule: Rule<T>): RequiredMember<T> => ({ need: "required", rule });
export const optional = <T>(rule: Rule<T>): OptionalMember<T> => ({ need: "optional", rule });
/** A member that has no effect, or another one than on AWS: the answer to a request that has it gives the note. */
export const noted = <M extends RequiredMember<unknown> | OptionalMember<unknown>>(member: M, note: Note): M => ({
  ...member,
  note,
});
/** @param unless whether the member does no harm in an input, such as AWS's default, or AWS refuses the input for another reason */
export const refused = (unless?: RefusedMember["unless"]): RefusedMember => ({ need: "refused", unless });

/**
 * Checks an input against its members.
 *
 * @returns every violation, in the order in which the members are declared; none means that it passed
 * @throws AwsFault NotImplemented if a refused member is set to more than an empty list or structure, SerializationException if a value has the wrong type
 */
export function checkMembers(members: AnyMembers, input: Readonly<Record<string, unknown>>): readonly Violation[] {
  let found: readonly Violation[] = NO_VIOLATIONS;
  for (const name in members) {
    const member = members[name] ?? refused();
    if (member.need === "refused" && member.unless?.(input) === true) continue;
    const inside = checkMember(name, member, input[name]);
    if (inside.length > 0) found = [...found, ...prefixPaths(toWireName(name), inside)];
  }
  return found;
}

function checkMember(name: string, member: Member<unknown>, value: unknown): readonly Violation[] {
  if (value === undefined || value === null) {
    return member.need === "required" ? [{ path: "", value: " null", must: "not be null" }] : NO_VIOLATIONS;
  }
  if (member.need !== "refused") return checkValue(name, member.rule, value);
  if (isEmpty(value)) return NO_VIOLATIONS;
  throw createMemberNotEmulated(name);
}

function checkValue(name: string, rule: Rule<unknown>, value: unknown): readonly Violation[] {
  try {
    return rule.check(value);
  } catch (error) {
    throw error instanceof ValueNotEmulated ? error.addMember(name) : error;
  }
}

/** An empty list or structure has no effect, and some clients always send one. */
const isEmpty = (value: NonNullable<unknown>): boolean =>
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) && Object.keys(value).length === 0;

/** AWS names members by their Java fields in error texts: `StreamName` is `streamName`, `StreamARN` is `streamARN`. */
const toWireName = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** A nested structure, with the same decisions for its members. */
export const structure = <const M extends AnyMembers>(members: M): Rule<CheckedInput<M>> => ({
  members,
  check(value) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw createSerializationFault("Unrecognized collection type class java.lang.String");
    }
    return checkMembers(members, value as Record<string, unknown>);
  },
});

/** A member that has a note, by the members that lead to it. */
interface IgnoredMember {
  readonly path: readonly string[];
  readonly note: Note;
}

/** Found at an operation's first call: to look through all members would make each start slower. */
const known = new WeakMap<AnyMembers, readonly IgnoredMember[]>();

function listIgnored(members: AnyMembers): readonly IgnoredMember[] {
  const before = known.get(members);
  if (before !== undefined) return before;
  // A structure that contains itself finds an empty list here.
  known.set(members, []);
  const found = Object.entries(members).flatMap(([name, member]): IgnoredMember[] => {
    if (member.need === "refused") return [];
    const ownNotes = member.note !== undefined ? [{ path: [name], note: member.note }] : [];
    const inside = listIgnoredInRule(member.rule).map(({ path, note }) => ({ path: [name, ...path], note }));
    return [...ownNotes, ...inside];
  });
  known.set(members, found);
  return found;
}

const listIgnoredInRule = ({ members, each }: Rule<unknown>): readonly IgnoredMember[] =>
  each !== undefined ? listIgnoredInRule(each) : members === undefined ? [] : listIgnored(members);

/** The notes that an operation's members can give, each once. */
export const listMemberNotes = (members: AnyMembers): readonly Note[] => [
  ...new Set(listIgnored(members).map(({ note }) => note)),
];

/** The notes on those members that a request has. A flag that is off has no effect. */
export const createNotes = (members: AnyMembers, input: unknown): readonly Note[] =>
  listIgnored(members).flatMap(({ path, note }) => (isPresent(input, path) ? [note] : []));

function isPresent(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (Array.isArray(value)) return value.some((item) => isPresent(item, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return true;
  return typeof value === "object" && isPresent((value as Readonly<Record<string, unknown>>)[name], rest);
}

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
  /** Returns the violations of the declared rules; the handler is only called if there are none. */
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
