import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Core } from "../../../../core/core";
import type { SupervisedProcess } from "../../../../processes/supervised-process";
import type { AnalyticsPorts } from "../ports";
import type { StoredApplication } from "../stored-application";
import { findUsablePython } from "./find-usable-python";
import { JobFailure } from "./job-failure";
import { createJobSettings } from "./job-settings";
import { ProgramFolder } from "./program-folder";
import { ProgramOutput, type OutputLine } from "./program-output";
import { runOptions, type RunOptions } from "./run-options";
import type { StartResult } from "./started";
import { mountInEtc, explainNoMountInEtc } from "../../../../processes/command";

/** What running an application's own program needs. */
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
  const { properties } = app.configuration;
  if (code === undefined) throw new JobFailure("The application's code is lost. Set it again with UpdateApplication.");
  const options = runOptions(properties);
  const folder = new ProgramFolder(programFolder);
  folder.writeProperties(properties);
  const python = options === undefined ? undefined : await findUsablePython(core);
  const args =
    options === undefined ? [folder.writeJar(code)] : createPythonArgs(folder, { options, code, python: python ?? "" });
  const program = flink.startClient((api) => ({
    args: ["-d", ...listSettings(app), ...(python === undefined ? [] : [`-Dpython.pythonpath=${api}`]), ...args],
    folder: folder.code,
    wrap: (argv) => addProperties(argv, folder, properties.length > 0),
    placed: [{ folder: folder.etc, at: "/etc/flink" }],
    readable: python === undefined ? [] : [getLauncherPath(), dirname(dirname(python))],
  }));
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
