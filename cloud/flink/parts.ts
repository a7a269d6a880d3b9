import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { EngineLimits, EnginePart } from "../processes/command";
import { freePorts } from "./free-ports";
import type { Program } from "./programs";
import type { FlinkPorts } from "./settings";

/**
 * What Flink may have where it is confined: its heaps and metaspaces, some 650 MB when it starts, the client of somebody's program with a
 * Python, and what Java unpacks.
 */
const LIMITS: EngineLimits = { memoryMiB: 1_792, processes: 768, diskMiB: 128 };

/** The ports of a new Flink. Where it is confined, all have to be known. */
export async function flinkPorts(isConfined: boolean): Promise<FlinkPorts> {
  const [rpc = 0, cluster = 0, gateway = 0, blob = 0, task = 0, taskMetrics = 0] = await freePorts(6);
  return { rpc, cluster, gateway, fixed: isConfined ? { blob, task, taskMetrics } : undefined };
}

/** Which of Flink's programs answers whom. The task manager's port for data is for other task managers: there are none. */
export function partOf(
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

/** Settings that one program alone has, as its arguments. */
export const ownSettings = (program: Program, { fixed }: FlinkPorts): readonly string[] =>
  program === "taskmanager" && fixed !== undefined
    ? [`-Dmetrics.internal.query-service.port=${fixed.taskMetrics}`]
    : [];

/** The folders that a Java is in: Linux distributions keep its settings in /etc, and links to them beside the program. */
export function javaFolders(java: string): readonly string[] {
  const home = dirname(dirname(java));
  const linked = ["lib/jvm.cfg", "conf/security/java.security", "lib/security/cacerts"]
    .map((name) => join(home, name))
    .filter((path) => existsSync(path))
    .map((path) => dirname(realpathSync(path)));
  return [...new Set([home, ...linked])];
}

/** Where a Java's own shared libraries are, for the loader. */
export const javaLibraries = (java: string): string =>
  ["lib", "lib/server"].map((folder) => join(dirname(dirname(java)), folder)).join(delimiter);
