import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { isLibrary } from "../core/is-library";
import { listLabScripts } from "../merge/lab-scripts";
import { createScratchFolder } from "./scratch";
import { copyCodeCache } from "./code-cache/code-cache";
import { copyStartSnapshot, type StartOptions } from "./start-snapshot";
import { confineCommand, NODE_INSIDE, chooseSandboxUser, WRITABLE_INSIDE, type Mount } from "./bubblewrap";
import {
  BRIDGE_VARIABLE,
  CODE_CACHE_INSIDE,
  CODE_CACHE_VARIABLE,
  LAB_INSIDE,
  PACKAGES_VARIABLE,
  PORT_INSIDE,
  ROOT_VARIABLE,
  SOCKET_INSIDE,
  START_SNAPSHOT_INSIDE,
  type SandboxMessage,
} from "./inside/messages";
import { confineIn, listShellMounts, type Confinement } from "./confine";
import type { Limits } from "./limits";
import { limitMemory, type MemoryAccounting } from "./memory-counted";
import { startProcess, type RunningProcess } from "./process";

/** The lab cloud that a process can reach. */
export interface ReachableCloud {
  readonly endpoint: string;
  readonly socket: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The inputs of a submission's process at its start. */
export interface Start {
  /** Undefined: the process has no network. */
  readonly cloud: ReachableCloud | undefined;
  /** Packages that the process loads before it is ready. */
  readonly packages?: readonly string[];
  /** Files that the process sees in addition to the course's library, each at a path in the project. */
  readonly files?: readonly { readonly path: string; readonly outside: string }[];
  onMessage(message: SandboxMessage): void;
}

/** Starts processes for submissions: all of them confined or, on request, none. */
export interface Sandbox {
  readonly isConfined: boolean;
  readonly limits: Limits;
  /** The project's root inside the sandbox. */
  readonly root: string;
  start(start: Start): RunningProcess;
  /**
   * How a submission's lab cloud starts the submission's functions, instances and queries; undefined if nothing is
   * confined.
   */
  confine(socket: string): Confinement | undefined;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** The bundled programs of sandboxes, see `bundleGrader`. */
  readonly programs: { readonly inside: string; readonly enter: string; readonly "code-cache": string };
  readonly root: string;
  readonly isConfined: boolean;
  readonly limits: Limits;
  /** The lab's scripts as they are handed out, by path in the project. Whatever the project's own files hold, a sandbox sees these. */
  readonly scripts?: Promise<Readonly<Record<string, string>>>;
  /** How memory is counted. Default: in the best way of this machine; tests try the others. */
  readonly memory?: MemoryAccounting | undefined;
}

/**
 * Prepares the sandbox for one run of the grader.
 *
 * @param root       absolute path of the project; only its `src/` and `node_modules/` are shown
 * @param isConfined false: the code runs as the grader's own user, with its rights; only its environment is cleared
 */
export async function createSandbox({
  programs: { inside: program, enter, "code-cache": cacheMaker },
  root,
  isConfined,
  limits,
  scripts,
  memory = "by the kernel",
}: SandboxOptions): Promise<Sandbox> {
  const folder = createScratchFolder("sandbox");
  // A sandbox sees a copy of src/ without the files that are not of the library, since an instructor may have solutions
  // there.
  const library = join(folder, "src");
  if (isConfined) await copyLibrary(root, folder, scripts);
  const rootSeen = isConfined ? LAB_INSIDE : root;
  const options = [`--max-old-space-size=${limits.heapMiB}`, "--enable-source-maps"];
  const prepared = isConfined
    ? await prepareStart(cacheMaker, { root, nodeOptions: options, folder })
    : NOTHING_PREPARED;
  const shell = isConfined ? listShellMounts(root) : [];
  const start = ({ cloud, packages = [], files = [], onMessage }: Start): RunningProcess => {
    const ahead = { [PACKAGES_VARIABLE]: packages.join(",") };
    if (!isConfined) {
      const env = {
        ...createEnvironment({ endpoint: cloud?.endpoint, cloud, rootSeen }),
        ...ahead,
        HOME: folder,
        PATH: process.env["PATH"] ?? "",
      };
      return startProcess({ file: process.execPath, args: [...options, program], env, cwd: root }, limits, onMessage);
    }
    const env = {
      ...createEnvironment({ endpoint: `http://127.0.0.1:${PORT_INSIDE}`, cloud, rootSeen }),
      ...ahead,
      ...(cloud ? { [BRIDGE_VARIABLE]: "1" } : {}),
      ...prepared.env,
    };
    const mounts: Mount[] = [
      ...shell,
      { outside: program, inside: "/run/inside.mjs" },
      ...(cloud ? [{ outside: cloud.socket, inside: SOCKET_INSIDE }] : []),
      ...prepared.mounts,
      { outside: library, inside: `${LAB_INSIDE}/src` },
      ...["node_modules", "package.json"].map((name) => ({
        outside: join(root, name),
        inside: `${LAB_INSIDE}/${name}`,
      })),
      ...files.map(({ path, outside }) => ({ outside, inside: `${LAB_INSIDE}/${path}` })),
    ];
    const counted = limitMemory(limits, memory);
    const line = confineCommand(
      [...options, ...prepared.nodeOptions, "/run/inside.mjs"],
      { mounts, folder: LAB_INSIDE, env, user: chooseSandboxUser(), ...counted.inside },
      limits,
    );
    return startProcess(
      { ...line, env: { PATH: process.env["PATH"] ?? "" }, memory: counted.memory },
      limits,
      onMessage,
    );
  };
  const confine: Sandbox["confine"] = (socket) =>
    isConfined ? confineIn({ program: enter, root, limits, socket, memory }) : undefined;
  return {
    isConfined,
    limits,
    root: rootSeen,
    start,
    confine,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What lets a sandbox start faster. */
interface PreparedStart {
  readonly nodeOptions: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly Mount[];
}

const NOTHING_PREPARED: PreparedStart = { nodeOptions: [], env: {}, mounts: [] };

/** @param program makes the code cache */
async function prepareStart(program: string, options: StartOptions): Promise<PreparedStart> {
  const snapshot = await copyStartSnapshot(options);
  const cache = await copyCodeCache({ program, ...options, snapshot }, join(options.folder, "packages.blob"));
  const mount = (outside: string | undefined, inside: string): Mount[] =>
    outside === undefined ? [] : [{ outside, inside }];
  return {
    nodeOptions: snapshot === undefined ? [] : ["--snapshot-blob", START_SNAPSHOT_INSIDE],
    env: cache === undefined ? {} : { [CODE_CACHE_VARIABLE]: CODE_CACHE_INSIDE },
    mounts: [...mount(cache, CODE_CACHE_INSIDE), ...mount(snapshot, START_SNAPSHOT_INSIDE)],
  };
}

/** Copies the library, with the lab's scripts as they are handed out, and without those of other labs. */
async function copyLibrary(root: string, folder: string, scripts: SandboxOptions["scripts"]): Promise<void> {
  const leftOut = listLabScripts(root);
  const isShown = (path: string): boolean =>
    isLibrary(path) && !leftOut.has(relative(root, path).replaceAll("\\", "/"));
  await cp(join(root, "src"), join(folder, "src"), { recursive: true, filter: isShown });
  for (const [path, text] of Object.entries((await scripts) ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** The name in the ARN of the run's caller, as STS gives it: the lab cloud's keys are those of the account's root. */
const CALLER = "root";

/**
 * The environment of the code. In the sandbox the lab cloud is like AWS: code cannot move its clock, so it waits as it
 * would on AWS.
 */
function createEnvironment({
  endpoint,
  cloud,
  rootSeen,
}: {
  endpoint: string | undefined;
  cloud: ReachableCloud | undefined;
  rootSeen: string;
}): Record<string, string> {
  const aws: Record<string, string> =
    cloud && endpoint !== undefined
      ? {
          AWS_ENDPOINT_URL: endpoint,
          AWS_REGION: cloud.region,
          AWS_DEFAULT_REGION: cloud.region,
          AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
        }
      : {};
  return {
    ...aws,
    HOME: WRITABLE_INSIDE,
    LABS_GRADING: "1",
    // Otherwise the helpers would ask STS for the caller's name before each resource that they tag.
    LABS_LEARNER: CALLER,
    LABS_TARGET: "aws",
    NODE_NO_WARNINGS: "1",
    PATH: [NODE_INSIDE.replace(/\/node$/, ""), "/usr/bin", "/bin"].join(":"),
    TZ: "UTC",
    [ROOT_VARIABLE]: rootSeen,
  };
}
