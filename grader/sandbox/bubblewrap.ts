import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync, readlinkSync } from "node:fs";
import { posix } from "node:path";
import { createScratchFolder } from "./scratch";
import type { Cgroup } from "./cgroup";
import { canChangeUsers } from "./change-users";
import { measureCodeRangeMiB } from "./code-range";
import { freshUser } from "./fresh-user";
import type { Limits } from "./limits";
import { getSeccompFile } from "./seccomp";
import { parseLibraries, listNodeLibraries } from "./shared-libraries";

/** A file or folder of this machine that a sandbox sees at `inside`, read-only unless `isWritable`. */
export interface Mount {
  readonly outside: string;
  readonly inside: string;
  readonly isWritable?: boolean;
}

/** The environment of sandboxed code. */
export interface SandboxView {
  readonly mounts: readonly Mount[];
  /** The folder in which the code starts. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The user that the code becomes, see `freshUser`; undefined if it does not change users, see `canChangeUser`. */
  readonly user?: number | undefined;
  /** The control group of the code. */
  readonly cgroup?: Cgroup | undefined;
  /**
   * Whether processes may share memory that is in no file. Default: only in a control group, since nothing else can
   * count such memory.
   */
  readonly mayShareMemory?: boolean;
}

/** A command line to run; see `confined`. */
export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
}

/** Path of Node in the sandbox: outside the system's own folders, since the sandbox may show some of those. */
export const NODE_INSIDE = "/run/bin/node";
const TOOLS_INSIDE = "/run/tools";
/** The host name in the sandbox. */
export const HOST_INSIDE = "labs";
/** A file descriptor that the shell can open, and that bubblewrap closes. */
const FILTER = 9;
/** The only writable folder of a sandbox: in memory, of limited size, removed with the process. */
export const WRITABLE_INSIDE = "/tmp";

/**
 * A shell script that enters control groups, mounts a tmpfs with these options on a folder, and runs the remaining arguments. Bubblewrap
 * mounts memory, too, but cannot limit how many files there are in it.
 */
const WITH_DISK = [
  'while [ "$1" != -- ]; do echo $$ > "$1" || exit 1; shift; done; shift',
  'mount -t tmpfs -o "$1" labs "$2"',
  `if [ -n "$3" ]; then exec ${FILTER}< "$3"; fi`,
  'shift 3 && exec "$@"',
].join(" && ");
/**
 * The folder for that tmpfs. It is mounted in a mount namespace that ends with the process, so no other process ever
 * sees it.
 */
let disk: string | undefined;

/**
 * Wraps a Node command line so that it runs confined by bubblewrap.
 *
 * The sandbox has its own namespaces (process, network, IPC, host name; user, unless the grader is root), no capabilities, no
 * environment, a root folder with only Node, its shared libraries and the mounts, resource limits, and a filter of system calls.
 * Node starts as its final user: before Node, only a program of the system runs, with an environment that no submission can
 * change.
 *
 * @param nodeArgs options, program and arguments for Node, with paths inside the sandbox
 * @param inside   the environment of the code
 */
export function confineCommand(
  nodeArgs: readonly string[],
  { mounts, folder, env, user: uid, ...inside }: SandboxView,
  limits: Limits,
): CommandLine {
  const asRoot = uid !== undefined;
  const tools = listToolMounts(asRoot ? "setpriv" : "prlimit");
  const all = [...dropCovered(listNodeMounts(), mounts), ...mounts, ...dropCovered(tools, mounts)];
  const user = asRoot
    ? ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    : ["--unshare-user", "--uid", "65534", "--gid", "65534", "--disable-userns", "--cap-drop", "ALL"];
  const processes = `--nproc=${limits.processes}`;
  disk ??= createScratchFolder("disk");
  const { entrances, mayShareMemory } = describeMemoryCounting(inside);
  const filter = getSeccompFile(!mayShareMemory);
  const args = [
    ...formatResourceLimits(limits),
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
    // Before the mounts, since some of them may lie below /dev.
    ...(mayShareMemory ? ["--dev", "/dev"] : WITHOUT_SHARED_MEMORY),
    "--bind",
    disk,
    WRITABLE_INSIDE,
    ...listParents(all).flatMap((folder) => ["--dir", folder]),
    ...all.flatMap((mount) => formatMount(mount, all)),
    // Read-only, since /dev is a folder in memory, too, and its size has no limit.
    "--remount-ro",
    "/dev",
    "--remount-ro",
    "/",
    "--chdir",
    folder,
    // The limit is set in the sandbox's own user namespace: outside, all processes of the grader's user on this machine would
    // count.
    "--",
    ...(asRoot
      ? [`${TOOLS_INSIDE}/setpriv`, `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"]
      : [`${TOOLS_INSIDE}/prlimit`, processes]),
    NODE_INSIDE,
    ...nodeArgs,
  ];
  return { file: "prlimit", args };
}

/** Leaves out libraries in folders that the sandbox sees anyway: for each mount, bubblewrap reads the list of all mounts. */
const dropCovered = (libraries: readonly Mount[], mounts: readonly Mount[]): Mount[] =>
  libraries.filter(({ outside, inside }) => outside !== inside || !isInsideMount(inside, mounts));

const isInsideMount = (path: string, mounts: readonly Mount[]): boolean =>
  mounts.some((mount) => isAtSamePath(mount) && path.startsWith(`${mount.inside}/`));

const isAtSamePath = ({ outside, inside, isWritable = false }: Mount): boolean => outside === inside && !isWritable;

/** Systems have links in place of some folders, such as from /bin to /usr/bin: where the sandbox sees the target, it gets the link. */
function formatMount(mount: Mount, mounts: readonly Mount[]): string[] {
  const { outside, inside, isWritable = false } = mount;
  if (isAtSamePath(mount) && lstatSync(outside).isSymbolicLink()) {
    const target = readlinkSync(outside);
    const path = posix.resolve(posix.dirname(inside), target);
    if (isInsideMount(path, mounts)) return ["--symlink", target, inside];
  }
  return [isWritable ? "--bind" : "--ro-bind", outside, inside];
}

const describeMemoryCounting = ({
  cgroup,
  mayShareMemory = cgroup !== undefined,
}: Pick<SandboxView, "cgroup" | "mayShareMemory">) => ({
  entrances: cgroup?.entrances ?? [],
  mayShareMemory,
});

/** The user for sandboxed code: one that no run has had before; undefined if the grader cannot change users. */
export const chooseSandboxUser = (): number | undefined => (canChangeUser() ? freshUser() : undefined);

let mayChange: boolean | undefined;

/** Whether sandboxed code becomes another user, see `canChangeUsers`. */
export function canChangeUser(): boolean {
  mayChange ??= process.platform === "linux" && canChangeUsers();
  return mayChange;
}

const answers = new Map<Limits, string | undefined>();

/**
 * The reason why submissions cannot be confined on this machine; undefined if they can. Tested once, with a Node that
 * does nothing.
 */
export function explainNotConfined(limits: Limits): string | undefined {
  if (!answers.has(limits)) answers.set(limits, tryToConfine(limits));
  return answers.get(limits);
}

function tryToConfine(limits: Limits): string | undefined {
  if (process.platform !== "linux") return "bubblewrap runs on Linux only";
  const inside = { mounts: [], folder: WRITABLE_INSIDE, env: {}, user: chooseSandboxUser() };
  const { file, args } = confineCommand(["--eval", "0"], inside, limits);
  const tried = spawnSync(file, args, { encoding: "utf8", timeout: 10_000 });
  if (tried.error) return "prlimit is not installed";
  if (tried.status === 0) return undefined;
  return /bwrap: not found/.test(tried.stderr)
    ? "bubblewrap (bwrap) is not installed"
    : `bubblewrap doesn't work here: ${tried.stderr.trim()}`;
}

function formatResourceLimits({ memoryMiB, openFiles, diskMiB }: Limits): string[] {
  // Read from this process, whose Node is the sandbox's as well.
  codeRange ??= measureCodeRangeMiB(readFileSync("/proc/self/maps", "latin1"));
  const toBytes = (miB: number) => String(miB * MIB);
  return [
    `--data=${toBytes(memoryMiB + ISOLATES * codeRange)}`,
    `--nofile=${openFiles}`,
    `--fsize=${toBytes(diskMiB)}`,
    "--core=0",
  ];
}

/** The program's own isolate of V8, and that of one worker thread. */
const ISOLATES = 2;
const MIB = 1024 * 1024;
let codeRange: number | undefined;

const tools = new Map<string, readonly Mount[]>();

/** A program of util-linux, and the shared libraries that it needs in addition to Node's. */
function listToolMounts(name: "prlimit" | "setpriv"): readonly Mount[] {
  const known = tools.get(name);
  if (known) return known;
  const outside =
    (process.env["PATH"] ?? "")
      .split(":")
      .map((folder) => posix.join(folder, name))
      .find((file) => existsSync(file)) ?? `/usr/bin/${name}`;
  const listed = parseLibraries(spawnSync("ldd", [outside], { encoding: "utf8" }).stdout ?? "");
  const libraries = listed.filter((file) => !listSharedLibraries().includes(file));
  const mounts = [
    { outside, inside: `${TOOLS_INSIDE}/${name}` },
    ...libraries.map((file) => ({ outside: file, inside: file })),
  ];
  tools.set(name, mounts);
  return mounts;
}

/** Mounts of Node itself and of the shared libraries that it has loaded. */
function listNodeMounts(): Mount[] {
  return [
    { outside: process.execPath, inside: NODE_INSIDE },
    ...listSharedLibraries().map((file) => ({ outside: file, inside: file })),
  ];
}

let known: readonly string[] | undefined;

function listSharedLibraries(): readonly string[] {
  if (known) return known;
  if (!process.report) return [];
  // The names of the machine's network interfaces are not looked up, since that can take seconds.
  Object.assign(process.report, { excludeNetwork: true });
  known = listNodeLibraries(process.report.getReport()).filter((file) => existsSync(file));
  return known;
}

/** Bubblewrap's devices without /dev/zero, since processes that map it together share memory that is in no file. */
const WITHOUT_SHARED_MEMORY = [
  "--tmpfs",
  "/dev",
  "--dir",
  "/dev/shm",
  ...["null", "full", "random", "urandom", "tty"].flatMap((name) => ["--dev-bind", `/dev/${name}`, `/dev/${name}`]),
];

const IS_THERE = new Set(["/", "/dev", "/dev/shm", WRITABLE_INSIDE]);

/**
 * Folders above the mounts. Bubblewrap itself would make them accessible to its own user only, which is not the user of
 * the sandboxed code.
 */
function listParents(mounts: readonly Mount[]): string[] {
  const folders = new Set<string>();
  for (const { inside } of mounts) {
    for (let folder = posix.dirname(inside); !IS_THERE.has(folder); folder = posix.dirname(folder)) folders.add(folder);
  }
  return [...folders].sort();
}
