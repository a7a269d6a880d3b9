import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { canChangeUser, confineCommand, chooseSandboxUser, explainNotConfined, WRITABLE_INSIDE } from "./bubblewrap";
import { measureCodeRangeMiB } from "./code-range";
import { DEFAULT_LIMITS } from "./limits";

const NOBODY = 2_100_000_000;
/** Root must become another user; an ordinary user already is one. */
const SOMEBODY = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

describe("the parts of Node that a sandbox sees", () => {
  it("include Node and its own libraries, but not those of an add-on that the grader has loaded", () => {
    const code =
      'import "@duckdb/node-api"; import { confineCommand } from "./bubblewrap"; import { DEFAULT_LIMITS } from "./limits";' +
      'process.report.excludeNetwork = true; console.log(JSON.stringify([process.report.getReport().sharedObjects, confineCommand([], { mounts: [], folder: "/tmp", env: {}, user: 2_000_000_000 }, DEFAULT_LIMITS).args]));';
    const { stdout } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", code], {
      encoding: "utf8",
      cwd: import.meta.dirname,
    });
    const [loaded = [], mounted = []] = JSON.parse(stdout) as string[][];
    expect(loaded.filter((file) => /duckdb/.test(file))).to.have.lengthOf.at.least(2);
    expect(mounted.filter((file) => /duckdb/.test(file))).to.deep.equal([]);
    expect(mounted).to.include.members(loaded.filter((file) => /\/libc\.so/.test(file)));
  });
});

/** Roots with fewer rights than usual, such as a container's root. */
const ROOTS: Readonly<Record<string, readonly string[]>> = {
  "may not set up networks": ["setpriv", "--bounding-set=-net_admin"],
  "knows no other users": ["unshare", "--user", "--map-root-user"],
};

describe("the sandbox of a grader that is root in a container", () => {
  for (const [which, [file = "", ...args]] of Object.entries(ROOTS)) {
    it(`starts if root ${which}`, function () {
      skipIf(this, process.getuid?.() === 0 ? explainNotConfined(DEFAULT_LIMITS) : "it takes root");
      const code =
        'import { explainNotConfined } from "./bubblewrap"; import { DEFAULT_LIMITS } from "./limits"; console.log(explainNotConfined(DEFAULT_LIMITS) ?? "confined", process.getuid());';
      const { stdout } = spawnSync(
        file,
        [...args, process.execPath, "--import", "tsx", "--input-type=module", "--eval", code],
        { encoding: "utf8", cwd: import.meta.dirname },
      );
      expect(stdout.trim()).to.equal("confined 0");
    });
  }
});

describe("the sandbox of a grader that is not root", () => {
  let others: ChildProcess | undefined;

  /**
   * How the sandbox differs from the usual one: a pair of arguments that is left out, or another limit; and whether the
   * sandbox is that of a grader which is root.
   */
  interface SandboxOverrides {
    readonly without?: readonly [string, string];
    readonly files?: number;
    readonly asRoot?: boolean;
  }

  /** Runs JavaScript in the sandbox and gives its result. */
  function runInside(
    code: string,
    { without, files = DEFAULT_LIMITS.files, asRoot = false }: SandboxOverrides = {},
  ): unknown {
    const { file, args } = confineCommand(
      ["--eval", `console.log(JSON.stringify((() => { ${code} })()))`],
      { mounts: [], folder: WRITABLE_INSIDE, env: {}, user: asRoot ? chooseSandboxUser() : undefined },
      { ...DEFAULT_LIMITS, files },
    );
    const left = args.filter(
      (_, at) => ![at, at - 1].some((from) => without && args[from] === without[0] && args[from + 1] === without[1]),
    );
    const { stdout, stderr } = spawnSync(file, left, { encoding: "utf8", cwd: "/", ...(asRoot ? {} : SOMEBODY) });
    if (stderr) throw new Error(stderr);
    return JSON.parse(stdout);
  }

  before(function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    try {
      runInside("return 1;");
    } catch {
      skipIf(this, "Node stands where another user cannot read it, or only root may make namespaces");
    }
  });
  after(() => {
    if (others?.pid !== undefined) process.kill(-others.pid, "SIGKILL");
  });

  it("lets nothing be written but its own memory, of limited size; /dev too, unless it is made read-only", () => {
    const folders = ["/", "/dev", "/dev/shm", "/run", "/usr/bin", WRITABLE_INSIDE];
    const code = `const fs = require("fs"); return ${JSON.stringify(folders)}.filter((folder) => { try { fs.writeFileSync(folder + "/x", "x"); return true; } catch { return false; } });`;
    expect(runInside(code)).to.deep.equal([WRITABLE_INSIDE]);
    expect(runInside(code, { without: ["--remount-ro", "/dev"] })).to.deep.equal(["/dev", "/dev/shm", WRITABLE_INSIDE]);
  });

  it("starts however many processes its user runs on this machine, and limits only its own", async () => {
    const many = DEFAULT_LIMITS.processes + 16;
    others = spawn("sh", ["-c", `for n in $(seq ${many}); do sleep 600 & done; echo started; wait`], {
      stdio: ["ignore", "pipe", "ignore"],
      detached: true,
      ...SOMEBODY,
    });
    await once(others.stdout ?? others, "data");
    const limit = runInside(
      "process.report.excludeNetwork = true; return process.report.getReport().userLimits.max_user_processes;",
    );
    expect(limit).to.deep.equal({ soft: DEFAULT_LIMITS.processes, hard: DEFAULT_LIMITS.processes });
  });

  for (const asRoot of [false, true]) {
    it(`limits its open files${asRoot ? "; root's sandbox, too" : ""}; with a higher limit they can be opened`, function () {
      skipIf(this, asRoot && !canChangeUser() ? "only root can become other users" : undefined);
      const code = `const fs = require("fs"); let made = 0; try { for (; made < 6_000; made += 1) fs.writeFileSync("/tmp/" + made, ""); return made; } catch ({ code }) { return code; }`;
      expect(runInside(code, { asRoot })).to.equal("ENOSPC");
      expect(runInside(code, { asRoot, files: 10_000 })).to.equal(6_000);
    });
  }

  it("hides the machine's name", () => {
    expect(runInside("return require('os').hostname();")).to.equal("labs");
  });
});

/** Words for what differs from run to run, or from machine to machine. */
const WORDS: readonly (readonly [argument: RegExp, word: string])[] = [
  [/^\/(?!run\/).*\/(setpriv|prlimit)$/, "(tool)"],
  [/\/labs-grading-.*\/disk-/, "(disk)"],
  [/\/labs-grading-.*\/filter$/, "(filter)"],
  [/^while /, "(script)"],
];

/** A command line in such words, without the mounts of libraries and the folders above them. */
function joinWords(args: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const [option = "", first = "", second = ""] = args.slice(at, at + 3);
    if (option === "--ro-bind" && first === second) at += 2;
    else if (option === "--dir" && !/^\/(run|lab|data)\b/.test(first)) at += 1;
    else if (option === process.execPath) words.push("(Node)");
    else words.push(WORDS.find(([argument]) => argument.test(option))?.[1] ?? option);
  }
  return words;
}

describe("the command line of a sandbox", () => {
  before(function () {
    skipIf(this, process.platform === "linux" ? undefined : "bubblewrap runs on Linux only");
    skipIf(this, ["x64", "arm64"].includes(process.arch) ? undefined : "this processor has no filter");
  });

  const mounts = [
    { outside: "/there/src", inside: "/lab/src" },
    { outside: "/there/disk", inside: "/data/deep/disk", isWritable: true },
  ];
  const createCommandLine = (more: Partial<Parameters<typeof confineCommand>[1]> = {}) =>
    confineCommand(
      ["--flag", "x.mjs"],
      { mounts, folder: "/lab", env: { A: "1", B: "2" }, user: 2_000_000_000, ...more },
      DEFAULT_LIMITS,
    );
  const MIB = 1024 * 1024;
  /** V8 may map memory for the code of the program and of one worker. */
  const data = (1024 + 2 * measureCodeRangeMiB(readFileSync("/proc/self/maps", "latin1"))) * MIB;
  const limits = [`--data=${data}`, "--nofile=512", `--fsize=${16 * MIB}`, "--core=0"];
  const disk = ["mode=1777,size=16m,nr_inodes=4096", "(disk)", "(filter)", "bwrap", "--seccomp", "9"];
  const devices = ["null", "full", "random", "urandom", "tty"].flatMap((name) => [
    "--dev-bind",
    `/dev/${name}`,
    `/dev/${name}`,
  ]);
  const findTool = (tool: string) => [
    ...["--bind", "(disk)", "/tmp", "--dir", "/data", "--dir", "/data/deep", "--dir", "/lab"],
    ...["--dir", "/run", "--dir", "/run/bin", "--dir", "/run/tools", "--ro-bind", "(Node)", "/run/bin/node"],
    ...["--ro-bind", "/there/src", "/lab/src", "--bind", "/there/disk", "/data/deep/disk"],
    ...["--ro-bind", "(tool)", `/run/tools/${tool}`],
    ...["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/lab", "--"],
  ];
  const ownFiles = [
    ...["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--hostname", "labs"],
    ...["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--clearenv"],
    ...["--setenv", "A", "1", "--setenv", "B", "2"],
  ];
  const node = ["/run/bin/node", "--flag", "x.mjs"];

  it("starts Node as another user without any rights if the grader is root", () => {
    const { file, args } = createCommandLine();
    expect(file).to.equal("prlimit");
    expect(joinWords(args)).to.deep.equal([
      ...[...limits, "--nproc=64", "unshare", "--mount", "sh", "-c", "(script)", "sh", "--", ...disk],
      ...["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", ...ownFiles],
      ...["--tmpfs", "/dev", ...devices],
      ...findTool("setpriv"),
      ...["/run/tools/setpriv", "--reuid=2000000000", "--regid=2000000000", "--clear-groups", ...node],
    ]);
    expect(args.join(" ")).to.contain("--tmpfs /dev --dir /dev/shm --dev-bind /dev/null");
  });

  it("creates a user namespace for any other grader, and limits its processes there", () => {
    expect(joinWords(createCommandLine({ user: undefined }).args)).to.deep.equal([
      ...[...limits, "unshare", "--mount", "--user", "--map-root-user", "sh", "-c", "(script)", "sh", "--", ...disk],
      ...["--unshare-user", "--uid", "65534", "--gid", "65534", "--disable-userns", "--cap-drop", "ALL", ...ownFiles],
      ...["--tmpfs", "/dev", ...devices],
      ...findTool("prlimit"),
      ...["/run/tools/prlimit", "--nproc=64", ...node],
    ]);
  });

  it("mounts no library twice if the sandbox sees the system's folders, and keeps their links", () => {
    const system = ["/usr", "/lib"].map((path) => ({ outside: path, inside: path }));
    const { args } = createCommandLine({ mounts: system });
    const mounted = args.filter((_, at) => args[at - 2]?.endsWith("-bind"));
    const isLink = lstatSync("/lib").isSymbolicLink();
    expect(mounted.filter((path) => path.startsWith("/lib") || path.startsWith("/usr"))).to.deep.equal(
      isLink ? ["/usr"] : ["/usr", "/lib"],
    );
    if (isLink) expect(args.join(" ")).to.contain(`--symlink ${readlinkSync("/lib")} /lib`);
  });

  it("enters its memory's control groups, and may share memory there, or if configured", () => {
    const cgroup = { entrances: ["/groups/a", "/groups/b"], hasRunOutOfMemory: () => false, remove: () => undefined };
    const createShared = (more: Parameters<typeof createCommandLine>[0]): readonly [string, boolean] => {
      const { args } = createCommandLine(more);
      const script = args.findIndex((item) => item.startsWith("while "));
      return [args.slice(script + 2, args.indexOf("bwrap") - 3).join(" "), args.join(" ").includes("--dev /dev ")];
    };
    expect([
      createShared({ cgroup }),
      createShared({ cgroup, mayShareMemory: false }),
      createShared({ mayShareMemory: true }),
      createShared({}),
    ]).to.deep.equal([
      ["/groups/a /groups/b --", true],
      ["/groups/a /groups/b --", false],
      ["--", true],
      ["--", false],
    ]);
    const readFilter = (more: Parameters<typeof createCommandLine>[0]): Buffer =>
      readFileSync(createCommandLine(more).args.find((item) => item.endsWith("/filter")) ?? "");
    expect(readFilter({}).length).to.be.greaterThan(readFilter({ mayShareMemory: true }).length);
  });

  it("mounts each existing library of Node and its tool once", () => {
    const { args } = createCommandLine();
    const shown = args.flatMap((option, at) =>
      option === "--ro-bind" && args[at + 1] === args[at + 2] ? [args[at + 1] ?? ""] : [],
    );
    expect(shown.filter((path) => !path.startsWith("/") || !existsSync(path))).to.deep.equal([]);
    expect(new Set(shown).size).to.equal(shown.length);
    expect(shown.some((path) => path.includes("/libc.so"))).to.equal(true);
  });
});

describe("checking whether submissions can be confined here", () => {
  it("names the missing programs of this machine, in words for instructors", function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    const folder = createTemporaryFolder();
    const path = process.env["PATH"];
    /** As it would be with another prlimit, the first program of the command line. */
    const readSaid = (script: string | undefined): string | undefined => {
      const workFolder = join(folder, String(script?.length));
      mkdirSync(workFolder, { recursive: true });
      if (script !== undefined) writeFileSync(join(workFolder, "prlimit"), `#!/bin/sh\n${script}\n`);
      if (script !== undefined) chmodSync(join(workFolder, "prlimit"), 0o755);
      process.env["PATH"] = script === undefined ? workFolder : `${workFolder}${delimiter}${path}`;
      try {
        // Limits of its own, since an answer is kept for each.
        return explainNotConfined({ ...DEFAULT_LIMITS });
      } finally {
        process.env["PATH"] = path;
      }
    };
    expect(readSaid(undefined)).to.equal("prlimit is not installed");
    expect(readSaid("exit 0")).to.equal(undefined);
    expect(readSaid("echo 'sh: 1: exec: bwrap: not found' >&2; exit 127")).to.equal(
      "bubblewrap (bwrap) is not installed",
    );
    expect(readSaid("echo ' No permissions ' >&2; exit 1")).to.equal("bubblewrap doesn't work here: No permissions");
  });
});
