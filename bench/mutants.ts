import { readLab } from "../authoring/index";
import { labs } from "../course/index";
import { createMutants, type SolutionMutant } from "../grader/mutation/mutants";
import { readSkeleton } from "../grader/merge/read-skeleton";
import type { Skeleton } from "../grader/merge/skeleton";
import { MIN_SCORE, formatMutants, scoreMutations } from "../course/testing/mutation-score";
import { openRehearsal } from "../grader/index";
import { createRow, readList, readSetting, WrongSetting, type Row, type Run } from "./bench";

/** The capstone's script is a free design: most changes of its names, sizes and waits are designs that meet the criteria, too. */
const WITHOUT_MUTANTS = "06";
/** Shorter limits than the grader's own, since a mutant may loop endlessly: a minute for each would be hours. */
const LIMITS = { compileSeconds: 600, cellSeconds: 20, totalSeconds: 40 };

export async function judgeMutants({ root }: Run): Promise<Row[]> {
  const selected = readList("MUTANTS_LABS");
  const unknown = selected?.find((number) => !labs.some((lab) => lab.number === number));
  if (unknown !== undefined)
    throw new WrongSetting(
      `MUTANTS_LABS: there is no lab "${unknown}". There are: ${labs.map(({ number }) => number).join(", ")}.`,
    );
  const rows: Row[] = [];
  for (const { id, number } of labs.filter((lab) => selected?.includes(lab.number) ?? lab.number !== WITHOUT_MUTANTS)) {
    const mutants = selectMutants(readSkeleton(await readLab(root, id)));
    if (mutants.length > 0) rows.push(...(await judgeLab(root, { id, number }, mutants)));
  }
  if (rows.length > 0) return rows;
  throw new WrongSetting(
    "No mutant is selected, so there is no score. Check MUTANTS_LABS, MUTANTS_EXERCISES and MUTANTS_KINDS.",
  );
}

async function judgeLab(
  root: string,
  lab: { readonly id: string; readonly number: string },
  mutants: readonly SolutionMutant[],
) {
  const rehearsal = await openRehearsal({ root, lab: lab.id, limits: LIMITS });
  try {
    let judged = 0;
    const onJudged = (): void => {
      judged += 1;
      if (judged % 50 === 0) console.error(`  lab ${lab.number}: ${judged} of ${mutants.length}`);
    };
    const found = await scoreMutations(lab.id, mutants, { rehearsal, onJudged });
    if (found.score === undefined)
      throw new WrongSetting(
        `Lab ${lab.number}: TypeScript refuses each of the ${mutants.length} mutants that are selected, so there is no score.`,
      );
    if (found.missed.length > 0)
      console.log(`Lab ${lab.number}: these wrong answers get full marks:\n${formatMutants(found.missed)}`);
    if (found.refused.length > 0)
      console.log(`Lab ${lab.number}: these are listed as right, and lose marks:\n${formatMutants(found.refused)}`);
    const title = `lab ${lab.number}`;
    return [
      createRow(`${title}: mutation score`, `≥ ${MIN_SCORE} ×`, [found.score]),
      createRow(`${title}: of so many`, "", [mutants.length]),
      createRow(`${title}: lose a mark`, "", [found.caught]),
      createRow(`${title}: get full marks, with advice on what is wrong`, "", [found.explained]),
      createRow(`${title}: get full marks`, "", [found.missed.length]),
      createRow(`${title}: did not run, since TypeScript refuses them (not counted)`, "", [found.notRun]),
    ];
  } finally {
    await rehearsal.close();
  }
}

/** The mutants of a lab that the environment selects. */
function selectMutants(skeleton: Skeleton): SolutionMutant[] {
  const [exercises, kinds] = [readList("MUTANTS_EXERCISES"), readList("MUTANTS_KINDS")];
  const every = readSetting("MUTANTS_EVERY", { otherwise: 1 });
  return createMutants(skeleton)
    .filter(({ exercise }) => exercises?.some((name) => exercise === `${skeleton.lab}.${name}`) ?? true)
    .filter(({ key }) => kinds?.some((kind) => key.startsWith(`${kind}: `)) ?? true)
    .filter((_, n) => n % every === 0);
}
