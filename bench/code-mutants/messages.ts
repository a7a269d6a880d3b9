/** A request to a process of tests: run these tests, or all, with a mutant switched on, or with none. */
export interface Ask {
  /** Full titles of the tests to run; all tests if undefined. */
  readonly titles?: readonly string[];
  readonly mutant?: number;
  /** How often the mutant may be reached before it counts as an endless loop. */
  readonly left?: number;
  /** Whether to run the remaining tests after the first failure. */
  readonly toTheEnd?: boolean;
  /** Whether the answer lists the mutants that each test reaches. */
  readonly reached?: boolean;
}

/** How one test ended. */
export interface Tried {
  readonly title: string;
  readonly file: string;
  readonly ms: number;
  /** The message with which the test, or a hook before it, failed; undefined if the test passed. */
  readonly why?: string;
}

export type Answer =
  | { readonly kind: "ready"; readonly reached: readonly Reached[] }
  | {
      readonly kind: "ran";
      readonly tests: readonly Tried[];
      /** The mutants that each test reaches, by the test's title. */
      readonly reached: Readonly<Record<string, readonly Reached[]>>;
    };

/** A mutant's id, and how often the mutant was reached. */
export type Reached = readonly [number, number];
