import type { RunEvidence } from "../evidence/evidence";
import type { ClaimResult, ExerciseResult } from "../results";
import type { RunSettings } from "../run/run-cells";
import type { Answers } from "../merge/answers";
import type { Unit } from "./units";

/** A submission may end its process in every cell: so often it is run again without those that did. */
const MOST_RUNS = 3;

/** Runs of a learner's own code, with what was handed out where they wrote nothing: of these the learner may hear everything. */
export interface OwnRuns {
  readonly first: RunEvidence;
  /** By exercise. */
  readonly of: ReadonlyMap<string, RunEvidence>;
}

/**
 * Runs what the learner wrote, without a word of the solution's. Where a cell ends the process, the other exercises are told of a
 * further run in which that cell stands as it was handed out.
 *
 * @param wanted `ids`: the exercises that want words; `own`: the first such run, if there was one already
 */
export async function ownRuns(
  unit: Unit,
  { ids, own }: { ids: readonly string[]; own: RunEvidence | undefined },
  { answers, settings }: { answers: Answers; settings: RunSettings },
): Promise<OwnRuns> {
  const all = new Set(unit.exercises);
  const first = own ?? (await unit.run(answers, all, settings));
  const of = new Map<string, RunEvidence>();
  const aside = new Set<string>();
  for (let run = first, runs = 1; ; runs += 1) {
    const ender = run.end === "done" || runs === MOST_RUNS ? undefined : unit.endedBy(run, settings);
    const isNew = ender !== undefined && !aside.has(ender);
    // Also exercises whose cells came before: what is asked of them comes last.
    for (const id of ids) if (!of.has(id) && (!isNew || id === ender)) of.set(id, run);
    if (!isNew || of.size === ids.length) return { first, of };
    aside.add(ender);
    run = await unit.run(unit.without(answers, aside), all, settings);
  }
}

/** The words about a claim that fails in the run that counts, and holds in the learner's own. */
const HOLDS_ALONE =
  "This holds where your own code runs alone, but not where the solution stands in the other exercises. " +
  "Look at: what your answer takes from other cells.";

/**
 * A verdict with the words of another run.
 *
 * @param verdict which claims hold, from the run that counts
 * @param own     the same exercise judged on the learner's own run, with what stopped the learner's code in it
 */
export function toldOf(verdict: ExerciseResult, { own }: { own: ExerciseResult }): ExerciseResult {
  const claims = verdict.claims.map(({ holds }, at): ClaimResult => {
    const said = own.claims[at];
    const says = said?.says ?? own.title;
    if (holds) return { says, holds };
    return { says, holds, hint: said?.hint ?? HOLDS_ALONE, ...(said?.follows ? { follows: true } : {}) };
  });
  const { cause, remarks } = own;
  return {
    ...withoutWords(verdict),
    claims,
    ...(cause === undefined || verdict.status === "right" ? {} : { cause }),
    ...(remarks === undefined ? {} : { remarks }),
  };
}

/** A verdict without what was said of the run that counts. */
function withoutWords({ id, title, score, max, status, claims }: ExerciseResult): ExerciseResult {
  return { id, title, score, max, status, claims };
}
