import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { labs } from "../course/index";
import { createCellCompiler } from "../kernel/cells";
import { buildLab, readLab } from "../authoring/index";
import { runInLabCloud } from "../scripts/course/solution/run-in-lab-cloud";
import { measureSeconds, takeTurns, type Bench } from "./bench";

/** The commands that learners type most often. */
const COMMANDS = [["status"], ["solution", "01"], ["--help"]] as const;

export const labsCommand: Bench = {
  name: "labs-command",
  does: "`labs status`, `solution 01` and `--help`, from the start of the process to its end.",
  async run(root) {
    const run = (args: readonly string[]) =>
      measureSeconds(() => {
        const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
        if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status ?? "a signal"}: ${stderr}`);
      });
    const program = join(root, "scripts", "labs.mjs");
    const commands = COMMANDS.map((words) => [`labs ${words.join(" ")}`, () => run([program, ...words])] as const);
    // The round that doesn't count bundles the sources, where they have changed.
    const { bare, ...ours } = await takeTurns<string, number>(
      { ...Object.fromEntries(commands), bare: () => run(["--eval", "0"]) },
      { rounds: 7 },
    );
    return [
      ...Object.entries(ours).map(
        ([subject, values]) => ({ what: subject, unit: "s", values, goal: { atMost: 0.5 } }) as const,
      ),
      { what: "ceiling: a Node that does nothing", unit: "s", values: bare ?? [] },
    ];
  },
};

export const lab02: Bench = {
  name: "lab-02",
  does: "the whole solution of lab 02, from an empty lab cloud to the last cell, its clock at 10 times real time.",
  async run(root) {
    const lab = labs.find(({ number }) => number === "02");
    if (lab === undefined) throw new Error("there is no lab 02");
    const { cells } = buildLab(await readLab(root, lab.id)).solutionNotebook;
    const whole: number[] = [];
    while (whole.length < 3) whole.push(await measureSeconds(() => runInLabCloud(root, { lab, cells })));
    // Only once: a second compilation in the same process would be answered from the cache.
    const compiled = await measureSeconds(() => {
      const compiler = createCellCompiler(root);
      for (const { id, kind, lines } of cells) if (kind === "code") compiler.compile(id, lines.join("\n"));
    });
    return [
      { what: "the whole solution", unit: "s", values: whole, goal: { atMost: 15 } },
      { what: "ceiling: its cells compiled, none run", unit: "s", values: [compiled] },
    ];
  },
};
