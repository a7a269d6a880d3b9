import type { Rehearsal } from "../checker/rehearsal";
import type { SolutionMutant } from "./mutants";

/**
 * The verdict on a mutant. `caught`: it loses a mark. `told`: full marks, with a remark that names the mistake. `not-run`: TypeScript
 * refuses the cell, so that it loses its marks without having run. `missed`: full marks without a remark.
 */
type MutantFate = "caught" | "told" | "not-run" | "missed";

interface JudgedMutant extends SolutionMutant {
  readonly fate: MutantFate;
  /** The end of the run, if the run did not end by itself, such as `timeout`. */
  readonly end?: string;
}

/**
 * Mutants that are right answers although they differ from the solution, by exercise: each mutant's key with the reason. They
 * must not lose a mark.
 */
export type EquivalentMutants = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The score of a lab: of the mutants that ran and are wrong answers, the share that loses a mark or gets a remark. */
export interface MutationScore {
  /** undefined if no mutant that ran is a wrong answer. */
  readonly score: number | undefined;
  readonly caught: number;
  readonly explained: number;
  readonly notRun: number;
  /** Wrong answers that got full marks. */
  readonly missed: readonly JudgedMutant[];
  /** Right answers that lost a mark, though they are listed as equivalent. */
  readonly refused: readonly JudgedMutant[];
}

/**
 * Grades a lab's mutants as submissions, one exercise each with all others open, so that only the mutant's own part of the lab runs.
 *
 * @param lanes how many are graded at the same time
 * @param told  called with each verdict
 * @throws Error if a mutant meets a fault of the grader
 */
export async function judgeMutants(
  mutants: readonly SolutionMutant[],
  rehearsal: Rehearsal,
  { lanes = 2, onJudged = (): void => undefined }: { lanes?: number; onJudged?: (judged: JudgedMutant) => void } = {},
): Promise<JudgedMutant[]> {
  const judged = new Map<SolutionMutant, JudgedMutant>();
  const left = [...mutants];
  const runLane = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const result = await judgeMutant(next, rehearsal);
      judged.set(next, result);
      onJudged(result);
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  return mutants.flatMap((mutant) => judged.get(mutant) ?? []);
}

async function judgeMutant(mutant: SolutionMutant, rehearsal: Rehearsal): Promise<JudgedMutant> {
  const { status, exercises, notes } = await rehearsal.grade({ [mutant.exercise]: mutant.answer }, { others: "open" });
  const result = exercises.find(({ id }) => id === mutant.exercise);
  if (status === "grader-fault" || !result) throw new Error(`${mutant.exercise}, ${mutant.key}: ${notes.join(" ")}`);
  const fate =
    result.status === "right"
      ? result.remarks
        ? "told"
        : "missed"
      : /Type error(:| in line )/.test(result.cause ?? "")
        ? "not-run"
        : "caught";
  return { ...mutant, fate, ...(status === "graded" ? {} : { end: status }) };
}

/** Counts the verdicts; `equivalent` lists the mutants that are right answers. */
export function scoreMutants(judged: readonly JudgedMutant[], equivalent: EquivalentMutants): MutationScore {
  const isRight = ({ exercise, key }: SolutionMutant): boolean => equivalent[exercise]?.[key] !== undefined;
  const wrong = judged.filter((mutant) => !isRight(mutant));
  const missed = wrong.filter(({ fate }) => fate === "missed");
  const count = (fate: MutantFate): number => wrong.filter((mutant) => mutant.fate === fate).length;
  const [caught, reported] = [count("caught"), count("told")];
  const ran = caught + reported + missed.length;
  return {
    score: ran === 0 ? undefined : (caught + reported) / ran,
    caught,
    explained: reported,
    notRun: judged.filter(({ fate }) => fate === "not-run").length,
    missed,
    refused: judged.filter((mutant) => isRight(mutant) && mutant.fate === "caught"),
  };
}
