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
export const archiveOf = ({ folder }: Pick<FlinkInstallation, "folder">, program: Program): string =>
  join(folder, "archives", `${program}.jsa`);

/**
 * The command line of a program. Each has its configuration in `FLINK_CONF_DIR`.
 *
 * @param log the file it writes to
 */
export function commandLineOf(
  installation: FlinkInstallation,
  program: Program,
  {
    configuration,
    log,
    kind = "usual",
  }: { readonly configuration: string; readonly log: string; readonly kind?: StartKind },
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
    `-Dlog.file=${log}`,
    `-Dlog4j.configurationFile=${join(configuration, "log4j.properties")}`,
    "-cp",
    installation.classPath.map((file) => join(installation.folder, "lib", file)).join(delimiter),
    MAIN[program],
    ...(program === "sql-gateway" ? [] : ["--configDir", configuration]),
  ];
}
