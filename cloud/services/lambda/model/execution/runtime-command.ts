import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Core } from "../../../../core/core";
import { toEnvironment, type Keys } from "../../../../core/role-sessions";
import { findPython } from "../../../../../foundation/columnar/python";
import type { Command } from "../../../../../foundation/processes/command";
import type { CodeStore } from "../code/code-store";
import { getVersionFolder } from "../code/layered-code";
import type { StoredVersion } from "../stored-function";
import { getLanguage } from "../runtimes";
import type { LogDestination } from "./environment-log";
import { readIfPresent } from "../../../../storage/if-present";

/** The parts of a new environment. */
interface EnvironmentPlan {
  readonly core: Core;
  readonly code: CodeStore;
  readonly name: string;
  readonly version: StoredVersion;
  readonly destination: LogDestination;
  /** Keys of the function's role. */
  readonly keys: Keys;
  /** Its own folder for temporary files. */
  readonly temporary: string;
}

/** How a version's runtime is started: the program, the files that it may read, and AWS's own variables. */
export function createRuntimeCommand(plan: EnvironmentPlan): Command {
  const { core, code, version, temporary } = plan;
  const { task, opt: folder, surroundings } = code.placeFiles(version);
  const { argv, readable } =
    getLanguage(version.runtime) === "python" ? createPythonCommand(core) : createNodeCommand(version.memoryMiB);
  const [program = ""] = argv;
  const shown = [task, ...readable, ...surroundings];
  const isAtOpt = core.processes.confine !== undefined && ![program, ...shown].some(isBelowOpt);
  const opt = isAtOpt && folder !== undefined ? OPT : folder;
  return {
    argv: opt === undefined ? argv : [...argv, opt],
    cwd: task,
    env: {
      ...createEnvironment(plan, task, program),
      ...(opt === undefined ? {} : createLayerVariables({ version, task, opt, program })),
      ...version.variables,
    },
    writable: [temporary],
    readable: shown,
    placed: isAtOpt && folder !== undefined ? [{ folder, at: OPT }] : [],
    memoryMiB: version.memoryMiB,
  };
}

/** Where AWS puts the files of layers. Used here only if functions are confined and need no file of this machine's own `/opt`. */
const OPT = "/opt";

const isBelowOpt = (path: string): boolean =>
  [path, (isAbsolute(path) ? readIfPresent(() => realpathSync(path)) : undefined) ?? path].some((item) =>
    item.startsWith(`${OPT}/`),
  );

interface LayerPaths {
  readonly version: StoredVersion;
  readonly task: string;
  readonly opt: string;
  readonly program: string;
}

/** AWS's own variables with the paths to programs, libraries and packages of layers; Python's runtime gets its search path at the start. */
function createLayerVariables({ version: { runtime }, task, opt, program }: LayerPaths): Record<string, string> {
  const packages = ["nodejs/node_modules", `nodejs/${getVersionFolder(runtime)}/node_modules`];
  return {
    PATH: [getPath(program), join(opt, "bin")].join(":"),
    LD_LIBRARY_PATH: [...SYSTEM_LIBRARIES, task, join(task, "lib"), join(opt, "lib")].join(":"),
    ...(getLanguage(runtime) === "node"
      ? {
          NODE_PATH: [
            ...packages.reverse().map((folder) => join(opt, folder)),
            join(dirname(task), "node_modules"),
          ].join(delimiter),
        }
      : {}),
  };
}

/**
 * As on AWS, the system's folders come first, so that a layer's library replaces none that this machine's programs
 * need.
 */
const SYSTEM_LIBRARIES = [
  "/lib64",
  "/usr/lib64",
  ...(process.platform === "linux" ? [`/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu`] : []),
];

const getPath = (program: string): string => [dirname(program), "/usr/local/bin", "/usr/bin", "/bin"].join(":");

interface Interpreter {
  readonly argv: readonly string[];
  readonly readable: readonly string[];
}

/** AWS's Node.js runtimes have these features off, too. */
const SWITCHED_OFF = ["--no-experimental-require-module", "--no-experimental-detect-module"];

function createNodeCommand(memoryMiB: number): Interpreter {
  const program = getRuntimeFile("node-runtime.mjs");
  const switchedOff = SWITCHED_OFF.filter((flag) => process.allowedNodeEnvironmentFlags.has(flag));
  // AWS's runtimes give the heap nine tenths of the function's memory.
  const memory = [
    `--max-old-space-size=${Math.floor(memoryMiB * 0.9)}`,
    `--max-semi-space-size=${Math.max(1, Math.floor(memoryMiB * 0.05))}`,
  ];
  return {
    argv: [process.execPath, "--enable-source-maps", ...switchedOff, ...memory, program],
    readable: [program, getRuntimeFile("node-handler.mjs")],
  };
}

function createPythonCommand(core: Core): Interpreter {
  const program = getRuntimeFile("python-runtime.py");
  const interpreter = findPython(core.python);
  // Readable, since a virtual environment's folder holds its packages.
  return { argv: [interpreter, "-u", program], readable: [program, dirname(dirname(interpreter))] };
}

/** The path of a runtime's file: beside the bundle, or in its own folder in the sources. */
function getRuntimeFile(name: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, name);
  return existsSync(beside) ? beside : join(here, "..", "runtime", name);
}

function createEnvironment(
  { core, name, version, destination, keys, temporary }: EnvironmentPlan,
  root: string,
  program: string,
): Record<string, string> {
  return {
    ...core.processes.createEnvironment(),
    ...toEnvironment(keys),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_EXECUTION_ENV: `AWS_Lambda_${version.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memoryMiB),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: destination.group,
    AWS_LAMBDA_LOG_STREAM_NAME: destination.stream,
    ...(version.logLevels === undefined
      ? {}
      : { AWS_LAMBDA_LOG_FORMAT: "JSON", AWS_LAMBDA_LOG_LEVEL: version.logLevels.application }),
    _HANDLER: version.handler,
    LAMBDA_TASK_ROOT: root,
    LAMBDA_RUNTIME_DIR: dirname(getRuntimeFile("node-runtime.mjs")),
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    PATH: getPath(program),
    // On AWS a function has no home folder; without these variables it would find the one of the user who runs the
    // cloud.
    HOME: temporary,
    TMPDIR: temporary,
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONIOENCODING: "utf-8",
    NODE_NO_WARNINGS: "1",
  };
}
