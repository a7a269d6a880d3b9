import type { Evidence } from "../evidence/view";

/** The evidence that the claims of an exercise are judged on: the learner's run and the solution's run, both as plain data. */
export interface EvidencePair {
  readonly learner: Evidence;
  readonly solution: Evidence;
}

/**
 * One claim: `check` throws chai's AssertionError when the claim does not hold. Any other error is a fault of the
 * check.
 */
export interface Claim {
  readonly says: string;
  readonly hidden: boolean;
  readonly check: () => void | Promise<void>;
}

export interface ExerciseOptions {
  /** Whole marks; the claims share them equally. */
  readonly points: number;
  /** Shown to learner and instructor. */
  readonly title: string;
}

export interface Exercise extends ExerciseOptions {
  readonly id: string;
  readonly declareClaims: (sides: EvidencePair) => void;
}

const exercises = new Map<string, Exercise>();
let open: Claim[] | undefined;

/**
 * Declares a graded exercise; called at the top level of a lab's `checks.ts`.
 *
 * @param id      `<lab>.<name>`, the same id as in the course source, the notebook's cell and the mistakes
 * @param options marks and title
 * @param claims  calls `it` once for each claim
 * @throws Error if the id is already taken
 */
export function exercise(id: string, options: ExerciseOptions, claims: (sides: EvidencePair) => void): void {
  if (exercises.has(id)) throw new Error(`Two exercises are called ${id}.`);
  exercises.set(id, { id, ...options, declareClaims: claims });
}

/**
 * States one claim about the evidence; called inside `exercise`. The names are mocha's, since mocha runs the claims.
 *
 * @throws Error outside `exercise`
 */
export const it = Object.assign(claim(false), {
  /** A claim that counts for the mark, but that `npx labs check` leaves out. */
  hidden: claim(true),
});

function claim(hidden: boolean) {
  return (says: string, check: () => void | Promise<void>): void => {
    if (!open) throw new Error(`The claim "${says}" is outside an exercise.`);
    open.push({ says, hidden, check });
  };
}

/** The exercises that a lab's `checks.ts` has declared, in its order. */
export function getExercises(lab: string): Exercise[] {
  return [...exercises.values()].filter(({ id }) => id.startsWith(`${lab}.`));
}

/** The claims of one exercise, bound to the evidence of two runs. */
export function getClaims(which: Exercise, sides: EvidencePair): Claim[] {
  const claims: Claim[] = [];
  open = claims;
  try {
    which.declareClaims(sides);
  } finally {
    open = undefined;
  }
  if (claims.length === 0) throw new Error(`The exercise ${which.id} has no checks.`);
  return claims;
}
