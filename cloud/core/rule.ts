import type { Violation } from "./violations";

/**
 * Says whether a value fits. A value of the wrong JSON type throws SerializationException, as AWS's parsers do before
 * any constraint is looked at; a value of the right type that breaks a constraint is returned as violations.
 */
export interface Rule<T> {
  readonly check: (value: unknown) => readonly Violation[];
  /** Only for the compiler: the type of a value that passed. */
  readonly passes?: T;
  /** What a list or a map holds. This and the next two are for what looks at rules from outside, such as coverage.ts. */
  readonly each?: Rule<unknown>;
  /** What a structure holds. */
  readonly members?: AnyMembers;
  /** The values that are taken, where AWS takes more. */
  readonly only?: readonly string[];
}

/** A member that must be there. */
export interface RequiredMember<T> {
  readonly need: "required";
  readonly rule: Rule<T>;
}
/** A member that may be left out. */
export interface OptionalMember<T> {
  readonly need: "optional";
  readonly rule: Rule<T>;
}
/** A member that AWS knows and the lab cloud does not act upon. */
export interface RefusedMember {
  readonly need: "refused";
  /** Whether the operation itself refuses an input, for what AWS would answer first. */
  readonly unless?: ((input: Readonly<Record<string, unknown>>) => boolean) | undefined;
}
export type Member<T> = RequiredMember<T> | OptionalMember<T> | RefusedMember;

/** Any table of members, for code that works on all of them. */
export type AnyMembers = Readonly<Record<string, Member<unknown>>>;
