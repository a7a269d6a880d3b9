import type { EquivalentMutants } from "../../grader/index";

/** Mutants of the solution that are right answers, by exercise and key. `npm run bench -- mutants` lists those that are missing here. */
export const equivalentMutants: EquivalentMutants = {};
