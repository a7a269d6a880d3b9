import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { labs } from "../../course/index";
import type { Supervisor } from "./supervisor";

interface GraderBundler {
  bundleGrader(root: string): Promise<{ readonly checker: string; readonly compiler: string }>;
}

/** How often a checker that ends is started again: after that, checks run without it, take longer, and say so. */
const MAX_STARTS = 5;
/** Heap of the checker, which stores an evening's runs. */
const HEAP_MIB = 768;

/** The checker's bundled programs. A class's copy without the grader has none. */
type CheckerPrograms = Awaited<ReturnType<GraderBundler["bundleGrader"]>>;

/** Makes the checker's programs, if there are none or they were made from older sources. */
export async function prepareCheckerPrograms(root: string): Promise<CheckerPrograms | undefined> {
  const bundle = join(root, "grader", "core", "bundle.mjs");
  if (!existsSync(bundle)) return undefined;
  // The border: imported by a variable path, so that a copy without this file passes the type check.
  const { bundleGrader } = (await import(pathToFileURL(bundle).href)) as GraderBundler;
  return bundleGrader(root);
}

/**
 * Keeps the checker running, which `npx labs check` and the `check` cells use. If it fails, the session continues without
 * it.
 *
 * @param env as JupyterLab has it
 * @returns a promise that resolves when no checker is running any more, and never rejects
 */
export async function keepChecker(supervisor: Supervisor, root: string, env: NodeJS.ProcessEnv): Promise<void> {
  const log = join(root, ".labs", "logs", "checker.log");
  try {
    const known = labs.map(({ id, notebook, scripts }) => ({ id, notebook, scripts }));
    for (let starts = 0; starts < MAX_STARTS; starts += 1) {
      // Bundled again at each start: the checker may have ended since its sources changed.
      const programs = await prepareCheckerPrograms(root);
      if (!programs) return;
      const { checker, compiler } = programs;
      const options = [`--max-old-space-size=${HEAP_MIB}`, "--enable-source-maps"];
      const child = await supervisor.start({
        name: "The checker",
        command: process.execPath,
        args: [...options, checker, root, compiler, JSON.stringify(known)],
        cwd: root,
        env,
        log,
        endsWithUs: true,
        isSpare: true,
      });
      await child.ended;
    }
  } catch (error) {
    // The session may be ending. If it is not, the log tells why there is no checker.
    await appendFile(log, `${String(error)}\n`, { mode: 0o600 }).catch(() => undefined);
  }
}
