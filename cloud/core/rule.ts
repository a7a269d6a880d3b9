import type { Violation } from "./violations";
import type { Note } from "./notes";

/**
 * Checks a value. A value of the wrong JSON type throws SerializationException, as AWS's parsers do before they check
 * any constraint; a value of the right type that breaks a constraint is returned as violations.
 */
export interface Rule<T> {
  readonly check: (value: unknown) => readonly Violation[];
  /** Only for the compiler: the type of a value that passed. */
  readonly passes?: T;
  /**
   * The rule for the items of a list or the values of a map. This member and the next two are for code that reads
   * rules, such as coverage.ts.
   */
  readonly each?: Rule<unknown>;
  /** The members of a structure. */
  readonly members?: AnyMembers;
  /** The values that the lab cloud accepts, if AWS accepts more. */
  readonly only?: readonly string[];
}

/** A member that must be present. */
export interface RequiredMember<T> {
  readonly need: "required";
  readonly rule: Rule<T>;
  /** The note to give where a request has it, if it has no effect, or another one than on AWS. */
  readonly note?: Note;
}
/** A member that may be left out. */
export interface OptionalMember<T> {
  readonly need: "optional";
  readonly rule: Rule<T>;
  /** The note to give where a request has it, if it has no effect, or another one than on AWS. */
  readonly note?: Note;
}
/** A member that AWS knows and the lab cloud does not implement. */
export interface RefusedMember {
  readonly need: "refused";
  /** Whether the operation itself refuses an input, with a fault that AWS would answer first. */
  readonly unless?: ((input: Readonly<Record<string, unknown>>) => boolean) | undefined;
}
export type Member<T> = RequiredMember<T> | OptionalMember<T> | RefusedMember;

/** Any table of members, for code that works on all of them. */
export type AnyMembers = Readonly<Record<string, Member<unknown>>>;
