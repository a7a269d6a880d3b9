import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { EngineLimits, EnginePart } from "../../foundation/processes/command";
import type { Program } from "./programs";
import type { FlinkPorts } from "./settings";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** `count` different ports on 127.0.0.1 that are free at this moment. */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map(getPort);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

function getPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server listens on no port");
  return address.port;
}

/**
 * Limits of a confined Flink: for its heaps and metaspaces, some 650 MB after the start, the client of a user's program
 * with a Python, and the libraries that Java unpacks.
 */
const LIMITS: EngineLimits = { memoryMiB: 1_792, processes: 768, diskMiB: 128 };

/** The ports of a new Flink. If it is confined, all of them must be chosen beforehand. */
export async function chooseFlinkPorts(isConfined: boolean): Promise<FlinkPorts> {
  const [rpc = 0, cluster = 0, gateway = 0, blob = 0, task = 0, taskMetrics = 0] = await findFreePorts(6);
  return { rpc, cluster, gateway, fixed: isConfined ? { blob, task, taskMetrics } : undefined };
}

/**
 * The ports where each of Flink's programs answers the others. The task manager's data port is for other task
 * managers, of which there are none.
 */
export function createPart(
  program: Program | "client",
  { rpc, cluster, gateway, fixed }: FlinkPorts,
): EnginePart | undefined {
  if (fixed === undefined) return undefined;
  const { blob, task, taskMetrics } = fixed;
  const ports: Readonly<Record<Program | "client", Omit<EnginePart, "limits">>> = {
    jobmanager: { serves: [rpc, cluster, blob], servesCloud: [cluster], reaches: [task, taskMetrics] },
    taskmanager: { serves: [task, taskMetrics], servesCloud: [], reaches: [rpc, blob] },
    "sql-gateway": { serves: [gateway], servesCloud: [gateway], reaches: [cluster] },
    client: { serves: [], servesCloud: [], reaches: [cluster] },
  };
  return { ...ports[program], limits: LIMITS };
}

/** The settings of one program only, as its arguments. */
export const createProgramSettings = (program: Program, { fixed }: FlinkPorts): readonly string[] =>
  program === "taskmanager" && fixed !== undefined
    ? [`-Dmetrics.internal.query-service.port=${fixed.taskMetrics}`]
    : [];

/** The folders of a Java: Linux distributions keep its settings in /etc, with links to them beside the program. */
export function listJavaFolders(java: string): readonly string[] {
  const home = dirname(dirname(java));
  const linked = ["lib/jvm.cfg", "conf/security/java.security", "lib/security/cacerts"]
    .map((name) => join(home, name))
    .filter((path) => existsSync(path))
    .map((path) => dirname(realpathSync(path)));
  return [...new Set([home, ...linked])];
}

/** The folders of a Java's own shared libraries, for the dynamic loader. */
export const listJavaLibraries = (java: string): string =>
  ["lib", "lib/server"].map((folder) => join(dirname(dirname(java)), folder)).join(delimiter);

/** The class name before an error's message: `org.apache.flink.table.api.ValidationException: `. */
const CLASS = /^(?:[\w$]+\.)+[\w$]+(?:: |$)/;
// A job can answer with any error text, so no pattern here may backtrack over many lines.
/** The end of a parser's message, which lists all tokens that were possible instead: some forty words. */
const EXPECTED = /\n[^\S\n]*Was expecting(?: one of)?:[\s\S]*$/;

/**
 * The root cause in an error of Flink: a Java stack trace with a chain of causes; the last cause is the reason.
 *
 * @param message the error text of the SQL Gateway or the job manager
 */
export function findRootCause(message: string): string {
  const causes = message
    .replaceAll("\r", "")
    .split(/^(?:Caused by: |<Exception on server side:\n)/m)
    .map((cause) => cause.split(/\n[^\S\n]+(?:at |\.\.\. \d+ more)/)[0] ?? "")
    .map((cause) => cause.replace(/\n?End of exception on server side>?/, "").trim())
    .filter((cause) => cause !== "");
  const last = causes.at(-1) ?? message;
  const [name = ""] = CLASS.exec(last) ?? [];
  const words = last.slice(name.length).replace(EXPECTED, "").trim();
  const simple = name.replace(": ", "").split(".").at(-1) ?? "";
  if (words === "") return simple || "Flink doesn't give a reason.";
  return /Error$/.test(simple) ? `${simple}: ${words}` : words;
}

/** Line and column of the error in an SQL statement, both from 1; undefined if Flink does not give them. */
export function parsePosition(message: string): { readonly line: number; readonly column: number } | undefined {
  const found = /\bline (\d+), column (\d+)/.exec(message);
  return found === null ? undefined : { line: Number(found[1]), column: Number(found[2]) };
}
