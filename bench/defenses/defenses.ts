import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { killGroup } from "../../grader/sandbox/process";
import { listProjectFiles } from "../../scripts/project-files";
import { createRow, WrongSetting, type Run, type Row } from "../bench";
import { readCatalog, readRemovedDefenses, type Attack, type RemovedDefense } from "./catalog";

/** Parts of attacks' names, separated by `|`, to try only some attacks: `a zip|slowloris`. */
const ONLY = (process.env["DEFENSES_ONLY"] ?? "").split("|");
/** Without its defense a test may wait for ever: it is killed after twice its duration with the defense, plus this. */
const MORE_MS = 10_000;
const MAX_MS = 240_000;

type Outcome = "holds" | "fails" | "is skipped";

export async function removeDefenses(run: Run): Promise<Row[]> {
  const catalog = readCatalog(run.root);
  const selected = readRemovedDefenses(run.root).filter(({ attack }) => ONLY.some((part) => attack.includes(part)));
  if (selected.length === 0) throw new WrongSetting(`DEFENSES_ONLY names no attack: ${ONLY.join("|")}.`);
  const folder = await copyProject(run);
  const known = new Map<string, { readonly outcome: Outcome; readonly ms: number }>();
  let missed = 0;
  for (const removed of selected) {
    const attack = catalog.find(({ name }) => name === removed.attack);
    if (!attack) throw new Error(`The catalog has no attack "${removed.attack}".`);
    const began = performance.now();
    const held = known.get(attack.name) ?? {
      outcome: await runTest(folder, attack, { maxMs: MAX_MS }),
      ms: performance.now() - began,
    };
    known.set(attack.name, held);
    const maxMs = 2 * held.ms + MORE_MS;
    const without = held.outcome === "holds" ? await runWithout(folder, attack, { removed, maxMs }) : "was not tried";
    if (without !== "fails") missed += 1;
    console.log(`  ${removed.attack}\n    the test ${held.outcome}; without ${removed.file}'s defense it ${without}`);
  }
  return [createRow(`of ${selected.length} defenses: not missed by their tests`, "≤ 0", [missed])];
}

/** Copies the project's files, as they are in the working tree, below its own `.labs`. @returns the folder */
async function copyProject(run: Run): Promise<string> {
  const base = join(run.root, ".labs", "bench");
  mkdirSync(base, { recursive: true });
  const folder = mkdtempSync(join(base, "without-"));
  run.onEnd(() => rmSync(folder, { recursive: true, force: true }));
  for (const path of await listProjectFiles(run.root)) cpSync(join(run.root, path), join(folder, path));
  // Hard links instead of one symbolic link: the packages contain a link to the workspace `cloud`, which has to lead
  // into the copy.
  execFileSync("cp", ["-al", join(run.root, "node_modules"), join(folder, "node_modules")]);
  if (existsSync(join(run.root, ".venv"))) symlinkSync(join(run.root, ".venv"), join(folder, ".venv"));
  return folder;
}

/** The outcome of an attack's test with a defense removed. */
async function runWithout(
  folder: string,
  attack: Attack,
  { removed, maxMs }: { readonly removed: RemovedDefense; readonly maxMs: number },
): Promise<Outcome> {
  const file = join(folder, removed.file);
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace(removed.defense, () => removed.without),
  );
  return runTest(folder, attack, { maxMs, heap: removed.heap }).finally(() => writeFileSync(file, text));
}

async function runTest(
  folder: string,
  { test, words }: Attack,
  { maxMs, heap }: { readonly maxMs: number; readonly heap?: string | undefined },
): Promise<Outcome> {
  const report = join(folder, ".labs", "report.json");
  rmSync(report, { force: true });
  const mocha = join("node_modules", "mocha", "bin", "mocha.js");
  const args = [mocha, "--fgrep", words, "--reporter", "json", "--reporter-option", `output=${report}`, test];
  const env = { ...process.env, ...(heap === undefined ? {} : { NODE_OPTIONS: `--max-old-space-size=${heap}` }) };
  const child = spawn(process.execPath, args, { cwd: folder, detached: true, stdio: "ignore", env });
  const timer = setTimeout(() => killGroup(child.pid ?? 0), maxMs);
  await once(child, "exit");
  clearTimeout(timer);
  // Kills the processes that the test has started: without its defense it may have left some.
  killGroup(child.pid ?? 0);
  if (!existsSync(report)) return "fails";
  const { stats } = JSON.parse(readFileSync(report, "utf8")) as { stats: { passes: number; failures: number } };
  return stats.failures > 0 ? "fails" : stats.passes > 0 ? "holds" : "is skipped";
}
