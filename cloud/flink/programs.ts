import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isKinesisConnector } from "./class-loading";
import type { FlinkInstallation } from "./installation";

/** The three programs of a Flink with an SQL Gateway. */
export type Program = "jobmanager" | "taskmanager" | "sql-gateway";
export const PROGRAMS: readonly Program[] = ["jobmanager", "taskmanager", "sql-gateway"];

const MAIN: Readonly<Record<Program, string>> = {
  jobmanager: "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
  taskmanager: "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
  "sql-gateway": "org.apache.flink.table.gateway.SqlGateway",
};
/**
 * Heap sizes in MiB. The task manager's is the sum of framework and tasks in `settings.ts`; 256 is enough for planning
 * and coordination.
 */
const HEAP_MIB: Readonly<Record<Program, number>> = { jobmanager: 256, taskmanager: 320, "sql-gateway": 256 };
/**
 * The packages that Flink's own start script opens to reflection on Java 11 and 17 (`env.java.opts.all` of its
 * distribution), as far as serializers need them.
 */
const OPENED = [
  ...["io", "lang", "lang.reflect", "net", "nio", "text", "time", "util", "util.concurrent"],
  ...["util.concurrent.atomic", "util.concurrent.locks"],
].map((name) => `java.base/java.${name}`);

/**
 * A kind of start: `rehearsal` writes the classes that a program loads into an archive (CDS); later starts load them
 * from the archive, in half the time and with less memory.
 */
export type StartKind = "usual" | "rehearsal";

/** The class archive of a program, which Java maps into memory. Java ignores an archive that another Java made. */
export const getArchive = ({ folder }: Pick<FlinkInstallation, "folder">, program: Program | "client"): string =>
  join(folder, "archives", `${program}.jsa`);

/** The paths of a program. */
export interface ProgramPaths {
  readonly configuration: string;
  /** The file it writes to. */
  readonly log: string;
  /** The folder into which Java unpacks libraries that it loads: 40 MB, which stay if the process is killed. */
  readonly temporary: string;
  readonly kind?: StartKind;
  /** Options of Java itself, such as the file with host names. */
  readonly javaOptions?: readonly string[];
  /** The program's own settings, as arguments. */
  readonly settings?: readonly string[];
}

/** The command line of a program. Each has its configuration in `FLINK_CONF_DIR`. */
export function createCommandLine(
  installation: FlinkInstallation,
  program: Program,
  { configuration, log, temporary, kind = "usual", javaOptions = [], settings = [] }: ProgramPaths,
): readonly string[] {
  const archive = getArchive(installation, program);
  return [
    installation.java,
    `-Xmx${HEAP_MIB[program]}m`,
    "-Xms64m",
    "-XX:+UseSerialGC",
    // With only the compiler C1, a program starts faster and needs less memory. Tasks, which run long, are compiled by
    // C2, too.
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
    createClassPath(installation, installation.classPath),
    MAIN[program],
    ...(program === "sql-gateway" ? [] : ["--configDir", configuration]),
    ...settings,
  ];
}

interface ClientArguments {
  /** The arguments of `flink run`. */
  readonly args: readonly string[];
  /** Whether the program brings its own connector for Kinesis. */
  readonly hasConnector: boolean;
}

/**
 * The command line of Flink's own client, which runs a user's main program and submits the job that it defines to the
 * job manager.
 */
export function createClientCommandLine(
  installation: FlinkInstallation,
  { configuration, temporary, kind = "usual", javaOptions = [] }: Omit<ProgramPaths, "log" | "settings">,
  { args, hasConnector }: ClientArguments,
): readonly string[] {
  const archive = getArchive(installation, "client");
  const jars = [...installation.classPath, ...installation.clientPath];
  // Java doesn't use an archive that was written with another class path, and says so in the program's output.
  const usesArchive = kind === "usual" && !hasConnector && existsSync(archive);
  return [
    installation.java,
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    // Only in a rehearsal: otherwise Java would report a missing archive in the middle of the program's output.
    ...(kind === "rehearsal" ? [`-XX:ArchiveClassesAtExit=${archive}`] : []),
    ...(usesArchive ? ["-Xshare:auto", `-XX:SharedArchiveFile=${archive}`] : []),
    ...OPENED.map((name) => `--add-opens=${name}=ALL-UNNAMED`),
    "-Duser.timezone=UTC",
    ...javaOptions,
    `-Djava.io.tmpdir=${temporary}`,
    `-Dlog4j.configurationFile=${join(configuration, "log4j-client.properties")}`,
    "-cp",
    createClassPath(installation, hasConnector ? jars.filter((file) => !isKinesisConnector(file)) : jars),
    "org.apache.flink.client.cli.CliFrontend",
    "run",
    ...args,
  ];
}

const createClassPath = ({ folder }: FlinkInstallation, files: readonly string[]): string =>
  files.map((file) => join(folder, "lib", file)).join(delimiter);
