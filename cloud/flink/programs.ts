import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { FlinkInstallation } from "./installation";

/** The three programs of a Flink that takes SQL. */
export type Program = "jobmanager" | "taskmanager" | "sql-gateway";
export const PROGRAMS: readonly Program[] = ["jobmanager", "taskmanager", "sql-gateway"];

const MAIN: Readonly<Record<Program, string>> = {
  jobmanager: "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
  taskmanager: "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
  "sql-gateway": "org.apache.flink.table.gateway.SqlGateway",
};
/** MiB. The task manager's is what framework and tasks have in `settings.ts` together; 256 is enough to plan and to coordinate. */
const HEAP_MIB: Readonly<Record<Program, number>> = { jobmanager: 256, taskmanager: 320, "sql-gateway": 256 };
/** What Flink's own start script opens to reflection on Java 11 and 17 (`env.java.opts.all` of its distribution), as far as serializers need it. */
const OPENED = [
  ...["io", "lang", "lang.reflect", "net", "nio", "text", "time", "util", "util.concurrent"],
  ...["util.concurrent.atomic", "util.concurrent.locks"],
].map((name) => `java.base/java.${name}`);

/** A kind of start: `rehearsal` writes down which classes a program loads; later starts take them from there, in half the time and less memory. */
export type StartKind = "usual" | "rehearsal";

/** Where the classes of a program stand, ready to be mapped into memory. Java passes by an archive that another Java made. */
export const archiveOf = ({ folder }: Pick<FlinkInstallation, "folder">, program: Program | "client"): string =>
  join(folder, "archives", `${program}.jsa`);

/** Where a program finds and leaves what. */
export interface ProgramPlaces {
  readonly configuration: string;
  /** The file it writes to. */
  readonly log: string;
  /** Java unpacks libraries there that it loads: 40 MB, which stay where the process is ended from outside. */
  readonly temporary: string;
  readonly kind?: StartKind;
  /** Java's own, such as where names of hosts stand. */
  readonly javaOptions?: readonly string[];
  /** Settings of its own, as arguments. */
  readonly settings?: readonly string[];
}

/** The command line of a program. Each has its configuration in `FLINK_CONF_DIR`. */
export function commandLineOf(
  installation: FlinkInstallation,
  program: Program,
  { configuration, log, temporary, kind = "usual", javaOptions = [], settings = [] }: ProgramPlaces,
): readonly string[] {
  const archive = archiveOf(installation, program);
  return [
    installation.java,
    `-Xmx${HEAP_MIB[program]}m`,
    "-Xms64m",
    "-XX:+UseSerialGC",
    // C1 alone starts sooner and takes less memory. The tasks, which run long, are compiled by both.
    ...(program === "taskmanager" ? [] : ["-XX:TieredStopAtLevel=1"]),
    "-XX:MaxMetaspaceSize=192m",
    "-Xshare:auto",
    kind === "rehearsal" ? `-XX:ArchiveClassesAtExit=${archive}` : `-XX:SharedArchiveFile=${archive}`,
    ...OPENED.map((name) => `--add-opens=${name}=ALL-UNNAMED`),
    "-Duser.timezone=UTC",
    ...javaOptions,
    `-Djava.io.tmpdir=${temporary}`,
    `-Dlog.file=${log}`,
    `-Dlog4j.configurationFile=${join(configuration, "log4j.properties")}`,
    "-cp",
    classPath(installation, installation.classPath),
    MAIN[program],
    ...(program === "sql-gateway" ? [] : ["--configDir", configuration]),
    ...settings,
  ];
}

/**
 * The command line of Flink's own client, which runs somebody's main program and hands the job that it begins to the job manager.
 *
 * @param args of `flink run`
 */
export function clientCommandLine(
  installation: FlinkInstallation,
  { configuration, temporary, kind = "usual", javaOptions = [] }: Omit<ProgramPlaces, "log" | "settings">,
  args: readonly string[],
): readonly string[] {
  const archive = archiveOf(installation, "client");
  return [
    installation.java,
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    // Java would say that it misses an archive, in the middle of what the program prints.
    ...(kind === "rehearsal" ? [`-XX:ArchiveClassesAtExit=${archive}`] : []),
    ...(kind === "usual" && existsSync(archive) ? ["-Xshare:auto", `-XX:SharedArchiveFile=${archive}`] : []),
    ...OPENED.map((name) => `--add-opens=${name}=ALL-UNNAMED`),
    "-Duser.timezone=UTC",
    ...javaOptions,
    `-Djava.io.tmpdir=${temporary}`,
    `-Dlog4j.configurationFile=${join(configuration, "log4j-client.properties")}`,
    "-cp",
    classPath(installation, [...installation.classPath, ...installation.clientPath]),
    "org.apache.flink.client.cli.CliFrontend",
    "run",
    ...args,
  ];
}

const classPath = ({ folder }: FlinkInstallation, files: readonly string[]): string =>
  files.map((file) => join(folder, "lib", file)).join(delimiter);
