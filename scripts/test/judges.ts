import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { installedFlink } from "../setup/flink/install-flink";
import { findPython } from "../setup/python.mjs";
import { runLogged } from "../setup/run-logged.mjs";

/** The Python environment of cfn-lint, which judges templates; separate from the learner's. */
const CFN_LINT = join(".labs", "cfn-lint");
/** The Python environment of kubernetes-validate, which judges Kubernetes' objects. */
const KUBERNETES_VALIDATE = join(".labs", "kubernetes-validate");
/** The Python environment of Sphinx, which makes the documentation site. */
export const DOCS = join(".labs", "docs");
/** The Python environment of the data clients. */
const DATA_CLIENTS = join(".labs", "data-clients");
/** The folder of the Java clients, with `lib` and `classes`. */
const JAVA_CLIENTS = join(".labs", "java");

/** The folder of Trino, with the same two folders. */
const TRINO = join(".labs", "trino");

/** The folder of the SerDes of Athena's tables, with the same two folders. */
const SERDES = join(".labs", "serdes");

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
  /** The file or folder from which the judge is installed: when its content changes, the judge is installed again. */
  readonly madeOf: string;
  /** Commands that install the judge, one after the other. */
  readonly steps: (root: string) => readonly (readonly [command: string, ...args: readonly string[]])[];
}

const CFN_LINT_WANTED = join("cloud", "services", "cloudformation", "testing", "cfn-lint.txt");
const KUBERNETES_VALIDATE_WANTED = join("deploy", "testing", "kubernetes-validate.txt");
const DOCS_WANTED = join("docs", "site", "requirements.txt");
const DATA_CLIENTS_WANTED = join("cloud", "data-clients", "requirements.txt");
const JAVA_SOURCES = join("cloud", "testing", "java");
const TRINO_SOURCES = join("cloud", "services", "athena", "engine", "testing", "trino", "java");
const SERDES_SOURCES = join("cloud", "services", "athena", "engine", "testing", "serdes", "java");
const FLINK_PARTS = join("scripts", "setup", "flink", "parts.json");
const COPY_JARS = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies";

const judges: readonly Judge[] = [
  {
    title: "Installing cfn-lint, which judges templates in the tests",
    jobs: ["cloud/services", "deploy", "test/contract"],
    folder: CFN_LINT,
    madeOf: CFN_LINT_WANTED,
    steps: () => environmentSteps(CFN_LINT, CFN_LINT_WANTED),
  },
  {
    title: "Installing kubernetes-validate, which judges the recipes for array jobs in the tests",
    jobs: ["deploy"],
    folder: KUBERNETES_VALIDATE,
    madeOf: KUBERNETES_VALIDATE_WANTED,
    steps: () => environmentSteps(KUBERNETES_VALIDATE, KUBERNETES_VALIDATE_WANTED),
  },
  {
    title: "Installing Sphinx, which makes the documentation site",
    jobs: ["test/docs"],
    folder: DOCS,
    madeOf: DOCS_WANTED,
    steps: () => environmentSteps(DOCS, DOCS_WANTED),
  },
  {
    title: "Installing polars, s3fs, awswrangler, PyAthena and Powertools, which are clients in the tests",
    jobs: ["cloud/data-clients"],
    folder: DATA_CLIENTS,
    madeOf: DATA_CLIENTS_WANTED,
    steps: () => environmentSteps(DATA_CLIENTS, DATA_CLIENTS_WANTED),
  },
  {
    title: "Installing the AWS SDK for Java and Flink's Kinesis connector, which are clients in the tests",
    jobs: ["cloud", "cloud/services/kinesisanalyticsv2", "test/contract"],
    folder: JAVA_CLIENTS,
    madeOf: JAVA_SOURCES,
    steps: (root) => javaSteps(root, JAVA_CLIENTS, JAVA_SOURCES),
  },
  {
    title: "Installing Trino, which judges Athena's engine in the tests",
    jobs: ["cloud/services/athena"],
    folder: TRINO,
    madeOf: TRINO_SOURCES,
    steps: (root) => javaSteps(root, TRINO, TRINO_SOURCES),
  },
  {
    title: "Installing Hive's and OpenX's SerDes, which judge how Athena's engine and Firehose read files in the tests",
    jobs: ["cloud/services/athena", "cloud/services/firehose"],
    folder: SERDES,
    madeOf: SERDES_SOURCES,
    steps: (root) => javaSteps(root, SERDES, SERDES_SOURCES),
  },
  {
    title: "Setting up Apache Flink, as `npx labs flink` does",
    jobs: ["cloud", "cloud/services/kinesisanalyticsv2", "src", "test/contract"],
    folder: join(".labs", "flink"),
    madeOf: FLINK_PARTS,
    isThere: (root) => installedFlink(root) !== undefined,
    steps: () => [[process.execPath, join("scripts", "labs.mjs"), "flink"]],
  },
];

/** Judges that are being installed. */
interface Installing {
  /** Resolves when all judges are installed, or have failed to install. */
  readonly all: Promise<unknown>;
  /** The same for the judges that one job needs; undefined if it needs none. */
  forJob(name: string): Promise<unknown> | undefined;
  /** Whether a judge is still being installed. */
  goesOn(): boolean;
}

/**
 * Installs the judges that some jobs need, all at once.
 *
 * @param root the project's folder
 * @param jobs the names of the jobs that will run
 */
export function installJudges(root: string, jobs: readonly string[]): Installing {
  const wanted = judges.filter((judge) => judge.jobs.some((job) => jobs.includes(job)));
  let atWork = wanted.length;
  const begun = wanted.map((judge) => ({ judge, done: install(root, judge).finally(() => (atWork -= 1)) }));
  return {
    all: Promise.all(begun.map(({ done }) => done)),
    forJob(name) {
      const own = begun.filter(({ judge }) => judge.jobs.includes(name));
      return own.length === 0 ? undefined : Promise.all(own.map(({ done }) => done));
    },
    goesOn: () => atWork > 0,
  };
}

/**
 * Commands for a Python environment with the packages of a requirements file. pip does not compile them, since Python
 * compiles the part that it imports.
 */
function environmentSteps(folder: string, wanted: string): readonly (readonly [string, ...string[]])[] {
  const python = findPython();
  const pip = join(folder, process.platform === "win32" ? "Scripts" : "bin", "pip");
  return [
    [python.command, ...python.args, "-m", "venv", folder],
    [pip, "install", "--no-input", "--disable-pip-version-check", "--retries", "1", "--no-compile", "-r", wanted],
  ];
}

/** Commands that download the jars of a folder's `pom.xml`, and compile its programs. */
function javaSteps(root: string, folder: string, sources: string): readonly (readonly [string, ...string[]])[] {
  const lib = join(root, folder, "lib");
  return [
    ["mvn", "--quiet", "--batch-mode", "--file", join(sources, "pom.xml"), COPY_JARS, `-DoutputDirectory=${lib}`],
    [
      "javac",
      "-nowarn",
      "-d",
      join(folder, "classes"),
      "-cp",
      join(folder, "lib", "*"),
      ...filesOf(join(root, sources)).filter((file) => file.endsWith(".java")),
    ],
  ];
}

/** These Java programs are too short for the JVM's second compiler, which takes half of their processor time. */
const JAVA_PROGRAMS = ["mvn", "javac"];
const BRIEF_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
const environmentOf = (command: string): NodeJS.ProcessEnv =>
  JAVA_PROGRAMS.includes(command) ? { JAVA_TOOL_OPTIONS: BRIEF_JAVA, ...process.env } : process.env;

/** A shell's exit status for a command that does not exist. */
const NO_SUCH_COMMAND = 127;
/** Number of lines shown of a failed command's output. */
const LINES_TOLD = 5;

async function install(root: string, { title, folder, madeOf, isThere, steps }: Judge): Promise<void> {
  if (isThere?.(root) === true) return;
  const place = join(root, folder);
  const stamp = join(place, "installed");
  const digest = createHash("sha256");
  for (const file of filesOf(join(root, madeOf))) digest.update(readFileSync(file));
  const wanted = digest.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  rmSync(place, { recursive: true, force: true });
  for (const [step, [command, ...args]] of steps(root).entries()) {
    const run = {
      title: step === 0 ? title : `${title}, step ${step + 1}`,
      cwd: root,
      log: join(root, ".labs", "logs", `${basename(folder)}-${step + 1}.log`),
      env: environmentOf(command),
    };
    let { code, output } = await runLogged({ ...run, command, args });
    // Downloads fail now and then. Maven keeps the downloaded files, so a second try continues.
    if (code !== 0 && code !== NO_SUCH_COMMAND)
      ({ code, output } = await runLogged({ ...run, title: `${run.title}, once more`, command, args }));
    if (code === 0) continue;
    const end = output.trim().split("\n").slice(-LINES_TOLD).join("\n    ");
    console.log(`  Tests that need ${folder} skip: ${command} ended with ${code}. ${run.log} ends thus:\n    ${end}`);
    return rmSync(place, { recursive: true, force: true });
  }
  writeFileSync(stamp, wanted);
}

/** The file itself, or all files of a folder. */
function filesOf(path: string): string[] {
  return statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
    : [path];
}
