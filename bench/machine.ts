import { execFileSync } from "node:child_process";
import { arch, cpus, platform, totalmem } from "node:os";
import { VERSION } from "../cloud/version";

const GIB = 2 ** 30;

/** The machine on which the figures are measured: `2 × some processor, 24 GiB, linux x64`. */
export const describeMachine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? "a processor without a name"}, ${Math.round(totalmem() / GIB)} GiB, ${platform()} ${arch()}`;

/** The versions of our own programs on which the figures depend: the project's version and commit, Node, Python. */
export function listVersions(): string[] {
  const commit = getOutputOf("git", ["describe", "--always", "--dirty"]);
  const python = getOutputOf("python3", ["--version"]);
  return [
    `lab cloud ${VERSION}${commit === undefined ? "" : ` (${commit})`}`,
    `Node ${process.versions.node}`,
    ...(python === undefined ? [] : [python]),
  ];
}

/** The output of a program, trimmed; undefined if the program is missing or fails. */
function getOutputOf(program: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
