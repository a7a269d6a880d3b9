import { accessSync, constants, existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { shareFolder } from "../../foundation/untrusted-folder";
import type { CloudOptions } from "../../cloud/index";
import { confineCommand, WRITABLE_INSIDE, type Mount } from "./bubblewrap";
import { ENDPOINT_VARIABLE, LAB_INSIDE, SOCKET_INSIDE, type SandboxEntry } from "./inside/messages";
import type { Limits } from "./limits";
import type { MemoryAccounting } from "./memory-counted";
import { ProcessGroups } from "./parties";
import { isPresent } from "../core/ignore-missing";

type Confine = NonNullable<CloudOptions["confine"]>;

/** How a run's cloud starts the functions, instances and queries of a submission. */
export interface Confinement {
  readonly confine: Confine;
  /** Called when all of these have ended. */
  end(): void;
}

interface ConfineOptions {
  /** The first program in such a sandbox, bundled, see `bundleGrader`. */
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  readonly limits: Limits;
  /** The cloud's own socket on this machine, in the run's folder, where the cloud's data is, too. */
  readonly socket: string;
  /** How memory is counted; if not given, in the best way of this machine. */
  readonly memory?: MemoryAccounting;
}

/** For a program that only waits for another one: V8 needs no worker threads of its own. */
const LEAN = "--v8-pool-size=0";
const PROGRAM_INSIDE = "/run/enter.mjs";
/** The system's own programs, which functions and instances may use: a shell, Python, and what these need. */
export const SYSTEM = [
  "/usr",
  "/bin",
  "/sbin",
  "/lib",
  "/lib32",
  "/lib64",
  "/etc/alternatives",
  "/etc/ld.so.cache",
  "/etc/ssl/openssl.cnf",
];

/**
 * How a run's lab cloud starts a submission's Lambda handlers, user data of instances and the like: in a sandbox of the same
 * kind as the submission's own, with the same limits, that reaches the same cloud and nothing else.
 */
export function confineIn({ program, root, limits, socket, memory = "by the kernel" }: ConfineOptions): Confinement {
  const socketFolder = dirname(socket);
  const parties = new ProcessGroups({ limits, memory, folder: socketFolder });
  const confine: Confine = ({ argv, cwd, env, writable, readable, placed = [], part }) => {
    const party = parties.getParty(part);
    const { user } = party;
    const system = listSystemFolders(root);
    // Programs may call Node by its own path, so that is shown, too. A Python that is found on PATH has no folder of
    // its own to show. Files in the run's folder may be the submission's, and must not decide what the sandbox shows.
    const isOutsideRun = (path: string) => !path.startsWith(`${socketFolder}/`);
    const required = [process.execPath, ...readable]
      .filter(isAbsolute)
      .flatMap((path) => [path, ...(isOutsideRun(path) ? findPython(path) : [])]);
    const shown = required.filter(
      (path) => existsSync(path) && !system.some((folder) => path === folder || path.startsWith(`${folder}/`)),
    );
    const mounts: Mount[] = [
      ...[...system, ...shown].map((path) => ({ outside: path, inside: path })),
      ...placed.map(({ folder, at }) => ({ outside: folder, inside: at })),
      ...writable.map((path) => ({ outside: path, inside: path, isWritable: true })),
      { outside: program, inside: PROGRAM_INSIDE },
      // A process that is not told the cloud's address gets no network.
      ...(ENDPOINT_VARIABLE in env ? [{ outside: socket, inside: SOCKET_INSIDE }] : []),
      ...party.mounts,
    ];
    // Placed folders are shown read-only. They are given to the sandbox's user, too, since their files may be readable
    // by the owner only.
    const writableFolders = [...writable, ...placed.map(({ folder }) => folder)];
    if (user !== undefined) for (const folder of writableFolders) giveTo(user, folder);
    // The environment comes from the submission, and some variables make a program load files: the first program is not
    // started with them.
    const ports = part === undefined ? {} : { ports: { serves: part.serves, reaches: part.reaches } };
    const entered: SandboxEntry = { argv, env, ...ports };
    const line = confineCommand(
      [LEAN, PROGRAM_INSIDE, JSON.stringify(entered)],
      { mounts, folder: cwd, env: {}, user, ...party.counting.countNextSandbox() },
      party.limits,
    );
    return { argv: [line.file, ...line.args], cwd: WRITABLE_INSIDE, env: { PATH: process.env["PATH"] ?? "" } };
  };
  return {
    confine,
    end: () => {
      parties.end();
    },
  };
}

/** The system's own programs; without folders that hold the project, where a sandbox must not look. */
const listSystemFolders = (root: string): string[] =>
  SYSTEM.filter((path) => existsSync(path) && !root.startsWith(`${path}/`));

/**
 * The requirements of a notebook's `sh`: a shell with the system's programs, and the course's AWS CLI, if it is set up. Its programs begin with the
 * path of their Python, so its folder is where it is on this machine, too.
 */
export function listShellMounts(root: string): Mount[] {
  const venv = join(root, ".venv");
  const shown = listSystemFolders(root).map((path) => ({ outside: path, inside: path }));
  if (!isPresent(venv)) return shown;
  const pythons = findPython(venv).filter((path) => !shown.some(({ inside }) => `${path}/`.startsWith(`${inside}/`)));
  // Another user's Python may be in a folder that this user can't open.
  if (![venv, ...pythons].every(canRead)) return shown;
  return [
    ...shown,
    ...[...pythons, venv].map((path) => ({ outside: path, inside: path })),
    { outside: venv, inside: `${LAB_INSIDE}/.venv` },
  ];
}

function canRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    // A file that can't be read can't be shown either, whatever the reason.
    return false;
  }
}

/** A virtual environment needs the Python that it was created from, which may be in any folder. */
function findPython(folder: string): string[] {
  const settings = join(folder, "pyvenv.cfg");
  const home = isPresent(settings) ? /^home *= *(.+)$/m.exec(readFileSync(settings, "utf8"))?.[1]?.trim() : undefined;
  return home === undefined ? [] : [dirname(home)];
}

/**
 * Gives a folder to the sandbox's user. The cloud makes these folders as its own user, but the sandboxed code must
 * write to them. A folder that was handed over before already belongs to that user.
 */
function giveTo(user: number, folder: string): void {
  if (lstatSync(folder).uid !== user) shareFolder(folder, user);
}
