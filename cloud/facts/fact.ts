/**
 * Something that AWS does and a test can check. The titles of the tests that check it name its id; test/conventions/facts.test.ts
 * holds the two together, and FIDELITY.md is made from them.
 */
export interface Fact {
  /** Never given to another fact: `KDS-010`. */
  readonly id: string;
  /** How it is known: measured on AWS, documented by AWS, shown by emulators only, or unsure. */
  readonly grade: "measured" | "documented" | "emulators" | "unsure";
  /** What AWS does, in our words. */
  readonly says: string;
  /** The page of AWS's documentation that says so, where it is named. */
  readonly page?: string;
  /** Where the lab cloud differs, or what its tests leave open, although there are some. */
  readonly differs?: string;
  /** Why no test shows it. Must go when one does. */
  readonly unshown?: string;
}

/** Facts that belong together. */
export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}
