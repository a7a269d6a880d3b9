import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { VERSION } from "../cloud/version";
import { listTree } from "../foundation/processes/process-tree";

const GIB = 2 ** 30;

/** The machine on which the figures are measured: `2 × some processor, 24 GiB, linux x64`. */
export const describeMachine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? "a processor without a name"}, ${Math.round(totalmem() / GIB)} GiB, ${platform()} ${arch()}`;

/** The versions of our own programs on which the figures depend: the project's version and commit, Node, Python. */
export function listVersions(): string[] {
  const commit = readOutput("git", ["describe", "--always", "--dirty"]);
  const python = readOutput("python3", ["--version"]);
  return [
    `lab cloud ${VERSION}${commit === undefined ? "" : ` (${commit})`}`,
    `Node ${process.versions.node}`,
    ...(python === undefined ? [] : [python]),
  ];
}

/** The output of a program, trimmed; undefined if the program is missing or fails. */
function readOutput(program: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

/** A file of a process in /proc; empty if the process has ended meanwhile. */
export function readProcessFile(pid: number, file: "cmdline" | "status"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // the process has ended meanwhile
  }
}

/** The memory in a process's status in MiB; 0 if it has ended. Pages that processes share count in each of them. */
export const parseMemoryMiB = (status: string, field: "VmRSS" | "VmHWM"): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0) / 1024;

/** The resident memory of a process and of all its descendants. */
export const measureResidentMiB = (pid: number): number =>
  listTree(pid).reduce((sum, item) => sum + parseMemoryMiB(readProcessFile(item, "status"), "VmRSS"), 0);
