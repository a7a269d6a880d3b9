import { spawnSync } from "node:child_process";
import { readdirSync, readlinkSync } from "node:fs";

/**
 * Mounts a folder at `/etc/<name>` for one command, in a mount namespace of its own: other processes do not see it, and
 * the disk does not change. Everything else is as outside, so this is no sandbox.
 *
 * @param argv the program and its arguments
 * @returns the command line to start instead
 */
export function mountInEtc(
  argv: readonly string[],
  { name, folder }: { readonly name: string; readonly folder: string },
): readonly string[] {
  // A mount needs an existing folder, and a new one would be visible outside: so all of /etc is rebuilt in the
  // namespace.
  const others = readdirSync("/etc", { withFileTypes: true }).filter((entry) => entry.name !== name);
  const mounts = others.flatMap((entry) => {
    const path = `/etc/${entry.name}`;
    return entry.isSymbolicLink() ? ["--symlink", readlinkSync(path), path] : ["--dev-bind", path, path];
  });
  const ours = ["--ro-bind", folder, `/etc/${name}`];
  return ["bwrap", "--dev-bind", "/", "/", "--tmpfs", "/etc", ...mounts, ...ours, "--die-with-parent", "--", ...argv];
}

let why: string | undefined | null = null;

/** Why `mountInEtc` does not work on this machine; undefined if it does. Tested once. */
export function explainNoMountInEtc(): string | undefined {
  if (why !== null) return why;
  if (process.platform !== "linux") return (why = "bubblewrap runs on Linux only");
  const { error, status, stderr } = spawnSync("bwrap", ["--dev-bind", "/", "/", "--tmpfs", "/etc", "--", "/bin/true"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  if (error !== undefined) why = "bubblewrap (bwrap) is not installed";
  else why = status === 0 ? undefined : `bubblewrap does not work here: ${stderr.trim()}`;
  return why;
}
