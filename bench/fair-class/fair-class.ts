import { createRow, readList, type Row, type Run } from "../bench";
import { gradeLearners, type Disagreement } from "./grade-class";
import { FAIR_CLASS } from "./learners";

export async function gradeFairClass(run: Run): Promise<Row[]> {
  const selected = readList("FAIR_CLASS_LABS");
  const learners = FAIR_CLASS.filter(({ handedInFor }) => selected?.includes(handedInFor) ?? true);
  const disagreements: Disagreement[] = [];
  for (const lab of [...new Set(learners.map(({ handedInFor }) => handedInFor))].sort()) {
    const learnersOfLab = learners.filter(({ handedInFor }) => handedInFor === lab);
    const folder = run.createFolder();
    disagreements.push(...(await gradeLearners(run.root, { lab, learners: learnersOfLab, folder })));
  }
  for (const { who, lab, differences } of disagreements)
    console.log(`${who} (lab ${lab}):\n  ${differences.join("\n  ")}`);
  const agreeing = learners.length - disagreements.length;
  return [
    createRow("learners", "", [learners.length]),
    createRow("with the marks that were decided", "", [agreeing]),
    // 106 of 108: two fair people would not agree on each learner either.
    createRow("their share", "≥ 0.981 ×", [agreeing / learners.length]),
  ];
}
