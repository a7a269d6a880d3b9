import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { canChangeUser } from "./bubblewrap";
import { confineIn, type Confinement } from "./confine";
import { DEFAULT_LIMITS, type Limits } from "./limits";
import type { MemoryAccounting } from "./memory-counted";

type Command = Parameters<Confinement["confine"]>[0];

const PROGRAM = "/grader/enter.mjs";
const PART = {
  serves: [1],
  servesCloud: [] as readonly number[],
  reaches: [2, 3],
  limits: { memoryMiB: 300, processes: 99, diskMiB: 7 },
};

/** The mounts of a command line, by their paths in the sandbox. */
function listMounts(argv: readonly string[]): Readonly<Record<string, string>> {
  const mounts: Record<string, string> = {};
  argv.forEach((option, index) => {
    if (option === "--bind" || option === "--ro-bind") mounts[argv[index + 2] ?? ""] = `${option} ${argv[index + 1]}`;
  });
  return mounts;
}

describe("confining the commands that a run's cloud starts", () => {
  let folder: string;
  let run: string;
  let confinement: Confinement;
  before(function () {
    skipIf(this, process.platform === "linux" ? undefined : "sandboxes are there on Linux alone");
  });
  beforeEach(() => {
    folder = createTemporaryFolder();
    run = join(folder, "run");
    mkdirSync(run);
    confinement = createConfinement();
  });
  afterEach(() => confinement.end());

  const createConfinement = (
    root = "/project",
    limits: Partial<Limits> = {},
    memory: MemoryAccounting = "not at all",
  ): Confinement =>
    confineIn({ program: PROGRAM, root, limits: { ...DEFAULT_LIMITS, ...limits }, socket: join(run, "s"), memory });
  const confineWith = (more: Partial<Command> = {}, by = confinement) =>
    by.confine({ argv: ["node", "x.mjs"], cwd: "/work", env: {}, writable: [], readable: [], ...more });
  /** A folder beside that of the run, with a file in it. */
  function createBeside(name: string, file = "file", content = ""): string {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, file), content);
    return path;
  }

  it("runs the command in its folder through the first program, with its environment passed as data, and none of its own", () => {
    const { argv, cwd, env } = confineWith({ env: { NODE_OPTIONS: "--import=x" } });
    expect([cwd, env]).to.deep.equal(["/tmp", { PATH: process.env["PATH"] ?? "" }]);
    expect(argv[0]).to.equal("prlimit");
    expect(argv.slice(-3)).to.deep.equal([
      "--v8-pool-size=0",
      "/run/enter.mjs",
      '{"argv":["node","x.mjs"],"env":{"NODE_OPTIONS":"--import=x"}}',
    ]);
    expect(argv[argv.indexOf("--chdir") + 1]).to.equal("/work");
    expect(argv).to.not.include("--setenv");
    expect(listMounts(argv)).to.include({ "/run/enter.mjs": `--ro-bind ${PROGRAM}`, "/usr": "--ro-bind /usr" });
    expect(listMounts(argv)[process.execPath] ?? listMounts(argv)["/usr"]).to.match(/^--ro-bind/);
  });

  it("mounts the cloud's socket only for commands that get its address", () => {
    const findMount = (env: Readonly<Record<string, string>>) =>
      listMounts(confineWith({ env }).argv)["/run/cloud.sock"];
    expect(findMount({ AWS_ENDPOINT_URL: "http://127.0.0.1:4566" })).to.equal(`--ro-bind ${join(run, "s")}`);
    expect(findMount({ AWS_REGION: "us-east-1" })).to.equal(undefined);
  });

  it("mounts existing read-only paths, but none that is in a system folder already", () => {
    const read = createBeside("read");
    const readable = [read, join(folder, "missing"), "relative", "/usr/bin", "/usr", "/usrx"];
    const mounts = listMounts(confineWith({ readable }).argv);
    expect(mounts[read]).to.equal(`--ro-bind ${read}`);
    expect(Object.keys(mounts)).to.not.include.members([join(folder, "missing")]);
    for (const path of [join(folder, "missing"), "relative", "/usr/bin", "/usrx"])
      expect(mounts[path], path).to.equal(undefined);
  });

  it("mounts no system folder that contains the project, with its solutions", () => {
    const isShown = (root: string): boolean => {
      const other = createConfinement(root);
      const mounts = listMounts(confineWith({}, other).argv);
      other.end();
      return mounts["/usr"] !== undefined;
    };
    expect(["/usr/share/project", "/usrx/project", "/project"].map(isShown)).to.deep.equal([false, true, true]);
  });

  it("mounts a virtual environment's Python, wherever it is, unless the settings are a submission's", () => {
    const python = createBeside("python/bin");
    const settings = `version = 3.12\nhome = ${python} \nprompt = x\n`;
    const environment = createBeside("environment", "pyvenv.cfg", settings);
    const findMount = (path: string) => listMounts(confineWith({ readable: [path] }).argv)[join(folder, "python")];
    expect(findMount(environment)).to.equal(`--ro-bind ${join(folder, "python")}`);
    expect(findMount(createBeside("run/function", "pyvenv.cfg", settings))).to.equal(undefined);
    expect(findMount(createBeside("none", "pyvenv.cfg", "version = 3.12\n"))).to.equal(undefined);
    expect(findMount(createBeside("bare"))).to.equal(undefined);
  });

  it("mounts placed files at their new path, and makes only writable folders writable", () => {
    const [code, disk] = [createBeside("code"), createBeside("disk")];
    const { argv } = confineWith({ placed: [{ folder: code, at: "/opt" }], writable: [disk] });
    expect(listMounts(argv)).to.include({ "/opt": `--ro-bind ${code}`, [disk]: `--bind ${disk}` });
    expect(argv.filter((item) => item === "--bind")).to.have.lengthOf(2);
  });

  it("makes its user the owner of copied and writable files, but not of read-only ones", function () {
    skipIf(this, canChangeUser() ? undefined : "only root can become other users");
    const [code, disk, read] = [createBeside("code"), createBeside("disk"), createBeside("read")];
    const command = { placed: [{ folder: code, at: "/opt" }], writable: [disk], readable: [read] };
    const user = Number(/--reuid=(\d+)/.exec(confineWith(command).argv.join(" "))?.[1]);
    const owners = [code, join(code, "file"), disk, join(disk, "file"), read].map((path) => statSync(path).uid);
    expect(owners).to.deep.equal([user, user, user, user, process.getuid?.()]);
    // A folder is never handed out twice: its contents may be someone else's by now.
    writeFileSync(join(disk, "later"), "");
    confineWith(command);
    expect(statSync(join(disk, "later")).uid).to.equal(process.getuid?.());
  });

  it("applies the limits of a submission, with four times its processes", () => {
    const { argv } = confineWith();
    expect(argv.filter((item) => item.startsWith("--nproc"))).to.deep.equal(["--nproc=256"]);
    expect(argv).to.include("mode=1777,size=16m,nr_inodes=4096");
  });

  describe("for a program of an engine", () => {
    const confineEngine = (more: Partial<typeof PART> = {}, by?: Confinement) =>
      confineWith({ part: { ...PART, ...more } }, by);

    it("applies its own limits, the ports that it names, and a hosts file", () => {
      const { argv } = confineEngine();
      expect(JSON.parse(argv.at(-1) ?? "")).to.deep.equal({
        argv: ["node", "x.mjs"],
        env: {},
        ports: { serves: [1], reaches: [2, 3] },
      });
      expect(argv).to.include.members(["--nproc=99", "mode=1777,size=7m,nr_inodes=4096"]);
      expect(listMounts(argv)).to.include({
        "/run/ports.sock": `--ro-bind ${join(run, "ports.sock")}`,
        "/etc/hosts": `--ro-bind ${join(run, "hosts")}`,
      });
      expect(readFileSync(join(run, "hosts"), "utf8")).to.equal("127.0.0.1 localhost labs\n");
      expect(listMounts(confineWith().argv)).to.not.have.any.keys("/run/ports.sock", "/etc/hosts");
    });

    it("uses a user that all programs of the engine share, and nobody else", function () {
      skipIf(this, canChangeUser() ? undefined : "only root can become other users");
      const getUser = ({ argv }: { argv: readonly string[] }) => argv.find((item) => item.startsWith("--reuid="));
      const [usual, engine] = [getUser(confineWith()), getUser(confineEngine())];
      expect([getUser(confineWith()), getUser(confineEngine())]).to.deep.equal([usual, engine]);
      expect(usual).to.not.equal(engine);
    });

    it("opens ports that the cloud can reach, even after another program has replaced it", async () => {
      const taken = createServer().listen(0, "127.0.0.1");
      await once(taken, "listening");
      const { port } = taken.address() as AddressInfo;
      await once(taken.close(), "close");
      for (let times = 0; times < 2; times += 1) {
        confineEngine({ servesCloud: [port] });
        const caller = connect(port, "127.0.0.1");
        await once(caller, "connect");
        caller.destroy();
      }
    });

    it("closes its ports when the run is over", async () => {
      const other = createConfinement();
      confineEngine({}, other);
      other.end();
      expect(String(await once(connect(join(run, "ports.sock")), "error"))).to.match(/ECONNREFUSED|ENOENT/);
    });
  });

  describe("where the grader counts its memory", () => {
    const children: ChildProcess[] = [];
    afterEach(async () => {
      for (const child of children.splice(0))
        if (child.exitCode === null && child.signalCode === null) {
          const ended = once(child, "exit");
          child.kill("SIGKILL");
          await ended;
        }
    });
    /** A process that stands for a sandbox with a mount of this path. */
    async function startSandbox(path: string): Promise<ChildProcess> {
      const child = spawn("sh", ["-c", "echo up; read line", path], {
        stdio: ["pipe", "pipe", "ignore"],
        detached: true,
      });
      children.push(child);
      await once(child.stdout, "data");
      return child;
    }

    it("ends no process after the run is over", async () => {
      const limits = { ...PART.limits, memoryMiB: 0.001 };
      const over = createConfinement("/project", { memoryMiB: 0.001 }, "by the grader");
      confineWith({}, over);
      confineWith({ part: { ...PART, limits } }, over);
      over.end();
      for (const isEngine of [false, true]) {
        const by = createConfinement("/project", { memoryMiB: 0.001 }, "by the grader");
        confineWith(isEngine ? { part: { ...PART, limits } } : {}, by);
        const left = await startSandbox(join(run, isEngine ? "s" : "ports.sock"));
        // Between two ends, the watch that is over would have looked, too.
        for (let times = 0; times < 2; times += 1)
          await once(await startSandbox(join(run, isEngine ? "ports.sock" : "s")), "exit");
        by.end();
        expect([left.exitCode, left.signalCode]).to.deep.equal([null, null]);
      }
    });

    it("ends the engine's programs for the engine's memory, and the others for theirs", async () => {
      for (const isEngine of [false, true]) {
        const by = createConfinement("/project", { memoryMiB: isEngine ? 100_000 : 0.001 }, "by the grader");
        confineWith({}, by);
        confineWith({ part: { ...PART, limits: { ...PART.limits, memoryMiB: isEngine ? 0.001 : 100_000 } } }, by);
        const others = await startSandbox(join(run, "s"));
        const engine = await startSandbox(join(run, "ports.sock"));
        await once(isEngine ? engine : others, "exit");
        const left = isEngine ? others : engine;
        by.end();
        expect([left.exitCode, left.signalCode]).to.deep.equal([null, null]);
      }
    });
  });
});
