/**
 * The checker's program: node checker.js <project's folder> <compiler's program> <labs as JSON>
 * [folder of the learner's work] [folder whose course/ holds the labs]
 *
 * `LABS_CHECKER_WARM_UP=no` in the environment opens a lab only at its first check, as where many learners share a machine.
 * `LABS_CHECKER_IDLE_SECONDS`: after this many seconds without a check, compiler and clouds are closed; 600 if not given.
 *
 * When it is ready it writes `.labs/checker.json` and prints a line. It lives until it is ended, or until the process that
 * started it has gone.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckedLab } from "./check-lab";
import type { Checker } from "./checker";
import type { CheckerAddress } from "./messages";
import { serveChecker } from "./server";

const WARM_UP_AFTER_MS = 12_000;
/**
 * After so long without a check, the next one may take some seconds longer: the warm compiler and clouds take half a
 * gigabyte.
 */
const IDLE_MS = Number(process.env["LABS_CHECKER_IDLE_SECONDS"] ?? 600) * 1000;

const [root = ".", compiler = "", labs = "[]", work = root, labRoot = root] = process.argv.slice(2);
const file = join(work, ".labs", "checker.json");
const known = JSON.parse(labs) as CheckedLab[];
let checker: Promise<Checker> | undefined;
let isOutdated = (): boolean => false;
let underWay = 0;
let idle: NodeJS.Timeout | undefined;
const server = await serveChecker(
  {
    async check(request, waiting) {
      clearTimeout(idle);
      underWay += 1;
      try {
        return await (await openChecker()).check(request, waiting);
      } finally {
        underWay -= 1;
        scheduleRest();
      }
    },
    isOutdated: () => isOutdated(),
  },
  end,
);

mkdirSync(join(work, ".labs"), { recursive: true });
// In one step, and readable by this user alone: the file holds the token.
writeFileSync(`${file}.new`, JSON.stringify(server.address satisfies CheckerAddress), { mode: 0o600 });
renameSync(`${file}.new`, file);
console.log(`The checker listens on port ${server.address.port}.`);
process.on("exit", () => {
  if (isCurrentAddress()) rmSync(file, { force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
// The process that started this one holds the other end of stdin, which closes when that process ends in any way.
process.stdin.on("error", end).on("end", end).resume();

// Until then JupyterLab, its kernel and the browser need the processors for the first cell. A check opens its lab at once.
if (process.env["LABS_CHECKER_WARM_UP"] !== "no")
  setTimeout(() => void warmUp().catch(() => undefined), WARM_UP_AFTER_MS).unref();

async function warmUp(): Promise<void> {
  const warm = await openChecker();
  for (const lab of known) await warm.warmUp(lab);
  await warm.makeSnapshot();
  scheduleRest();
}

/** Closes the warm compiler and clouds when there has been no check for a while. The next check opens them again. */
function scheduleRest(): void {
  clearTimeout(idle);
  if (underWay > 0) return;
  idle = setTimeout(() => {
    const warm = checker;
    checker = undefined;
    void warm?.then((checker) => checker.close()).catch(end);
  }, IDLE_MS).unref();
}

/** Loads the engine when it is first needed, since the lab cloud and the SDK come with it. */
function openChecker(): Promise<Checker> {
  checker ??= import("./checker").then(({ createChecker }) => {
    const checker = createChecker({ root, work, labRoot, compiler, labs: known });
    isOutdated = checker.isOutdated;
    return checker;
  });
  // If the import fails, the bundle may have been rebuilt since this process began: it ends, and another one replaces
  // it.
  checker.catch(end);
  return checker;
}

function end(): void {
  void Promise.resolve(checker)
    .then((checker) => checker?.close())
    .finally(() => process.exit());
}

/** Whether `.labs/checker.json` is still this checker's: a later one may have replaced it. */
function isCurrentAddress(): boolean {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as CheckerAddress).token === server.address.token;
  } catch {
    return false; // unreadable or cut off: it is another checker's
  }
}
