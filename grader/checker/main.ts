/**
 * The checker's program: node checker.js <project's folder> <compiler's program> <labs as JSON>
 * [folder of the learner's work] [folder whose course/ holds the labs]
 *
 * `LABS_CHECKER_WARM_UP=no` in the environment leaves everything to the first check, as where many learners share a machine.
 * `LABS_CHECKER_IDLE_SECONDS` says after how long without a check it lets go of what it keeps; 600 if not given.
 *
 * It writes `.labs/checker.json` and a line when it can be asked, and lives until it is ended, or until who started it is gone.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckedLab } from "../check-lab";
import type { Checker } from "./checker";
import type { CheckerPlace } from "./messages";
import { serveChecker } from "./server";

const WARM_UP_AFTER_MS = 12_000;
/** Whoever has not checked for so long may wait some seconds longer: what is kept warm takes half a gigabyte. */
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
    async check(asked, waiting) {
      clearTimeout(idle);
      underWay += 1;
      try {
        return await (await opened()).check(asked, waiting);
      } finally {
        underWay -= 1;
        restLater();
      }
    },
    isOutdated: () => isOutdated(),
  },
  end,
);

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

// Until then JupyterLab, its kernel and the browser have need of the processors, for the first cell. A check opens its lab at once.
if (process.env["LABS_CHECKER_WARM_UP"] !== "no")
  setTimeout(() => void warmUp().catch(() => undefined), WARM_UP_AFTER_MS).unref();

async function warmUp(): Promise<void> {
  const warm = await opened();
  for (const lab of known) await warm.warmUp(lab);
  await warm.makeSnapshot();
  restLater();
}

/** Lets go of what is kept warm, compiler and clouds, when nobody checks for a while. The next check begins anew. */
function restLater(): void {
  clearTimeout(idle);
  if (underWay > 0) return;
  idle = setTimeout(() => {
    const warm = checker;
    checker = undefined;
    void warm?.then((made) => made.close()).catch(end);
  }, IDLE_MS).unref();
}

/** Loaded only when it is needed: the engine brings the lab cloud and the SDK along. */
function opened(): Promise<Checker> {
  checker ??= import("./checker").then(({ createChecker }) => {
    const made = createChecker({ root, work, labRoot, compiler, labs: known });
    isOutdated = made.isOutdated;
    return made;
  });
  // The bundle may have been made anew since this process began; another one takes its place.
  checker.catch(end);
  return checker;
}

function end(): void {
  void Promise.resolve(checker)
    .then((made) => made?.close())
    .finally(() => process.exit());
}

/** A later checker may have taken the place. */
function isOurs(): boolean {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as CheckerPlace).token === server.place.token;
  } catch {
    return false;
  }
}
