import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { findJava, javaAdvice } from "../../../cloud/flink/java";
import { flinkFolder, installedFlink } from "../../setup/flink/install-flink";
import { nodeProblem } from "../../setup/node-version.mjs";
import { packagesProblem } from "../../setup/packages.mjs";
import { findPython } from "../../setup/python.mjs";
import { venvProblem, venvPython } from "../../setup/venv.mjs";
import { isLive, readSession } from "../../start/session";
import { Failure, UsageError } from "../command";

/** The finding of one check. */
interface Finding {
  readonly what: string;
  /** `wanting`: the labs cannot run; `note`: the labs can run, but something else cannot. */
  readonly state: "good" | "note" | "wanting";
  /** The state that was found and, unless it is `good`, what to do. */
  readonly says: string;
}

const LEAST_FREE_MB = 500;
const START = "run `npm start`: it puts this right";
const good = (what: string, says: string): Finding => ({ what, state: "good", says });
const wanting = (what: string, says: string): Finding => ({ what, state: "wanting", says });
const note = (what: string, says: string): Finding => ({ what, state: "note", says });

/** Looks at one thing; finds nothing where it does not matter. */
type Check = (root: string, env: NodeJS.ProcessEnv) => Finding | undefined | Promise<Finding | undefined>;

/** Checks of everything that the labs need, in an order in which each needs the ones before. */
export const checks: readonly Check[] = [
  () => {
    const problem = nodeProblem(process.versions.node);
    return problem === undefined ? good("Node", process.versions.node) : wanting("Node", problem);
  },
  (root) => {
    const problem = packagesProblem(root);
    return problem === undefined
      ? good("npm packages", "as in the lock file")
      : wanting("npm packages", `${problem}; ${START}`);
  },
  (root) => {
    const problem = venvProblem(root);
    if (problem === undefined) return good("Python environment", `as in requirements.txt, on ${pythonOf(root)}`);
    return wanting("Python environment", `${problem}; ${pythonAdvice()}`);
  },
  kernel,
  (root) => {
    const { bavail, bsize } = statfsSync(root);
    const freeMb = Math.floor((bavail * bsize) / 1_000_000);
    return freeMb >= LEAST_FREE_MB
      ? good("disk", `${freeMb} MB free`)
      : wanting("disk", `only ${freeMb} MB are free where the labs are; make room for ${LEAST_FREE_MB} MB`);
  },
  running,
  ownAccount,
  sandbox,
  flink,
];

function pythonOf(root: string): string {
  return spawnSync(venvPython(root), ["--version"], { encoding: "utf8" }).stdout.trim();
}

function pythonAdvice(): string {
  try {
    findPython();
    return START;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function kernel(root: string): Finding {
  const file = join(root, ".venv", "share", "jupyter", "kernels", "tslab-labs", "kernel.json");
  if (!existsSync(file)) return wanting("notebook kernel", `not registered; ${START}`);
  return readFileSync(file, "utf8").includes(JSON.stringify(root).slice(1, -1))
    ? good("notebook kernel", "TypeScript (labs)")
    : wanting("notebook kernel", `registered for another folder; ${START}`);
}

async function running(root: string): Promise<Finding> {
  const session = readSession(root);
  if (session === undefined) return good("session", "none is running");
  if (!isLive(session)) return note("session", "one was cut short; the next `npm start` clears up after it");
  if (session.port === undefined) return good("session", `running on AWS, process ${session.pid}`);
  const health = await fetch(`http://127.0.0.1:${session.port}/_lab/health`).then(
    (reply) => reply.ok,
    () => false,
  );
  return health
    ? good("session", `running, process ${session.pid}; its lab cloud answers on port ${session.port}`)
    : wanting(
        "session",
        `running, process ${session.pid}, but its lab cloud does not answer; end it with Ctrl-C and start again. Its log: .labs/logs/cloud.log`,
      );
}

/** The learner's account on AWS, where the labs are to use it. One call is made, which changes nothing. */
async function ownAccount(_root: string, env: NodeJS.ProcessEnv): Promise<Finding | undefined> {
  if (env["LABS_TARGET"] !== "aws") return undefined;
  // Imported here, since the SDK takes a while to load and is needed only for AWS.
  const { lookUpAccount } = await import("../aws/account");
  try {
    const { id, caller, region } = await lookUpAccount({ env });
    return good("AWS account", `${id} (${caller}), region ${region}`);
  } catch (error) {
    if (error instanceof Failure || error instanceof UsageError) return wanting("AWS account", error.message);
    throw error;
  }
}

function sandbox(): Finding {
  const { status, stdout } = spawnSync("bwrap", ["--version"], { encoding: "utf8" });
  return status === 0
    ? good("sandbox", stdout.trim())
    : note("sandbox", "bubblewrap is missing: only `labs grade` needs it (Linux: `sudo apt install bubblewrap`)");
}

async function flink(root: string): Promise<Finding> {
  const there = installedFlink(root);
  if (there !== undefined) return good("Apache Flink", `${there.version}, on Java ${there.javaVersion}`);
  const { java, found } = await findJava();
  if (java === undefined) return note("Apache Flink", `only stream analytics needs it. ${javaAdvice(found)}`);
  return existsSync(flinkFolder(root))
    ? note("Apache Flink", "half set up, or of another version; `npx labs flink` puts it right (needs the network)")
    : note("Apache Flink", "not set up; only stream analytics needs it: `npx labs flink` (needs the network once)");
}
