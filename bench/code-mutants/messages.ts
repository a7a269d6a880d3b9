/** What a process of tests is asked to do: run these tests, or all, with a mutant switched on, or with none. */
export interface Ask {
  /** Full titles. */
  readonly titles?: readonly string[];
  readonly mutant?: number;
  /** How often the mutant may be met before it counts as endless. */
  readonly left?: number;
  /** Whether to go on after the first failure. */
  readonly toTheEnd?: boolean;
  /** Whether to tell which mutants each test reaches. */
  readonly reached?: boolean;
}

/** How one test ended. */
export interface Tried {
  readonly title: string;
  readonly file: string;
  readonly ms: number;
  /** Why it failed, or the hook before it; undefined if it passed. */
  readonly why?: string;
}

export type Answer =
  | { readonly kind: "ready"; readonly reached: readonly Reached[] }
  | {
      readonly kind: "ran";
      readonly tests: readonly Tried[];
      /** By the title of the test. */
      readonly reached: Readonly<Record<string, readonly Reached[]>>;
    };

/** A mutant's id, and how often it was met. */
export type Reached = readonly [number, number];
