import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { giveOthersFolder } from "../../cloud/others-folder";
import type { CloudOptions } from "../../cloud/index";
import { confined, WRITABLE_INSIDE } from "./bubblewrap";
import type { Mount } from "./bubblewrap";
import { ENDPOINT_VARIABLE, SOCKET_INSIDE } from "./inside/messages";
import type { Entered } from "./inside/messages";
import type { Limits } from "./limits";
import type { MemoryCounted } from "./memory-counted";
import { Parties } from "./parties";

type Confine = NonNullable<CloudOptions["confine"]>;

/** How a run's cloud starts what a submission has it start. */
export interface Confinement {
  readonly confine: Confine;
  /** Called when all of it has ended. */
  end(): void;
}

export interface ConfineOptions {
  /** The bundled program that a sandbox of this kind starts with, see `bundleGrader`. */
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  readonly limits: Limits;
  /** The cloud's own socket, on this machine; it stands in the run's own folder, as all that the cloud stores. */
  readonly socket: string;
  /** The best that this machine has, if not given. */
  readonly memory?: MemoryCounted;
}

/** The program only waits for another one: it needs no threads of its own for V8. */
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
 * How a run's lab cloud starts what the submission has it start, such as Lambda handlers and the user data of instances: in a
 * sandbox of the same kind as the submission's own, with the same limits, that reaches the same cloud and nothing else.
 */
export function confineIn({ program, root, limits, socket, memory = "by the kernel" }: ConfineOptions): Confinement {
  const own = dirname(socket);
  const parties = new Parties({ limits, memory, folder: own });
  const confine: Confine = ({ argv, cwd, env, writable, readable, placed = [], part }) => {
    const party = parties.of(part);
    const { user } = party;
    const system = SYSTEM.filter((path) => existsSync(path) && !root.startsWith(`${path}/`));
    // Node may be called by its own name, too. A Python found on PATH has no folder of its own to show.
    // What lies in the run's own folder is the submission's, or may be: its files say nothing of what is shown.
    const isOurs = (path: string) => !path.startsWith(`${own}/`);
    const wanted = [process.execPath, ...readable]
      .filter(isAbsolute)
      .flatMap((path) => [path, ...(isOurs(path) ? pythonOf(path) : [])]);
    const shown = wanted.filter(
      (path) => existsSync(path) && !system.some((folder) => path === folder || path.startsWith(`${folder}/`)),
    );
    const mounts: Mount[] = [
      ...[...system, ...shown].map((path) => ({ outside: path, inside: path })),
      ...placed.map(({ folder, at }) => ({ outside: folder, inside: at })),
      ...writable.map((path) => ({ outside: path, inside: path, isWritable: true })),
      { outside: program, inside: PROGRAM_INSIDE },
      // What is not told where the cloud is has no network at all.
      ...(ENDPOINT_VARIABLE in env ? [{ outside: socket, inside: SOCKET_INSIDE }] : []),
      ...party.mounts,
    ];
    // What is placed is shown read-only: its files may be shut to all but their owner.
    const given = [...writable, ...placed.map(({ folder }) => folder)];
    if (user !== undefined) for (const folder of given) giveTo(user, folder);
    // Its variables are the submission's, and some tell a program what to load: the first one is not started with them.
    const ports = part === undefined ? {} : { ports: { serves: part.serves, reaches: part.reaches } };
    const entered: Entered = { argv, env, ...ports };
    const line = confined(
      [LEAN, PROGRAM_INSIDE, JSON.stringify(entered)],
      { mounts, folder: cwd, env: {}, user, ...party.counting.started() },
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

/** A virtual environment needs the Python that it was made of, which may stand anywhere. */
function pythonOf(folder: string): string[] {
  const settings = join(folder, "pyvenv.cfg");
  const home = existsSync(settings) ? /^home *= *(.+)$/m.exec(readFileSync(settings, "utf8"))?.[1]?.trim() : undefined;
  return home === undefined ? [] : [dirname(home)];
}

/** The cloud makes these folders as the user that it is; inside, somebody else writes to them. What was given once is that user's own. */
function giveTo(user: number, folder: string): void {
  if (lstatSync(folder).uid !== user) giveOthersFolder(folder, user);
}
