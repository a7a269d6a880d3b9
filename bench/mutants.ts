import { readLab } from "../authoring/index";
import { labs } from "../course/index";
import { createMutants, type SolutionMutant } from "../grader/mutation/mutants";
import { readSkeleton } from "../grader/merge/read-skeleton";
import type { Skeleton } from "../grader/merge/skeleton";
import { MIN_SCORE, formatMutants, scoreMutations } from "../course/testing/mutation-score";
import { openRehearsal } from "../grader/index";
import { readList, readSetting, WrongSetting, type Bench, type Row } from "./bench";

/** The capstone's script is a free design: most changes of its names, sizes and waits are designs that meet the criteria, too. */
const WITHOUT_MUTANTS = ["06"];
/** Shorter limits than the grader's own, since a mutant may loop endlessly: a minute for each would be hours. */
const LIMITS = { compileSeconds: 600, cellSeconds: 20, totalSeconds: 40 };

export const mutants: Bench = {
  name: "mutants",
  does: "the solution of each lab (MUTANTS_LABS) with one mistake in it, in all exercises or some (MUTANTS_EXERCISES), for every mistake, or every n-th (MUTANTS_EVERY), that a mutator knows (MUTANTS_KINDS); the share that loses a mark or is reported.",
  async run(root) {
    const selected = readList("MUTANTS_LABS");
    const rows: Row[] = [];
    const unknown = selected?.find((number) => !labs.some((lab) => lab.number === number));
    if (unknown !== undefined)
      throw new WrongSetting(
        `MUTANTS_LABS: there is no lab "${unknown}". There are: ${labs.map(({ number }) => number).join(", ")}.`,
      );
    const selections: (readonly [lab: (typeof labs)[number], mutants: readonly SolutionMutant[]])[] = [];
    for (const lab of labs.filter(({ number }) => selected?.includes(number) ?? !WITHOUT_MUTANTS.includes(number)))
      selections.push([lab, selectMutants(readSkeleton(await readLab(root, lab.id)))]);
    if (selections.every(([, all]) => all.length === 0))
      throw new WrongSetting(
        "No mutant is selected, so there is no score. Check MUTANTS_LABS, MUTANTS_EXERCISES and MUTANTS_KINDS.",
      );
    for (const [{ id, number }, all] of selections.filter(([, mutants]) => mutants.length > 0)) {
      const rehearsal = await openRehearsal({ root, lab: id, limits: LIMITS });
      try {
        let judged = 0;
        const onJudged = (): void => {
          judged += 1;
          if (judged % 50 === 0) console.error(`  lab ${number}: ${judged} of ${all.length}`);
        };
        const found = await scoreMutations(id, all, { rehearsal, onJudged });
        if (found.score === undefined)
          throw new WrongSetting(
            `Lab ${number}: TypeScript refuses each of the ${all.length} mutants that are selected, so there is no score.`,
          );
        if (found.missed.length > 0)
          console.log(`Lab ${number}: these wrong answers get full marks:\n${formatMutants(found.missed)}`);
        if (found.refused.length > 0)
          console.log(`Lab ${number}: these are listed as right, and lose marks:\n${formatMutants(found.refused)}`);
        const count = (subject: string, value: number): Row => ({
          what: `lab ${number}: ${subject}`,
          unit: "",
          values: [value],
        });
        rows.push(
          { what: `lab ${number}: mutation score`, unit: "×", values: [found.score], goal: { atLeast: MIN_SCORE } },
          count("of so many", all.length),
          count("lose a mark", found.caught),
          count("get full marks, with advice on what is wrong", found.explained),
          count("get full marks", found.missed.length),
          count("did not run, since TypeScript refuses them (not counted)", found.notRun),
        );
      } finally {
        await rehearsal.close();
      }
    }
    return rows;
  },
};

/** The mutants of a lab that the environment selects. */
function selectMutants(skeleton: Skeleton): SolutionMutant[] {
  const [exercises, kinds] = [readList("MUTANTS_EXERCISES"), readList("MUTANTS_KINDS")];
  const every = readSetting("MUTANTS_EVERY", { otherwise: 1 });
  return createMutants(skeleton)
    .filter(({ exercise }) => exercises?.some((name) => exercise === `${skeleton.lab}.${name}`) ?? true)
    .filter(({ key }) => kinds?.some((kind) => key.startsWith(`${kind}: `)) ?? true)
    .filter((_, n) => n % every === 0);
}
