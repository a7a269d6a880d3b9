import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { findJava, adviseOnJava } from "../../../cloud/flink/java";
import { getFlinkFolder, findInstalledFlink } from "../../setup/flink/install-flink";
import { findNodeProblem } from "../../setup/node-version.mjs";
import { findPackagesProblem } from "../../setup/packages.mjs";
import { findPython } from "../../setup/python.mjs";
import { findVenvProblem, getVenvPython } from "../../setup/venv.mjs";
import { isLive, readSession } from "../../start/session";
import { Failure, UsageError } from "../command";
import { isPresent } from "../../../grader/core/ignore-missing";

/** The finding of one check. */
interface Finding {
  readonly what: string;
  /** `wanting`: the labs cannot run; `note`: the labs can run, but something else cannot. */
  readonly state: "good" | "note" | "wanting";
  /** The state that was found and, unless it is `good`, what to do. */
  readonly says: string;
}

const MIN_FREE_MB = 500;
const START = "run `npm start`, which fixes this";
const createGoodFinding = (subject: string, says: string): Finding => ({ what: subject, state: "good", says });
const createBadFinding = (subject: string, says: string): Finding => ({ what: subject, state: "wanting", says });
const note = (subject: string, says: string): Finding => ({ what: subject, state: "note", says });

/** Looks at one thing; finds nothing where it does not matter. */
type Check = (root: string, env: NodeJS.ProcessEnv) => Finding | undefined | Promise<Finding | undefined>;

/** Checks of everything that the labs need, in an order in which each needs the ones before. */
export const checks: readonly Check[] = [
  () => {
    const problem = findNodeProblem(process.versions.node);
    return problem === undefined ? createGoodFinding("Node", process.versions.node) : createBadFinding("Node", problem);
  },
  (root) => {
    const problem = findPackagesProblem(root);
    return problem === undefined
      ? createGoodFinding("npm packages", "as in the lock file")
      : createBadFinding("npm packages", `${problem}; ${START}`);
  },
  (root) => {
    const problem = findVenvProblem(root);
    if (problem === undefined)
      return createGoodFinding("Python environment", `as in requirements.txt, on ${describePython(root)}`);
    return createBadFinding("Python environment", `${problem}; ${adviseOnPython()}`);
  },
  checkKernel,
  (root) => {
    const { bavail, bsize } = statfsSync(root);
    const freeMb = Math.floor((bavail * bsize) / 1_000_000);
    return freeMb >= MIN_FREE_MB
      ? createGoodFinding("disk", `${freeMb} MB free`)
      : createBadFinding(
          "disk",
          `only ${freeMb} MB are free on the disk with the labs; free at least ${MIN_FREE_MB} MB`,
        );
  },
  checkRunning,
  findLearnerAccount,
  checkSandbox,
  checkFlink,
];

function describePython(root: string): string {
  return spawnSync(getVenvPython(root), ["--version"], { encoding: "utf8" }).stdout.trim();
}

function adviseOnPython(): string {
  try {
    findPython();
    return START;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function checkKernel(root: string): Finding {
  const file = join(root, ".venv", "share", "jupyter", "kernels", "tslab-labs", "kernel.json");
  if (!isPresent(file)) return createBadFinding("notebook kernel", `not registered; ${START}`);
  return readFileSync(file, "utf8").includes(JSON.stringify(root).slice(1, -1))
    ? createGoodFinding("notebook kernel", "TypeScript (labs)")
    : createBadFinding("notebook kernel", `registered for another folder; ${START}`);
}

async function checkRunning(root: string): Promise<Finding> {
  const session = readSession(root);
  if (session === undefined) return createGoodFinding("session", "none is running");
  if (!isLive(session))
    return note("session", "an installation was interrupted; the next `npm start` cleans up after it");
  if (session.port === undefined) return createGoodFinding("session", `running on AWS, process ${session.pid}`);
  const health = await fetch(`http://127.0.0.1:${session.port}/_lab/health`).then(
    (reply) => reply.ok,
    () => false,
  );
  return health
    ? createGoodFinding("session", `running, process ${session.pid}; its lab cloud answers on port ${session.port}`)
    : createBadFinding(
        "session",
        `running, process ${session.pid}, but its lab cloud doesn't answer; stop it with Ctrl-C and start again. Its log: .labs/logs/cloud.log`,
      );
}

/** The learner's account on AWS, where the labs are to use it. One call is made, which changes nothing. */
async function findLearnerAccount(_root: string, env: NodeJS.ProcessEnv): Promise<Finding | undefined> {
  if (env["LABS_TARGET"] !== "aws") return undefined;
  // Imported here, since the SDK takes a while to load and is needed only for AWS.
  const { lookUpAccount } = await import("../aws/account");
  try {
    const { id, caller, region } = await lookUpAccount({ env });
    return createGoodFinding("AWS account", `${id} (${caller}), region ${region}`);
  } catch (error) {
    if (error instanceof Failure || error instanceof UsageError) return createBadFinding("AWS account", error.message);
    throw error;
  }
}

function checkSandbox(): Finding {
  const { status, stdout } = spawnSync("bwrap", ["--version"], { encoding: "utf8" });
  return status === 0
    ? createGoodFinding("sandbox", stdout.trim())
    : note("sandbox", "bubblewrap is missing: only `labs grade` needs it (Linux: `sudo apt install bubblewrap`)");
}

async function checkFlink(root: string): Promise<Finding> {
  const there = findInstalledFlink(root);
  if (there !== undefined) return createGoodFinding("Apache Flink", `${there.version}, on Java ${there.javaVersion}`);
  const { java, found } = await findJava();
  if (java === undefined) return note("Apache Flink", `only stream analytics needs it. ${adviseOnJava(found)}`);
  return existsSync(getFlinkFolder(root))
    ? note("Apache Flink", "incomplete, or another version; `npx labs flink` fixes this (needs the network)")
    : note("Apache Flink", "not set up; only stream analytics needs it: `npx labs flink` (needs the network once)");
}
