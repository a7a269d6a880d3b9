import { labs } from "../course/index";
import { createCellCompiler } from "../kernel/cells";
import { buildLab, readLab } from "../authoring/index";
import { runInLabCloud } from "../scripts/course/solution/run-in-lab-cloud";
import type { Bench } from "./bench";

const ROUNDS = 3;

/** Whether the lab also runs once in real time, with a clock that cannot jump: about 8 minutes. */
const IN_REAL_TIME = process.env["BENCH_REAL_TIME"] === "1";

export const lab02: Bench = {
  name: "lab-02",
  does: "the whole solution of lab 02, from an empty lab cloud to the last cell, its clock at 10 times real time.",
  async run(root) {
    const lab = labs.find(({ number }) => number === "02");
    if (lab === undefined) throw new Error("there is no lab 02");
    const { cells } = buildLab(await readLab(root, lab.id)).solutionNotebook;
    const measureSeconds = async (work: () => unknown): Promise<number> => {
      const began = performance.now();
      await work();
      return (performance.now() - began) / 1000;
    };
    const compileAll = (): void => {
      const compiler = createCellCompiler(root);
      for (const { id, kind, lines } of cells) if (kind === "code") compiler.compile(id, lines.join("\n"));
    };

    const whole: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      whole.push(await measureSeconds(() => runInLabCloud(root, { lab, cells })));
    // Only once: a second compilation in the same process would be answered from the cache.
    const compiled = await measureSeconds(compileAll);
    const real = IN_REAL_TIME
      ? [await measureSeconds(() => runInLabCloud(root, { lab, cells, inRealTime: true }))]
      : [];
    return [
      { what: "the whole solution", unit: "s", values: whole, goal: { atMost: 15 } },
      { what: "ceiling: its cells compiled, none run", unit: "s", values: [compiled] },
      ...(IN_REAL_TIME
        ? [{ what: "the whole solution in real time, as on AWS", unit: "s", values: real } as const]
        : []),
    ];
  },
};
