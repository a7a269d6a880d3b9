import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { killGroup } from "../../grader/sandbox/process";
import { copyProject } from "../project-copy";
import type { Attack, RemovedDefense } from "./catalog";

/** A copy of the project in which defenses can be removed, and tests run. */
interface Copy {
  /** The outcome of an attack's test, with a defense removed if one is given. */
  runAttack(attack: Attack, taken?: RemovedDefense): Promise<"holds" | "fails" | "is skipped">;
  remove(): void;
}

/** Without its defense a test may wait for ever: it is killed after twice its duration with the defense, plus this. */
const MORE_MS = 10_000;
const MAX_MS = 240_000;

/** Copies the project's files as they are in the working tree. */
export async function openProjectCopy(root: string): Promise<Copy> {
  const folder = await copyProject(root, "without");
  const took = new Map<string, number>();
  const run = async ({ test, words }: Attack, heapMiB?: number): Promise<"holds" | "fails" | "is skipped"> => {
    const began = performance.now();
    const usualMs = took.get(words);
    const report = join(folder, ".labs", "report.json");
    rmSync(report, { force: true });
    const args = ["--fgrep", words, "--reporter", "json", "--reporter-option", `output=${report}`];
    const child = spawn(
      process.execPath,
      [join("node_modules", "mocha", "bin", "mocha.js"), ...args, relative(root, test)],
      {
        cwd: folder,
        detached: true,
        stdio: "ignore",
        env: { ...process.env, ...(heapMiB === undefined ? {} : { NODE_OPTIONS: `--max-old-space-size=${heapMiB}` }) },
      },
    );
    const maxMs = usualMs === undefined ? MAX_MS : 2 * usualMs + MORE_MS;
    const timer = setTimeout(() => killGroup(child.pid ?? 0), maxMs);
    await once(child, "exit");
    clearTimeout(timer);
    if (usualMs === undefined) took.set(words, performance.now() - began);
    // Kills the processes that the test has started: without its defense it may have left some.
    killGroup(child.pid ?? 0);
    if (!existsSync(report)) return "fails";
    const { stats } = JSON.parse(readFileSync(report, "utf8")) as { stats: { passes: number; failures: number } };
    return stats.failures > 0 ? "fails" : stats.passes > 0 ? "holds" : "is skipped";
  };
  return {
    async runAttack(attack, taken) {
      if (!taken) return run(attack);
      const file = join(folder, taken.file);
      const text = readFileSync(file, "utf8");
      writeFileSync(
        file,
        text.replace(taken.defense, () => taken.without),
      );
      try {
        return await run(attack, taken.heapMiB);
      } finally {
        writeFileSync(file, text);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
