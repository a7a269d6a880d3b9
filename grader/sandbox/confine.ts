import { chownSync, existsSync, lchownSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { CloudOptions } from "../../cloud/index";
import { confined, sandboxUser, WRITABLE_INSIDE } from "./bubblewrap";
import type { Mount } from "./bubblewrap";
import { SOCKET_INSIDE, USER_VARIABLE } from "./inside/messages";
import type { Limits } from "./limits";

type Confine = NonNullable<CloudOptions["confine"]>;

export interface ConfineOptions {
  /** The bundled program that a sandbox of this kind starts with, see `bundleGrader`. */
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  readonly limits: Limits;
  readonly slot: number;
  /** The cloud's own socket, on this machine. */
  readonly socket: string;
}

const PROGRAM_INSIDE = "/run/enter.mjs";
/** The system's own programs, which functions and instances may use: a shell, Python, and what these need. */
const SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/alternatives", "/etc/ld.so.cache", "/etc/ssl/openssl.cnf"];

/**
 * How a run's lab cloud starts what the submission has it start, such as Lambda handlers and the user data of instances: in a
 * sandbox of the same kind as the submission's own, with the same limits, that reaches the same cloud and nothing else.
 */
export function confineIn({ program, root, limits, slot, socket }: ConfineOptions): Confine {
  const isRoot = process.getuid?.() === 0;
  return ({ argv, cwd, env, writable, readable }) => {
    const system = SYSTEM.filter((path) => existsSync(path) && !root.startsWith(`${path}/`));
    const shown = readable.filter((path) => existsSync(path) && !system.some((folder) => path === folder || path.startsWith(`${folder}/`)));
    const mounts: Mount[] = [
      ...[...system, ...shown].map((path) => ({ outside: path, inside: path })),
      ...writable.map((path) => ({ outside: path, inside: path, isWritable: true })),
      { outside: program, inside: PROGRAM_INSIDE },
      { outside: socket, inside: SOCKET_INSIDE },
    ];
    if (isRoot) for (const folder of writable) giveTo(sandboxUser(slot), folder);
    const inside = { mounts, folder: cwd, env: { ...env, ...(isRoot ? { [USER_VARIABLE]: String(sandboxUser(slot)) } : {}) } };
    const line = confined([PROGRAM_INSIDE, ...argv], inside, limits);
    return { argv: [line.file, ...line.args], cwd: WRITABLE_INSIDE, env: { PATH: process.env["PATH"] ?? "" } };
  };
}

/** The cloud makes these folders as the user that it is; inside, somebody else writes to them. Links are not followed. */
function giveTo(user: number, folder: string): void {
  chownSync(folder, user, user);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) lchownSync(join(entry.parentPath, entry.name), user, user);
}
