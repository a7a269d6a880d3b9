import { readLab } from "../authoring/index";
import { labs } from "../course/index";
import { createMutants, type SolutionMutant } from "../grader/mutation/mutants";
import { readSkeleton } from "../grader/merge/read-skeleton";
import type { Skeleton } from "../grader/merge/skeleton";
import { MIN_SCORE, formatMutants, scoreMutations } from "../course/testing/mutation-score";
import { createVariant, getVariedLab, hasVariants, type LearnerVariant } from "../course/testing/variants";
import { openRehearsal } from "../grader/index";
import { createRow, readList, readSetting, WrongSetting, type Row, type Run } from "./bench";

/** The capstone's script is a free design: most changes of its names, sizes and waits are designs that meet the criteria, too. */
const WITHOUT_MUTANTS = "06";
/** Shorter limits than the grader's own, since a mutant may loop endlessly: a minute for each would be hours. */
const LIMITS = { compileSeconds: 600, cellSeconds: 20, totalSeconds: 40 };

/** MUTANTS_LEARNERS=10 judges, in the labs with numbers of each learner, the exercises that have them, for ten learners. */
const LEARNERS = readSetting("MUTANTS_LEARNERS", { otherwise: 0, min: 0 });

export async function judgeMutants({ root }: Run): Promise<Row[]> {
  const selected = readList("MUTANTS_LABS");
  const unknown = selected?.find((number) => !labs.some((lab) => lab.number === number));
  if (unknown !== undefined)
    throw new WrongSetting(
      `MUTANTS_LABS: there is no lab "${unknown}". There are: ${labs.map(({ number }) => number).join(", ")}.`,
    );
  const rows: Row[] = [];
  for (const { id, number } of labs) {
    if (!(selected?.includes(number) ?? number !== WITHOUT_MUTANTS) || (LEARNERS > 0 && !hasVariants(id))) continue;
    const skeleton = readSkeleton(await readLab(root, id));
    for (const batch of listBatches(skeleton, number))
      if (batch.mutants.length > 0) rows.push(...(await judgeBatch(root, id, batch)));
  }
  if (rows.length > 0) return rows;
  throw new WrongSetting(
    "No mutant is selected, so there is no score. Check MUTANTS_LABS, MUTANTS_EXERCISES, MUTANTS_KINDS and MUTANTS_LEARNERS.",
  );
}

/** Mutants that are judged together, and have one score. */
interface Batch {
  readonly title: string;
  readonly mutants: readonly SolutionMutant[];
  /** The learner whose numbers the solution has; undefined for the solution as it is. */
  readonly variant?: LearnerVariant;
}

/** The lab's mutants or, with MUTANTS_LEARNERS, those of that many learners' numbers. */
function listBatches(skeleton: Skeleton, number: string): Batch[] {
  if (LEARNERS === 0) return [{ title: `lab ${number}`, mutants: selectMutants(skeleton) }];
  const { learners } = getVariedLab(skeleton.lab);
  return learners.slice(0, LEARNERS).map((name, n) => {
    const variant = createVariant(skeleton, name);
    // Each learner's sample begins with another mutant.
    return { title: `lab ${number}, ${name}`, mutants: selectMutants({ ...skeleton, ...variant.texts }, n), variant };
  });
}

async function judgeBatch(root: string, lab: string, { title, mutants, variant }: Batch) {
  const rehearsal = await openRehearsal({ root, lab, limits: LIMITS });
  try {
    let judged = 0;
    const onJudged = (): void => {
      judged += 1;
      if (judged % 50 === 0) console.error(`  ${title}: ${judged} of ${mutants.length}`);
    };
    const found = await scoreMutations(lab, mutants, {
      rehearsal: variant?.rehearse(rehearsal) ?? rehearsal,
      onJudged,
      equivalent: await variant?.loadEquivalentMutants(),
    });
    if (found.score === undefined)
      throw new WrongSetting(
        `${title}: TypeScript refuses each of the ${mutants.length} mutants that are selected, so there is no score.`,
      );
    if (found.missed.length > 0)
      console.log(`${title}: these wrong answers get full marks:\n${formatMutants(found.missed)}`);
    if (found.refused.length > 0)
      console.log(`${title}: these are listed as right, and lose marks:\n${formatMutants(found.refused)}`);
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

/** The mutants of a lab that the environment selects. @param from the first of each MUTANTS_EVERY */
function selectMutants(skeleton: Skeleton, from = 0): SolutionMutant[] {
  const [exercises, kinds] = [readList("MUTANTS_EXERCISES"), readList("MUTANTS_KINDS")];
  const every = readSetting("MUTANTS_EVERY", { otherwise: 1 });
  return createMutants(skeleton)
    .filter(({ exercise }) => exercises?.some((name) => exercise === `${skeleton.lab}.${name}`) ?? true)
    .filter(({ key }) => kinds?.some((kind) => key.startsWith(`${kind}: `)) ?? true)
    .filter((_, n) => n % every === from % every);
}
