import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRatios, readSetting, takeTurns, type Bench, type Row } from "./bench";
import { getCommand, writeClass } from "./grade-labs";
import { checkOutProject } from "./project-copy";
import { runTimed } from "./timed-class";

/** The last commit before the sandbox got its seccomp filter, its fresh users and its control groups, and before learners saw only the output of runs without the solution's code. */
const COMMIT = process.env["BESIDE_COMMIT"] ?? "80de6d2";
const ROUNDS = readSetting("BESIDE_ROUNDS", { otherwise: 5 });
const SUBMISSIONS = { plain: 40, "01": 20, "02": 8 };

export const gradeBeside: Bench = {
  name: "grade-beside",
  does: `a class of the plain lab, of lab 01 and of lab 02, graded by this project and by its commit ${COMMIT} (BESIDE_COMMIT) in turn, ${ROUNDS} rounds (BESIDE_ROUNDS).`,
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
    const before = checkOutProject(root, COMMIT);
    try {
      const rows: Row[] = [];
      for (const [lab, count] of Object.entries(SUBMISSIONS)) {
        const submissions = join(folder, lab);
        await writeClass(root, lab, { count, folder: submissions });
        const grade = async (project: string) => {
          const out = join(folder, "out");
          rmSync(out, { recursive: true, force: true });
          return runTimed(project, getCommand(project, lab, { submissions, out }));
        };
        // The round that doesn't count bundles the programs, and runs the solution, which is then cached.
        const { now, then } = await takeTurns(
          { now: () => grade(root), then: () => grade(before) },
          { rounds: ROUNDS },
        );
        const name = `${lab === "plain" ? "the plain lab" : `lab ${lab}`}, ${count} submissions`;
        const compare = (figure: "seconds" | "processorSeconds"): number[] =>
          getRatios(
            now.map((time) => time[figure]),
            then.map((time) => time[figure]),
          );
        rows.push(
          {
            what: `${name}: processor time beside ${COMMIT}`,
            unit: "×",
            values: compare("processorSeconds"),
            goal: { atMost: 1.1 },
          },
          { what: `${name}: time beside it`, unit: "×", values: compare("seconds"), goal: { atMost: 1.1 } },
        );
      }
      return rows;
    } finally {
      rmSync(folder, { recursive: true, force: true });
      rmSync(before, { recursive: true, force: true });
    }
  },
};
