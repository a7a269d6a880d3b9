import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Bench } from "./bench";

const ROUNDS = 7;
/** The commands that learners type most often. */
const COMMANDS = [["status"], ["solution", "01"], ["--help"]] as const;
const SLOWEST_S = 0.5;

export const labsCommand: Bench = {
  name: "labs-command",
  does: "`labs status`, `solution 01` and `--help`, from the start of the process to its end.",
  run(root) {
    const runLabs = (argv: readonly string[]) => measureSeconds([join(root, "scripts", "labs.mjs"), ...argv], root);
    // The first call after a change of the sources bundles them, so it does not count.
    COMMANDS.forEach(runLabs);
    const rounds = Array.from({ length: ROUNDS }, () => ({
      ours: COMMANDS.map(runLabs),
      bare: measureSeconds(["--eval", "0"], root),
    }));
    return Promise.resolve([
      ...COMMANDS.map((argv, index) => ({
        what: `labs ${argv.join(" ")}`,
        unit: "s" as const,
        values: rounds.map(({ ours }) => ours[index] ?? NaN),
        goal: { atMost: SLOWEST_S },
      })),
      { what: "ceiling: a Node that does nothing", unit: "s", values: rounds.map(({ bare }) => bare) },
    ]);
  },
};

function measureSeconds(args: readonly string[], cwd: string): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status ?? "a signal"}: ${stderr}`);
  return (performance.now() - began) / 1000;
}
