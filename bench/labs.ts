import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildLab, readLab } from "../authoring/index";
import { labs } from "../course/index";
import { createCellCompiler } from "../kernel/cells";
import { runInLabCloud } from "../scripts/course/solution/run-in-lab-cloud";
import { createRow, measureSeconds, repeat, takeTurns, type Row, type Run } from "./bench";

/** The commands that learners type most often. */
const COMMANDS = ["status", "solution 01", "--help"];

export async function measureCommands({ root }: Run): Promise<Row[]> {
  const measure =
    (...args: readonly string[]) =>
    () =>
      measureSeconds(() => execFileSync(process.execPath, args, { cwd: root, stdio: "pipe" }));
  const program = join(root, "scripts", "labs.mjs");
  // The round that doesn't count bundles the sources, where they have changed.
  const { bare = [], ...ours } = await takeTurns<string, number>(
    {
      ...Object.fromEntries(COMMANDS.map((words) => [words, measure(program, ...words.split(" "))])),
      bare: measure("--eval", "0"),
    },
    { rounds: 7 },
  );
  return [
    ...Object.entries(ours).map(([words, values]) => createRow(`labs ${words}`, "≤ 0.5 s", values)),
    createRow("ceiling: a Node that does nothing", "s", bare),
  ];
}

export async function measureLab02({ root }: Run): Promise<Row[]> {
  const lab = labs.find(({ number }) => number === "02");
  if (lab === undefined) throw new Error("there is no lab 02");
  const { cells } = buildLab(await readLab(root, lab.id)).solutionNotebook;
  const whole = await repeat(3, () => measureSeconds(() => runInLabCloud(root, { lab, cells })));
  // Only once: a second compilation in the same process would be answered from the cache.
  const compiled = await measureSeconds(() => {
    const compiler = createCellCompiler(root);
    for (const { id, kind, lines } of cells) if (kind === "code") compiler.compile(id, lines.join("\n"));
  });
  return [
    createRow("the whole solution", "≤ 15 s", whole),
    createRow("ceiling: its cells compiled, none run", "s", [compiled]),
  ];
}
