import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gradeLearners, type Disagreement } from "./grade-class";
import { FAIR_CLASS } from "./learners";
import { readList, type Bench } from "../bench";

/** Two fair people would not agree on each learner either. */
const LEAST_SHARE = 106 / 108;

export const fairClass: Bench = {
  name: "fair-class",
  does: `a class of ${FAIR_CLASS.length}, whose marks were decided beforehand: right, partly right and wrong answers and junk, in every form of hand-in; the share of learners who get these marks from \`labs grade\`.`,
  async run(root) {
    const labs = readList("FAIR_CLASS_LABS");
    const learners = FAIR_CLASS.filter((learner) => labs?.includes(learner.handedInFor) ?? true);
    const disagreements: Disagreement[] = [];
    for (const lab of [...new Set(learners.map(({ handedInFor }) => handedInFor))].sort()) {
      const folder = mkdtempSync(join(tmpdir(), "labs-fair-class-"));
      try {
        const learnersOfLab = learners.filter(({ handedInFor }) => handedInFor === lab);
        disagreements.push(...(await gradeLearners(root, { lab, learners: learnersOfLab, folder })));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    for (const { who, lab, differences } of disagreements)
      console.log(`${who} (lab ${lab}):\n  ${differences.join("\n  ")}`);
    const agreeing = learners.length - disagreements.length;
    return [
      { what: "learners", unit: "", values: [learners.length] },
      { what: "with the marks that were decided", unit: "", values: [agreeing] },
      { what: "their share", unit: "×", values: [agreeing / learners.length], goal: { atLeast: LEAST_SHARE } },
    ];
  },
};
