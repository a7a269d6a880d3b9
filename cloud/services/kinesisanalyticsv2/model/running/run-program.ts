import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Core } from "../../../../core/core";
import type { SupervisedProcess } from "../../../../processes/supervised-process";
import type { ClientRun } from "../../../../flink/engine";
import { KINESIS_CLASSES } from "../../../../flink/class-loading";
import type { AnalyticsPorts } from "../ports";
import type { StoredApplication, StoredConfiguration } from "../stored-application";
import { JobFailure, createJobSettings, type StartResult } from "./job";
import { ProgramOutput, type OutputLine } from "./program-output";
import { mountInEtc, explainNoMountInEtc } from "../../../../../foundation/processes/command";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findPython } from "../../../../../foundation/columnar/python";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { unzipSync } from "fflate";
import type { PropertyGroup } from "@aws-sdk/client-kinesis-analytics-v2";
import { ZipFiles } from "../../../../storage/zip-files";

/** The property group in which a Python application names the files of its zip. */
const RUN_OPTIONS = "kinesis.analytics.flink.run.options";
/** @see https://docs.aws.amazon.com/managed-flink/latest/java/how-python-creating.html */
const NOT_ON_AWS = ["pyModule", "pyExecutable", "pyRequirements"];

/** The files of a Python application, as paths inside its zip. */
interface RunOptions {
  /** The script with the main program. */
  readonly python: string;
  /** The jar with connectors and functions in Java. */
  readonly jarfile: string | undefined;
  readonly pyFiles: readonly string[];
  readonly pyArchives: readonly string[];
}

/**
 * Reads the run options.
 *
 * @returns undefined if they name no Python script: the code is a jar
 * @throws JobFailure for options that AWS does not have
 */
export function runOptions(properties: StoredConfiguration["properties"]): RunOptions | undefined {
  const group = properties.find(({ PropertyGroupId: id }) => id === RUN_OPTIONS);
  const { python, jarfile, pyFiles, pyArchives, ...others } = group?.PropertyMap ?? {};
  const [other] = Object.keys(others);
  if (other !== undefined && NOT_ON_AWS.includes(other))
    throw new JobFailure(`Managed Flink does not take ${other} in ${RUN_OPTIONS}: put all code into the zip.`);
  if (other !== undefined)
    throw new JobFailure(
      `${RUN_OPTIONS} has no option ${other}. It has python, jarfile, pyFiles and pyArchives, with capitals as here.`,
    );
  if (python === undefined) return undefined;
  return { python, jarfile, pyFiles: splitList(pyFiles), pyArchives: splitList(pyArchives) };
}

/**
 * Adds this cloud's address to each property group that names a region. Programs pass such a group on to a connector of
 * Flink's, which finds AWS by the region alone.
 */
export const addEndpoints = (groups: readonly PropertyGroup[], endpoint: string): readonly PropertyGroup[] =>
  groups.map((group) => {
    const { PropertyMap: map } = group;
    const isForAws = map?.["aws.region"] !== undefined && map["aws.endpoint"] === undefined;
    return isForAws ? { ...group, PropertyMap: { ...map, "aws.endpoint": endpoint } } : group;
  });

const splitList = (text = ""): readonly string[] =>
  text
    .split(/[;,]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** A cold start from a network disk takes seconds. */
const MAX_MS = 60_000;

/**
 * The Python for an application's program.
 *
 * @throws JobFailure if no installed Python can run Flink's Python API, or if the cloud is stopped meanwhile
 */
export async function findUsablePython({
  python: configured,
  closing,
}: Pick<Core, "python" | "closing">): Promise<string> {
  const python = findPython(configured);
  const { signal } = closing;
  try {
    const script = "import sys; print(sys.version_info[0], sys.version_info[1])";
    // The Python of a user's choice may never answer: it must not delay the cloud's end.
    const options = { timeout: MAX_MS, windowsHide: true, signal, killSignal: "SIGKILL" } as const;
    const { stdout } = await promisify(execFile)(python, ["-c", script], options);
    const [major = 0, minor = 0] = stdout.trim().split(" ").map(Number);
    if (major === 3 && minor >= 8) return python;
    throw new JobFailure(
      `The application's code is Python, and ${python} is Python ${major}.${minor}. It takes 3.8 or newer.`,
    );
  } catch (error) {
    if (error instanceof JobFailure) throw error;
    if (signal.aborted) throw new JobFailure("The lab cloud is being stopped.", { cause: error });
    throw new JobFailure(
      `The application's code is Python, and no Python was found here (${python}). Install Python 3, or name its path with --python.`,
      { cause: error },
    );
  }
}

/** The largest size of an unpacked program, in bytes. */
const MAX_BYTES = 1024 ** 3;
const JAR = "application.jar";

/** A folder with a program's code, ready to run, and its properties as managed Flink gives them. */
export class ProgramFolder {
  readonly #folder: string;

  /** @param folder absolute; its content from an earlier start is removed */
  constructor(folder: string) {
    this.#folder = folder;
    rmSync(folder, { recursive: true, force: true });
    for (const path of [this.code, this.etc]) mkdirSync(path, { recursive: true });
  }

  /** The folder with the code, which is the program's working directory. */
  get code(): string {
    return join(this.#folder, "code");
  }

  /** The folder that the program sees as `/etc/flink`. */
  get etc(): string {
    return join(this.#folder, "etc");
  }

  /** Writes the file that programs, and AWS's KinesisAnalyticsRuntime for Java, read their property groups from. */
  writeProperties(groups: readonly PropertyGroup[]): void {
    writeFileSync(join(this.etc, "application_properties.json"), JSON.stringify(groups, undefined, 2), { mode: 0o600 });
  }

  writeJar(jar: Uint8Array): string {
    const path = join(this.code, JAR);
    writeFileSync(path, jar);
    return path;
  }

  /** Whether a jar of the program has a connector for Kinesis. A file that is no jar has none: Flink's client then says so. */
  hasConnector(jar: string | undefined): boolean {
    if (jar === undefined) return false;
    const bytes = readFileSync(join(this.code, jar));
    let hasClasses = false;
    const filter = ({ name }: { readonly name: string }): boolean => {
      hasClasses ||= name.startsWith(KINESIS_CLASSES);
      return false;
    };
    try {
      unzipSync(bytes, { filter });
    } catch {
      return false;
    }
    return hasClasses;
  }

  /** @throws JobFailure if the bytes are no zip, too large, or contain a path that cannot be unpacked */
  unzip(zip: Uint8Array): void {
    for (const [name, content] of Object.entries(listEntries(zip))) {
      const path = join(this.code, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
  }

  /** @throws JobFailure if the zip has no such file */
  requireFile(name: string, option: string): string {
    const path = join(this.code, name);
    if (new ZipFiles().hasRoomFor(name) && existsSync(path)) return path;
    throw new JobFailure(
      `The zip has no ${name}, which the run option ${option} names. Paths begin at the zip's root.`,
    );
  }
}

function listEntries(zip: Uint8Array): Readonly<Record<string, Uint8Array>> {
  let bytes = 0;
  const held = new ZipFiles();
  try {
    return unzipSync(zip, {
      // Called for each entry before any is unpacked.
      filter({ name, originalSize }) {
        bytes += originalSize;
        if (bytes > MAX_BYTES) throw new JobFailure("The zip has more than 1 GiB in it.");
        if (name.endsWith("/")) return false;
        if (!held.hasRoomFor(name))
          throw new JobFailure(
            `The zip has more files than the lab cloud unpacks, or one for which its folder has no place: ${name}`,
          );
        return true;
      },
    });
  } catch (error) {
    if (error instanceof JobFailure) throw error;
    throw new JobFailure("The code is not a zip that can be opened. Put the program, not its folder alone, into one.", {
      cause: error,
    });
  }
}

/** The inputs for running an application's own program. */
interface ProgramParts {
  readonly core: Core;
  readonly flink: AnalyticsPorts["flink"];
  /** The zip or the jar. */
  readonly code: Uint8Array | undefined;
  /** The absolute path of the folder into which the code is unpacked. */
  readonly folder: string;
  readonly say: (line: OutputLine) => void;
  /** Whether Flink has the application's job. */
  readonly hasJob: () => Promise<boolean>;
  /** False as soon as the application is stopped by force: the program is then ended. */
  readonly isWanted: () => boolean;
}

const LOOK_AGAIN_MS = 100;

/**
 * Runs an application's own program with Flink's client until the program has begun its job, or ends.
 *
 * @returns the program, which may still run, for example to wait for its job
 * @throws JobFailure saying why it failed; AwsFault if Flink cannot run here
 */
export async function runProgram(
  app: StoredApplication,
  { core, flink, code, folder: programFolder, say, hasJob, isWanted }: ProgramParts,
): Promise<StartResult & { readonly program: SupervisedProcess }> {
  if (code === undefined) throw new JobFailure("The application's code is lost. Set it again with UpdateApplication.");
  const folder = new ProgramFolder(programFolder);
  const program = flink.startClient(await prepareRun(app, folder, { core, code }));
  const output = new ProgramOutput(say);
  output.read(program);
  const ended = program.ended.then(async (how) => {
    await program.waitUntilDrained();
    return how;
  });
  try {
    const how = await waitForBeginOrEnd({ core, ended, hasJob, isWanted });
    if (how !== undefined && (how.code !== 0 || how.error !== undefined))
      throw new JobFailure(how.error ?? output.createFailure(folder.code));
    const isRunning = how === undefined || (await hasJob());
    const notes = isRunning ? [] : ["The program has ended, and has begun no job."];
    return { hasJob: isRunning, notes, program };
  } catch (error) {
    await program.kill();
    throw error;
  }
}

/** Writes a program into its folder. @returns the run of it, from the folder of Flink's Python API */
async function prepareRun(
  app: StoredApplication,
  folder: ProgramFolder,
  { core, code }: Pick<ProgramParts, "core"> & { readonly code: Uint8Array },
): Promise<(api: string) => ClientRun> {
  const { properties } = app.configuration;
  const options = runOptions(properties);
  folder.writeProperties(addEndpoints(properties, core.processes.createEnvironment()["AWS_ENDPOINT_URL"] ?? ""));
  const run = {
    folder: folder.code,
    wrap: (argv: readonly string[]) => addProperties(argv, folder, properties.length > 0),
    placed: [{ folder: folder.etc, at: "/etc/flink" }],
  };
  const begin = ["-d", ...listSettings(app)];
  if (options === undefined) {
    const jar = folder.writeJar(code);
    return () => ({ ...run, args: [...begin, jar], hasConnector: folder.hasConnector(JAR) });
  }
  const python = await findUsablePython(core);
  const args = createPythonArgs(folder, { options, code, python });
  return (api) => ({
    ...run,
    args: [...begin, `-Dpython.pythonpath=${api}`, ...args],
    hasConnector: folder.hasConnector(options.jarfile),
    readable: [getLauncherPath(), dirname(dirname(python))],
  });
}

const listSettings = (app: StoredApplication): readonly string[] =>
  Object.entries(createJobSettings(app)).map(([name, value]) => `-D${name}=${value}`);

interface WatchedProgram<T> extends Pick<ProgramParts, "core" | "hasJob" | "isWanted"> {
  readonly ended: Promise<T>;
}

/** @returns how the program ended; undefined if its job began while the program still runs */
async function waitForBeginOrEnd<T>({ core, ended, hasJob, isWanted }: WatchedProgram<T>): Promise<T | undefined> {
  for (;;) {
    const how = await Promise.race([ended, pause(LOOK_AGAIN_MS, undefined)]);
    if (how !== undefined) return how;
    if (core.closing.signal.aborted) throw new JobFailure("The lab cloud is being stopped.");
    if (!isWanted()) throw new JobFailure("The application was stopped by force.");
    if (await hasJob()) return undefined;
  }
}

/** @throws JobFailure if the properties file cannot be mounted where programs look for it */
function addProperties(argv: readonly string[], folder: ProgramFolder, isNeeded: boolean): readonly string[] {
  const problem = explainNoMountInEtc();
  if (problem === undefined) return mountInEtc(argv, { name: "flink", folder: folder.etc });
  if (!isNeeded) return argv;
  throw new JobFailure(
    `The application has property groups, which its program reads from /etc/flink/application_properties.json. Here that takes bubblewrap, and ${problem}. ` +
      "Use Linux with bubblewrap, or a Studio notebook.",
  );
}

interface PythonProgram {
  readonly options: RunOptions;
  readonly code: Uint8Array;
  /** The interpreter. */
  readonly python: string;
}

function createPythonArgs(folder: ProgramFolder, { options, code, python }: PythonProgram): readonly string[] {
  folder.unzip(code);
  const list = (names: readonly string[], option: string): string =>
    names.map((name) => folder.requireFile(name, option)).join(",");
  const { python: script, jarfile, pyFiles, pyArchives } = options;
  return [
    `-Dpython.client.executable=${python}`,
    `-Dpython.executable=${python}`,
    ...(jarfile === undefined ? [] : ["--jarfile", folder.requireFile(jarfile, "jarfile")]),
    ...(pyFiles.length === 0 ? [] : ["-pyfs", list(pyFiles, "pyFiles")]),
    ...(pyArchives.length === 0 ? [] : ["-pyarch", list(pyArchives, "pyArchives")]),
    ...["-py", getLauncherPath(), folder.requireFile(script, "python")],
  ];
}

/** The launcher is beside this file in the sources, and beside the bundle in the package. */
const getLauncherPath = (): string => join(dirname(fileURLToPath(import.meta.url)), "run_application.py");
