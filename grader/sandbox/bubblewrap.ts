import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { scratch } from "../run/scratch";
import type { Cgroup } from "./cgroup";
import { freshUser, LAST_USER } from "./fresh-user";
import type { Limits } from "./limits";
import { seccompFile } from "./seccomp";

/** A file or folder of this machine that a sandbox sees at `inside`, read-only unless told. */
export interface Mount {
  readonly outside: string;
  readonly inside: string;
  readonly isWritable?: boolean;
}

/** What sandboxed code finds around it. */
export interface Inside {
  readonly mounts: readonly Mount[];
  /** The folder it starts in. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The user that it becomes, see `freshUser`; undefined where it becomes none, see `changesUser`. */
  readonly user?: number | undefined;
  /** The group that it is in. */
  readonly cgroup?: Cgroup | undefined;
  /** Whether processes may share memory that is in no file. Only in a group, unless told otherwise: nobody else could count it. */
  readonly mayShareMemory?: boolean;
}

/** A command line to run; see `confined`. */
export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
}

/** Beside the system's own folders, of which a sandbox may show some. */
export const NODE_INSIDE = "/run/bin/node";
const TOOLS_INSIDE = "/run/tools";
/** The name of the machine, as it is seen inside. */
export const HOST_INSIDE = "labs";
/** A descriptor that the shell can open, and that bubblewrap closes. */
const FILTER = 9;
/** The one writable folder of a sandbox: in memory, of limited size, gone with the process. */
export const WRITABLE_INSIDE = "/tmp";

/**
 * Enters control groups, mounts memory with these options on a folder, and runs the rest. Bubblewrap mounts memory, too, but cannot limit how
 * many files there are in it.
 */
const WITH_DISK = [
  'while [ "$1" != -- ]; do echo $$ > "$1" || exit 1; shift; done; shift',
  'mount -t tmpfs -o "$1" labs "$2"',
  `if [ -n "$3" ]; then exec ${FILTER}< "$3"; fi`,
  'shift 3 && exec "$@"',
].join(" && ");
/** Where that is done, in a namespace of mounts that ends with the process: nothing is ever mounted here for others. */
let disk: string | undefined;

/**
 * Wraps a Node command line so that it runs confined by bubblewrap.
 *
 * Own namespaces (user or none, process, network, IPC, host name), no capabilities, no environment, a root that holds
 * nothing but Node, its shared libraries and the mounts, resource limits, and a filter of system calls. Node itself starts as the
 * user that it is to be: before it, there is only a program of the system's, in an environment that nobody else has a word in.
 *
 * @param nodeArgs options, program and arguments for Node, with paths as they are inside
 * @param inside   what the code sees
 */
export function confined(
  nodeArgs: readonly string[],
  { mounts, folder, env, user: uid, ...inside }: Inside,
  limits: Limits,
): CommandLine {
  const asRoot = uid !== undefined;
  const all = [...nodeMounts(), ...mounts, ...toolMounts(asRoot ? "setpriv" : "prlimit")];
  const user = asRoot
    ? ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    : ["--unshare-user", "--uid", "65534", "--gid", "65534", "--disable-userns", "--cap-drop", "ALL"];
  const processes = `--nproc=${limits.processes}`;
  disk ??= scratch("disk");
  const { entrances, mayShareMemory } = countedIn(inside);
  const filter = seccompFile(!mayShareMemory);
  const args = [
    ...resourceLimits(limits),
    ...(asRoot ? [processes] : []),
    "unshare",
    "--mount",
    ...(asRoot ? [] : ["--user", "--map-root-user"]),
    "sh",
    "-c",
    WITH_DISK,
    "sh",
    ...entrances,
    "--",
    `mode=1777,size=${limits.diskMiB}m,nr_inodes=${limits.files}`,
    disk,
    filter ?? "",
    "bwrap",
    ...(filter === undefined ? [] : ["--seccomp", String(FILTER)]),
    ...user,
    "--unshare-ipc",
    "--unshare-pid",
    "--unshare-net",
    "--unshare-uts",
    "--hostname",
    HOST_INSIDE,
    "--unshare-cgroup-try",
    "--die-with-parent",
    "--new-session",
    "--clearenv",
    ...Object.entries(env).flatMap(([name, value]) => ["--setenv", name, value]),
    // Before the mounts, of which some may lie below.
    ...(mayShareMemory ? ["--dev", "/dev"] : WITHOUT_SHARED_MEMORY),
    "--bind",
    disk,
    WRITABLE_INSIDE,
    ...parents(all).flatMap((folder) => ["--dir", folder]),
    ...all.flatMap(({ outside, inside, isWritable = false }) => [isWritable ? "--bind" : "--ro-bind", outside, inside]),
    // In /dev there is a folder in memory, too, whose size nothing would limit.
    "--remount-ro",
    "/dev",
    "--remount-ro",
    "/",
    "--chdir",
    folder,
    // All that the grader's user runs on this machine counts outside: the limit is set in the sandbox's own namespace of users.
    "--",
    ...(asRoot
      ? [`${TOOLS_INSIDE}/setpriv`, `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"]
      : [`${TOOLS_INSIDE}/prlimit`, processes]),
    NODE_INSIDE,
    ...nodeArgs,
  ];
  return { file: "prlimit", args };
}

const countedIn = ({ cgroup, mayShareMemory = cgroup !== undefined }: Pick<Inside, "cgroup" | "mayShareMemory">) => ({
  entrances: cgroup?.entrances ?? [],
  mayShareMemory,
});

/** The numbers of Linux's capabilities that it takes to confine as root: chown, setgid, setuid, net_admin, sys_admin. */
const CAPABILITIES = [0, 6, 7, 12, 21].reduce((bits, number) => bits | (1n << BigInt(number)), 0n);

/** Who sandboxed code is to become: nobody that was before, or, where the grader may not change users, nobody else. */
export const sandboxUser = (): number | undefined => (changesUser() ? freshUser() : undefined);

let mayChange: boolean | undefined;

/**
 * Whether sandboxed code becomes another user: the grader is root, and may do what that takes. The root of a container may not, or knows
 * only some users: it confines as everybody else does, in a namespace of users.
 */
export function changesUser(): boolean {
  mayChange ??= process.platform === "linux" && process.getuid?.() === 0 && hasCapabilities() && knowsAllUsers();
  return mayChange;
}

function hasCapabilities(): boolean {
  const [, effective = "0"] = /^CapEff:\s*(\w+)$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return (BigInt(`0x${effective}`) & CAPABILITIES) === CAPABILITIES;
}

function knowsAllUsers(): boolean {
  const [first, , count] = readFileSync("/proc/self/uid_map", "utf8").trim().split(/\s+/).map(Number);
  return first === 0 && (count ?? 0) > LAST_USER;
}

/** Why nothing can be confined on this machine, or nothing if it can: tried once, by confining a Node that does nothing. */
export function whyNotConfined(limits: Limits): string | undefined {
  if (process.platform !== "linux") return "bubblewrap runs on Linux only";
  const inside = { mounts: [], folder: WRITABLE_INSIDE, env: {}, user: sandboxUser() };
  const { file, args } = confined(["--eval", "0"], inside, limits);
  const tried = spawnSync(file, args, { encoding: "utf8", timeout: 10_000 });
  if (tried.error) return "prlimit is not installed";
  if (tried.status === 0) return undefined;
  return /bwrap: not found/.test(tried.stderr)
    ? "bubblewrap (bwrap) is not installed"
    : `bubblewrap does not work here: ${tried.stderr.trim()}`;
}

function resourceLimits({ memoryMiB, openFiles, diskMiB }: Limits): string[] {
  const bytes = (miB: number) => String(miB * 1024 * 1024);
  return [`--data=${bytes(memoryMiB)}`, `--nofile=${openFiles}`, `--fsize=${bytes(diskMiB)}`, "--core=0"];
}

const tools = new Map<string, readonly Mount[]>();

/** A program of util-linux, and the shared libraries that it needs beside Node's. */
function toolMounts(name: "prlimit" | "setpriv"): readonly Mount[] {
  const known = tools.get(name);
  if (known) return known;
  const outside =
    (process.env["PATH"] ?? "")
      .split(":")
      .map((folder) => posix.join(folder, name))
      .find((file) => existsSync(file)) ?? `/usr/bin/${name}`;
  const listed = spawnSync("ldd", [outside], { encoding: "utf8" }).stdout ?? "";
  const libraries = [...listed.matchAll(/(\/\S+) \(0x/g)].flatMap(([, file = ""]) =>
    sharedLibraries().includes(file) ? [] : [file],
  );
  const mounts = [
    { outside, inside: `${TOOLS_INSIDE}/${name}` },
    ...libraries.map((file) => ({ outside: file, inside: file })),
  ];
  tools.set(name, mounts);
  return mounts;
}

/** Node itself and the shared libraries that it has loaded. */
function nodeMounts(): Mount[] {
  const libraries = sharedLibraries().filter((file) => file.startsWith("/") && existsSync(file));
  return [
    { outside: process.execPath, inside: NODE_INSIDE },
    ...libraries.map((file) => ({ outside: file, inside: file })),
  ];
}

let known: readonly string[] | undefined;

function sharedLibraries(): readonly string[] {
  if (known) return known;
  if (!process.report) return [];
  // Without looking up the names of the machine's network interfaces, which can take seconds.
  Object.assign(process.report, { excludeNetwork: true });
  const report: unknown = process.report.getReport();
  const objects =
    typeof report === "object" && report !== null && "sharedObjects" in report ? report.sharedObjects : [];
  const loaded: readonly string[] = Array.isArray(objects) ? objects.filter((file) => typeof file === "string") : [];
  // They stand in the order of loading: an add-on of this process (.node), and the libraries that it brought, come after Node's own.
  const firstAddOn = loaded.findIndex((file) => file.endsWith(".node"));
  known = firstAddOn < 0 ? loaded : loaded.slice(0, firstAddOn);
  return known;
}

/** Bubblewrap's own devices but /dev/zero, which is memory without a file to those that map it together. */
const WITHOUT_SHARED_MEMORY = [
  "--tmpfs",
  "/dev",
  "--dir",
  "/dev/shm",
  ...["null", "full", "random", "urandom", "tty"].flatMap((name) => ["--dev-bind", `/dev/${name}`, `/dev/${name}`]),
];

const IS_THERE = new Set(["/", "/dev", "/dev/shm", WRITABLE_INSIDE]);

/** Folders above the mounts. Bubblewrap would make them for its own user alone, whom the sandboxed code is not. */
function parents(mounts: readonly Mount[]): string[] {
  const folders = new Set<string>();
  for (const { inside } of mounts) {
    for (let folder = posix.dirname(inside); !IS_THERE.has(folder); folder = posix.dirname(folder)) folders.add(folder);
  }
  return [...folders].sort();
}
