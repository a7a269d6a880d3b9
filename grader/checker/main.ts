/**
 * The checker's program: node checker.js <project's folder> <compiler's program> <labs as JSON>
 * [folder of the learner's work] [folder whose course/ holds the labs]
 *
 * It writes `.labs/checker.json` and a line when it can be asked, and lives until it is ended, or until who started it is gone.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckedLab } from "../check-lab";
import { createChecker } from "./checker";
import type { CheckerPlace } from "./messages";
import { serveChecker } from "./server";

const [root = ".", compiler = "", labs = "[]", work = root, labRoot = root] = process.argv.slice(2);
const file = join(work, ".labs", "checker.json");
const checker = createChecker({ root, work, labRoot, compiler, labs: JSON.parse(labs) as CheckedLab[] });
const server = await serveChecker(checker, end);

mkdirSync(join(work, ".labs"), { recursive: true });
// In one step, and for this user alone: the token is in it.
writeFileSync(`${file}.new`, JSON.stringify(server.place satisfies CheckerPlace), { mode: 0o600 });
renameSync(`${file}.new`, file);
console.log(`The checker listens on port ${server.place.port}.`);
process.on("exit", () => {
  if (isOurs()) rmSync(file, { force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
// Whoever started it holds the other end, and is gone when that closes, however that came about.
process.stdin.on("error", end).on("end", end).resume();

for (const lab of JSON.parse(labs) as CheckedLab[]) checker.warmUp(lab);

function end(): void {
  void checker.close().finally(() => process.exit());
}

/** A later checker may have taken the place. */
function isOurs(): boolean {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as CheckerPlace).token === server.place.token;
  } catch {
    return false;
  }
}
