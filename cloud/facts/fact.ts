export const FACT_GRADES = ["measured", "documented", "emulators", "unsure"] as const;

/**
 * A behavior of AWS that a test can check. The titles of its tests name its id; test/conventions/facts.test.ts checks
 * both, and FIDELITY.md is made from them.
 */
export interface Fact {
  /** The id, which no other fact ever gets: `KDS-010`. */
  readonly id: string;
  /** The evidence: measured on AWS, documented by AWS, shown by emulators only, or unsure. */
  readonly grade: (typeof FACT_GRADES)[number];
  /** The behavior of AWS, in our own words. */
  readonly says: string;
  /** The page of AWS's documentation that says so, if one is known. */
  readonly page?: string;
  /** How the lab cloud differs, or what its tests do not check, although there are some. */
  readonly differs?: string;
  /** Why no test shows the fact. To be removed when a test does. */
  readonly unshown?: string;
}

/** Facts that belong together. */
export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}
