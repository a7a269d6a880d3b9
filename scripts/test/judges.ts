import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { findInstalledFlink } from "../setup/flink/install-flink";
import { getNpmCommand } from "../setup/packages.mjs";
import { findPython } from "../setup/python.mjs";
import { runLogged } from "../setup/run-logged.mjs";
import { fetchUv } from "../setup/uv.mjs";
import { cleanEnvironment, PIP_INSTALL, getVenvPython } from "../setup/venv.mjs";
import { LEFT_TO_CI } from "../../cloud/testing/skip";
import { isPresent } from "../../grader/core/ignore-missing";

/** The Python environment of Sphinx, which builds the documentation site. */
export const DOCS = join(".labs", "docs");

/** The folder of uv, which installs Python's judges, while they are being installed. */
const UV = join(".labs", "uv");

/** A command of an install. */
interface Step {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** The second try, where the first fails; without it, the same command. */
  readonly again?: Step;
}

/** The inputs of a judge's installation. */
interface InstallContext {
  readonly root: string;
  /** Fetched when it is first requested; undefined where packages must be installed by pip. */
  getUv(): ReturnType<typeof fetchUv>;
}

/**
 * A program that only the tests need. Without a network it cannot be installed, and the tests that need it are skipped,
 * with the reason.
 */
interface Judge {
  readonly title: string;
  /** The jobs of the test run that need the judge. */
  readonly jobs: readonly string[];
  readonly folder: string;
  /** Whether the judge is installed already; for a judge that is not used by tests alone. */
  readonly isThere?: (root: string) => boolean;
  /** Whether all tests that need the judge are left to CI. */
  readonly isLeftToCi?: boolean;
  /** The file or folder that the judge is installed from: when its content changes, the judge is installed again. */
  readonly inputs: string;
  /** Commands that install the judge, one after the other. */
  readonly listSteps: (means: InstallContext) => readonly Step[] | Promise<readonly Step[]>;
}

/** The subcommand and its options, without `-m pip`: before these come the options that tell pip which Python the environment has. */
const PIP_OPTIONS = PIP_INSTALL.slice(2);
const COPY_JARS = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies";

const judges: readonly Judge[] = [
  createEnvironmentJudge({
    title: "Installing cfn-lint, which judges templates in the tests",
    jobs: ["cloud/services", "deploy", "test/contract"],
    folder: join(".labs", "cfn-lint"),
    inputs: join("cloud", "services", "cloudformation", "testing", "cfn-lint.txt"),
  }),
  createEnvironmentJudge({
    title: "Installing kubernetes-validate, which judges the recipes for array jobs in the tests",
    jobs: ["deploy"],
    folder: join(".labs", "kubernetes-validate"),
    inputs: join("deploy", "testing", "kubernetes-validate.txt"),
  }),
  createEnvironmentJudge({
    title: "Installing nbgrader, which imports marks and feedback in the tests",
    jobs: ["grader"],
    folder: join(".labs", "nbgrader"),
    isLeftToCi: true,
    inputs: join("grader", "nbgrader", "nbgrader.txt"),
  }),
  createEnvironmentJudge({
    title: "Installing jupyter_kernel_test, nbclient and papermill, which judge the kernel in the tests",
    jobs: ["kernel", "test/e2e"],
    folder: join(".labs", "kernel-judges"),
    inputs: join("kernel", "testing", "judges.txt"),
  }),
  createEnvironmentJudge({
    title: "Installing Sphinx, which makes the documentation site",
    jobs: ["test/docs"],
    folder: DOCS,
    inputs: join("docs", "site", "requirements.txt"),
  }),
  createPackageJudge({
    title: "Installing Harper, which judges spelling and grammar in the tests",
    jobs: ["test/docs"],
    folder: join(".labs", "harper"),
    inputs: join("test", "docs", "harper.txt"),
  }),
  createEnvironmentJudge({
    title: "Installing polars, s3fs, awswrangler, PyAthena, Celery and others, which are clients in the tests",
    jobs: ["cloud/data-clients", "cloud"],
    folder: join(".labs", "data-clients"),
    isLeftToCi: true,
    inputs: join("cloud", "data-clients", "requirements.txt"),
  }),
  createPackageJudge({
    title: "Installing sqs-consumer, lib-storage and winston-cloudwatch, which are clients in the tests",
    jobs: ["cloud/data-clients"],
    folder: join(".labs", "node-clients"),
    isLeftToCi: true,
    inputs: join("cloud", "data-clients", "packages.txt"),
  }),
  createPackageJudge({
    title: "Installing vitest and jest, in which the lab cloud runs in the tests",
    jobs: ["cloud"],
    folder: join(".labs", "test-runners"),
    isLeftToCi: true,
    inputs: join("cloud", "fixtures", "test-runners.txt"),
  }),
  createJavaJudge({
    title: "Installing the AWS SDK for Java and Flink's Kinesis connector, which are clients in the tests",
    jobs: ["foundation", "cloud", "cloud/services/kinesisanalyticsv2", "test/contract"],
    folder: join(".labs", "java"),
    inputs: join("cloud", "testing", "java"),
  }),
  createJavaJudge({
    title: "Installing Trino, which judges Athena's SQL in the tests",
    jobs: ["athena-sql"],
    folder: join(".labs", "trino"),
    isLeftToCi: true,
    inputs: join("athena-sql", "testing", "trino", "java"),
  }),
  createJavaJudge({
    title: "Installing Hive's and OpenX's SerDes, which judge how Athena's engine and Firehose read files in the tests",
    jobs: ["athena-sql", "cloud/services/firehose"],
    folder: join(".labs", "serdes"),
    inputs: join("foundation", "testing", "serdes", "java"),
  }),
  createJavaJudge({
    title: "Installing Smithy's protocol tests, which judge the lab cloud's wires in the tests",
    jobs: ["judges"],
    folder: join(".labs", "smithy"),
    inputs: join("judges", "smithy"),
  }),
  createJavaJudge({
    title: "Installing AWS's library of event patterns, which judges Lambda's event filters in the tests",
    jobs: ["judges"],
    folder: join(".labs", "event-ruler"),
    inputs: join("judges", "event-ruler"),
  }),
  {
    title: "Setting up Apache Flink, as `npx labs flink` does",
    jobs: ["cloud", "cloud/services/kinesisanalyticsv2", "src", "test/contract"],
    folder: join(".labs", "flink"),
    isLeftToCi: true,
    inputs: join("scripts", "setup", "flink", "parts.json"),
    isThere: (root) => findInstalledFlink(root) !== undefined,
    listSteps: () => [{ command: process.execPath, args: [join("scripts", "labs.mjs"), "flink"] }],
  },
];

/** A judge in a Python environment of its own, with the packages of a requirements file. */
function createEnvironmentJudge(judge: Omit<Judge, "listSteps">): Judge {
  return { ...judge, listSteps: (means) => listEnvironmentSteps(means, judge.folder, judge.inputs) };
}

/** A judge in Java: the jars of a folder's `pom.xml`, and the programs beside it. */
function createJavaJudge(judge: Omit<Judge, "listSteps">): Judge {
  return { ...judge, listSteps: ({ root }) => listJavaSteps(root, judge.folder, judge.inputs) };
}

/** A judge of npm packages: those of a list, such as `harper.js@2.10.0`, one a line. */
function createPackageJudge(judge: Omit<Judge, "listSteps">): Judge {
  const npm = getNpmCommand();
  const options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund"];
  const listSteps = ({ root }: InstallContext) => {
    const packages = readFileSync(join(root, judge.inputs), "utf8").trim().split("\n");
    return [
      { command: npm.command, args: [...npm.args, "install", "--prefix", judge.folder, ...options, ...packages] },
    ];
  };
  return { ...judge, listSteps };
}

/** Judges that are being installed. */
interface Installation {
  /** Resolves when all judges are installed, or have failed to install. */
  readonly all: Promise<unknown>;
  /** The same for the judges that one job needs; undefined if it needs none. */
  waitForJudges(name: string): Promise<unknown> | undefined;
  /** Whether a judge is still being installed. */
  shouldGoOn(): boolean;
}

/**
 * Installs the judges that some jobs need, all at once.
 *
 * @param root the project's folder
 * @param jobs the names of the jobs that will run
 */
export function installJudges(root: string, jobs: readonly string[]): Installation {
  const selected = judges.filter(
    ({ jobs: needy, isLeftToCi }) =>
      needy.some((job) => jobs.includes(job)) && !(isLeftToCi === true && LEFT_TO_CI !== undefined),
  );
  let atWork = selected.length;
  let uv: ReturnType<typeof fetchUv> | undefined;
  const means: InstallContext = { root, getUv: () => (uv ??= findUv(root)) };
  const started = selected.map((judge) => ({ judge, done: install(means, judge).finally(() => (atWork -= 1)) }));
  return {
    all: Promise.all(started.map(({ done }) => done)).finally(() =>
      rmSync(join(root, UV), { recursive: true, force: true }),
    ),
    waitForJudges(name) {
      const neededJudges = started.filter(({ judge }) => judge.jobs.includes(name));
      return neededJudges.length === 0 ? undefined : Promise.all(neededJudges.map(({ done }) => done));
    },
    shouldGoOn: () => atWork > 0,
  };
}

const findUv = (root: string): ReturnType<typeof fetchUv> =>
  fetchUv({
    python: getVenvPython(root),
    folder: join(root, UV),
    root,
    logs: join(root, ".labs", "logs"),
    env: cleanEnvironment(),
    pipInstall: PIP_INSTALL,
  });

/**
 * Commands for a Python environment with the packages of a requirements file. It has no pip of its own, whose install takes longer than that
 * of most judges. Nothing is compiled, since Python compiles the part that it imports.
 */
async function listEnvironmentSteps(
  means: InstallContext,
  folder: string,
  requested: string,
): Promise<readonly Step[]> {
  const base = findPython();
  const python = join(folder, ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));
  const uv = await means.getUv();
  const byPip: Step = {
    command: getVenvPython(means.root),
    args: ["-m", "pip", "--python", python, ...PIP_OPTIONS, "--no-compile", "-r", requested],
    env: cleanEnvironment(),
  };
  return [
    { command: base.command, args: [...base.args, "-m", "venv", "--without-pip", folder] },
    uv === undefined
      ? byPip
      : {
          command: uv.program,
          args: ["pip", "install", "--python", python, "-r", requested],
          env: uv.env,
          again: byPip,
        },
  ];
}

/** Commands that download the jars of a folder's `pom.xml`, and compile its programs, if it has any. */
function listJavaSteps(root: string, folder: string, sources: string): readonly Step[] {
  const lib = join(root, folder, "lib");
  const programs = listFiles(join(root, sources)).filter((file) => file.endsWith(".java"));
  return [
    {
      command: "mvn",
      args: ["--quiet", "--batch-mode", "--file", join(sources, "pom.xml"), COPY_JARS, `-DoutputDirectory=${lib}`],
      env: BRIEF_JAVA,
    },
    ...(programs.length === 0
      ? []
      : [
          {
            command: "javac",
            args: ["-nowarn", "-d", join(folder, "classes"), "-cp", join(folder, "lib", "*"), ...programs],
            env: BRIEF_JAVA,
          },
        ]),
  ];
}

/** Maven and Java's compiler run too briefly for the JVM's second compiler, which takes half of their processor time. */
const BRIEF_JAVA: NodeJS.ProcessEnv = {
  JAVA_TOOL_OPTIONS: "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
  ...process.env,
};

/** A shell's exit status for a command that does not exist. */
const NO_SUCH_COMMAND = 127;
/** Number of lines shown of a failed command's output. */
const REPORTED_LINES = 5;

async function install(means: InstallContext, { title, folder, inputs, isThere, listSteps }: Judge): Promise<void> {
  const { root } = means;
  if (isThere?.(root) === true) return;
  const path = join(root, folder);
  const stamp = join(path, "installed");
  const digest = createHash("sha256");
  for (const file of listFiles(join(root, inputs))) digest.update(readFileSync(file));
  const requested = digest.digest("hex");
  if (isPresent(stamp) && readFileSync(stamp, "utf8") === requested) return;
  rmSync(path, { recursive: true, force: true });
  for (const [index, step] of (await listSteps(means)).entries()) {
    const log = join(root, ".labs", "logs", `${basename(folder)}-${index + 1}.log`);
    const run = (words: string, { command, args, env = process.env }: Step): ReturnType<typeof runLogged> =>
      runLogged({ title: words, command, args, cwd: root, log, env });
    const titleOfStep = index === 0 ? title : `${title}, step ${index + 1}`;
    let { code, output } = await run(titleOfStep, step);
    // Downloads fail now and then. Maven keeps the downloaded files, so a second try continues.
    if (code !== 0 && code !== NO_SUCH_COMMAND)
      ({ code, output } = await run(`${titleOfStep}, again`, step.again ?? step));
    if (code === 0) continue;
    const end = output.trim().split("\n").slice(-REPORTED_LINES).join("\n    ");
    console.log(
      `  Tests that need ${folder} are skipped: ${step.command} ended with ${code}. The end of ${log}:\n    ${end}`,
    );
    return rmSync(path, { recursive: true, force: true });
  }
  writeFileSync(stamp, requested);
}

/** The file itself, or all files of a folder. */
function listFiles(path: string): string[] {
  return statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
    : [path];
}
