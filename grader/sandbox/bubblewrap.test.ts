import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { skipIf } from "../../test/skip";
import { changesUser, confined, sandboxUser, whyNotConfined, WRITABLE_INSIDE } from "./bubblewrap";
import { DEFAULT_LIMITS } from "./limits";

const NOBODY = 2_100_000_000;
/** Root must become another user; an ordinary user already is one. */
const SOMEBODY = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

describe("what a sandbox sees of Node", () => {
  it("is Node and its own libraries, not those of an add-on that the grader has loaded", () => {
    const code =
      'import "@duckdb/node-api"; import { confined } from "./bubblewrap"; import { DEFAULT_LIMITS } from "./limits";' +
      'process.report.excludeNetwork = true; console.log(JSON.stringify([process.report.getReport().sharedObjects, confined([], { mounts: [], folder: "/tmp", env: {}, user: 2_000_000_000 }, DEFAULT_LIMITS).args]));';
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

describe("the sandbox of a grader that is root of a container", () => {
  for (const [which, [file = "", ...args]] of Object.entries(ROOTS)) {
    it(`comes up where root ${which}`, function () {
      skipIf(this, process.getuid?.() === 0 ? whyNotConfined(DEFAULT_LIMITS) : "it takes root");
      const code =
        'import { whyNotConfined } from "./bubblewrap"; import { DEFAULT_LIMITS } from "./limits"; console.log(whyNotConfined(DEFAULT_LIMITS) ?? "confined", process.getuid());';
      const { stdout } = spawnSync(
        file,
        [...args, process.execPath, "--import", "tsx", "--input-type=module", "--eval", code],
        { encoding: "utf8", cwd: import.meta.dirname },
      );
      expect(stdout.trim()).to.equal("confined 0");
    });
  }
});

describe("the sandbox of a grader that is not root", function () {
  this.timeout(60_000);
  let others: ChildProcess | undefined;

  /**
   * How the sandbox differs from the usual one: a pair of arguments that is left out, or another limit; and whether the
   * sandbox is that of a grader which is root.
   */
  interface Otherwise {
    readonly without?: readonly [string, string];
    readonly files?: number;
    readonly asRoot?: boolean;
  }

  /** Runs JavaScript in the sandbox and gives its result. */
  function inside(code: string, { without, files = DEFAULT_LIMITS.files, asRoot = false }: Otherwise = {}): unknown {
    const { file, args } = confined(
      ["--eval", `console.log(JSON.stringify((() => { ${code} })()))`],
      { mounts: [], folder: WRITABLE_INSIDE, env: {}, user: asRoot ? sandboxUser() : undefined },
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
    skipIf(this, whyNotConfined(DEFAULT_LIMITS));
    try {
      inside("return 1;");
    } catch {
      skipIf(this, "Node stands where another user cannot read it, or only root may make namespaces");
    }
  });
  after(() => {
    if (others?.pid !== undefined) process.kill(-others.pid, "SIGKILL");
  });

  it("lets nothing be written but its own memory, of limited size; /dev, too, where it is not made read-only", () => {
    const folders = ["/", "/dev", "/dev/shm", "/run", "/usr/bin", WRITABLE_INSIDE];
    const code = `const fs = require("fs"); return ${JSON.stringify(folders)}.filter((folder) => { try { fs.writeFileSync(folder + "/x", "x"); return true; } catch { return false; } });`;
    expect(inside(code)).to.deep.equal([WRITABLE_INSIDE]);
    expect(inside(code, { without: ["--remount-ro", "/dev"] })).to.deep.equal(["/dev", "/dev/shm", WRITABLE_INSIDE]);
  });

  it("comes up however much its user runs on this machine, and holds no more than its own processes", async () => {
    const many = DEFAULT_LIMITS.processes + 16;
    others = spawn("sh", ["-c", `for n in $(seq ${many}); do sleep 600 & done; echo started; wait`], {
      stdio: ["ignore", "pipe", "ignore"],
      detached: true,
      ...SOMEBODY,
    });
    await once(others.stdout ?? others, "data");
    const limit = inside(
      "process.report.excludeNetwork = true; return process.report.getReport().userLimits.max_user_processes;",
    );
    expect(limit).to.deep.equal({ soft: DEFAULT_LIMITS.processes, hard: DEFAULT_LIMITS.processes });
  });

  for (const asRoot of [false, true]) {
    it(`holds no more files than it may${asRoot ? "; root's sandbox, too" : ""}; with a higher limit it holds them all`, function () {
      skipIf(this, asRoot && !changesUser() ? "only root can become other users" : undefined);
      const code = `const fs = require("fs"); let made = 0; try { for (; made < 6_000; made += 1) fs.writeFileSync("/tmp/" + made, ""); return made; } catch ({ code }) { return code; }`;
      expect(inside(code, { asRoot })).to.equal("ENOSPC");
      expect(inside(code, { asRoot, files: 10_000 })).to.equal(6_000);
    });
  }

  it("tells nothing of the machine's name", () => {
    expect(inside("return require('os').hostname();")).to.equal("labs");
  });
});
