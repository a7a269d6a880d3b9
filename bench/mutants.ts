import { labs } from "../course/index";
import { createMutants } from "../grader/mutation/mutants";
import { MIN_SCORE, formatMutants, scoreMutations } from "../course/testing/mutation-score";
import { openRehearsal } from "../grader/index";
import type { Bench, Row } from "./bench";

/** The labs' numbers, such as `01`, separated by commas; all labs if not given. */
const LABS = process.env["MUTANTS_LABS"]?.split(",");
/** Only every n-th mutant is judged, for a quick result. */
const EVERY = Number(process.env["MUTANTS_EVERY"] ?? 1);
/** The kinds of mutation to judge, such as `zero,part`, separated by commas; all kinds if not given. */
const KINDS = process.env["MUTANTS_KINDS"]?.split(",");
/** Shorter limits than the grader's own, since a mutant may loop endlessly: a minute for each would be hours. */
const LIMITS = { compileSeconds: 600, cellSeconds: 20, totalSeconds: 40 };

export const mutants: Bench = {
  name: "mutants",
  does: "the solution of each lab with one mistake in it, for every mistake that a mutator knows; the share that loses a mark or is reported.",
  async run(root) {
    const rows: Row[] = [];
    for (const { id, number } of labs.filter((lab) => !LABS || LABS.includes(lab.number))) {
      const rehearsal = await openRehearsal({ root, lab: id, limits: LIMITS });
      try {
        const all = createMutants(rehearsal.skeleton)
          .filter(({ key }) => !KINDS || KINDS.some((kind) => key.startsWith(`${kind}: `)))
          .filter((_, n) => n % EVERY === 0);
        let judged = 0;
        const reportProgress = (): void => {
          judged += 1;
          if (judged % 50 === 0) console.error(`  lab ${number}: ${judged} of ${all.length}`);
        };
        const {
          score,
          caught,
          explained: explainedOf,
          notRun,
          missed,
          refused,
        } = await scoreMutations(id, all, { rehearsal, onJudged: reportProgress });
        if (missed.length > 0)
          console.log(`Lab ${number}: these wrong answers get full marks:\n${formatMutants(missed)}`);
        if (refused.length > 0)
          console.log(`Lab ${number}: these are listed as right, and lose marks:\n${formatMutants(refused)}`);
        const createCountRow = (subject: string, value: number): Row => ({
          what: `lab ${number}: ${subject}`,
          unit: "",
          values: [value],
        });
        rows.push(
          { what: `lab ${number}: mutation score`, unit: "×", values: [score], goal: { atLeast: MIN_SCORE } },
          createCountRow("lose a mark", caught),
          createCountRow("get full marks, with advice on what is wrong", explainedOf),
          createCountRow("get full marks", missed.length),
          createCountRow("did not run, since TypeScript refuses them (not counted)", notRun),
          createCountRow("right answers (not counted)", all.length - caught - explainedOf - missed.length - notRun),
        );
      } finally {
        await rehearsal.close();
      }
    }
    return rows;
  },
};
