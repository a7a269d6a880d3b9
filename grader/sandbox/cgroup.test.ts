import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { skipIf, itIfLong } from "../../cloud/testing/skip";
import { openCgroup, findUsableControllers, type Cgroup, type GroupLimits } from "./cgroup";
import { findControllers } from "./cgroup-hierarchies";

/** A group on this machine. If there can be none, the test is skipped, with the reason in its name. */
function createGroup(context: Mocha.Context, limits: Partial<GroupLimits> = {}): Cgroup {
  const group = openCgroup({ memoryMiB: 512, processes: 64, ...limits });
  if (group) return group;
  if (context.test) context.test.title += " (skipped: this machine gives the grader no control group with memory)";
  return context.skip();
}

/** The shell commands that enter a group. */
const enter = (group?: Cgroup): string => (group?.entrances ?? []).map((file) => `echo $$ > '${file}'; `).join("");
const isLimited = (controller: string): boolean => findControllers().some((item) => item.controller === controller);

describe("a control group", () => {
  it("limits the number of processes; with a higher limit they can be started", function () {
    const startProcesses = (processes: number): number => {
      const group = createGroup(this, { processes });
      // Node itself has several threads.
      const code =
        'const all = Array.from({ length: 40 }, () => { try { return require("child_process").spawn("cat").on("error", () => undefined); } catch { return {}; } }); console.log(all.filter(({ pid }) => pid !== undefined).length); process.kill(process.pid, "SIGKILL");';
      const { stdout } = spawnSync("sh", ["-c", `${enter(group)}exec "$0" -e '${code}'`, process.execPath], {
        encoding: "utf8",
      });
      group.remove();
      return Number(stdout.trim() || 0);
    };
    skipIf(this, isLimited("pids") ? undefined : "this machine gives the grader no control group with pids");
    expect(startProcesses(20)).to.be.lessThan(40);
    expect(startProcesses(200)).to.equal(40);
  });

  it("ends a process that exceeds the memory limit, and reports it; with more memory it doesn't", function () {
    const holdMemory = (memoryMiB: number): unknown => {
      const group = createGroup(this, { memoryMiB });
      const code = 'console.log(Buffer.alloc(300 * 2 ** 20, 1).length > 0 ? "held" : "")';
      const { stdout } = spawnSync("sh", ["-c", `${enter(group)}exec "$0" -e '${code}'`, process.execPath], {
        encoding: "utf8",
      });
      const found = [stdout.trim(), group.hasRunOutOfMemory()];
      group.remove();
      return found;
    };
    expect(holdMemory(200)).to.deep.equal(["", true]);
    expect(holdMemory(1000)).to.deep.equal(["held", false]);
  });

  itIfLong(
    "has one share of the processors, however many processes are in it; without it each has one",
    async function () {
      const [crowd, first] = [createGroup(this), createGroup(this)];
      skipIf(this, isLimited("cpu") ? undefined : "this machine gives the grader no control group with cpu");
      expect(await share(crowd, first)).to.be.lessThan(4);
      expect(await share()).to.be.greaterThan(5);
      crowd.remove();
      first.remove();
    },
  );

  it("has the limits it is given, no swap, and the usual share of the processors", function () {
    const group = createGroup(this, { memoryMiB: 100, processes: 77 });
    const folders = new Set(group.entrances.map((file) => dirname(file)));
    const found: Record<string, number> = {};
    for (const folder of folders)
      for (const name of SETTINGS)
        if (existsSync(join(folder, name))) found[name] = Number(readFileSync(join(folder, name), "utf8"));
    const untouched = group.hasRunOutOfMemory();
    group.remove();
    const bytes = 100 * 2 ** 20;
    const expected = { "pids.max": 77, "cpu.shares": 1024, "cpu.weight": 100, "memory.swap.max": 0 };
    const all: Readonly<Record<string, number>> = {
      ...expected,
      ...Object.fromEntries(SETTINGS.slice(0, 3).map((name) => [name, bytes])),
    };
    expect(found).to.deep.equal(Object.fromEntries(Object.keys(found).map((name) => [name, all[name]])));
    expect(Object.keys(found).filter((name) => SETTINGS.slice(0, 2).includes(name))).to.have.lengthOf(1);
    expect(untouched).to.equal(false);
  });

  it("is removed when its processes have ended", function () {
    const group = createGroup(this);
    spawnSync("sh", ["-c", `${enter(group)}true`]);
    const folders = group.entrances.map((file) => dirname(file));
    expect(folders.filter((folder) => existsSync(folder))).to.deep.equal(folders);
    group.remove();
    // A group whose last process is just ending is removed together with the next group.
    createGroup(this).remove();
    expect(folders.filter((folder) => existsSync(folder))).to.deep.equal([]);
  });
});

/** Removes a group, as soon as its last process has ended completely. */
async function waitForRemoval(group: string): Promise<void> {
  while (existsSync(group)) {
    try {
      rmdirSync(group);
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** The limits of a group in both versions, those of memory first. */
const SETTINGS = [
  ...["memory.limit_in_bytes", "memory.max", "memory.memsw.limit_in_bytes"],
  ...["memory.swap.max", "pids.max", "cpu.shares", "cpu.weight"],
];

describe("the controllers that a grader can use", () => {
  /** Skips if no group for memory can be created, without using the code under test. */
  function skipWithoutGroups(context: Mocha.Context): void {
    const { folder } = findControllers().find(({ controller }) => controller === "memory") ?? { folder: "/nowhere" };
    try {
      mkdirSync(join(folder, `labs-test-${process.pid}`));
      rmdirSync(join(folder, `labs-test-${process.pid}`));
    } catch {
      skipIf(context, "this machine gives the grader no control group with memory");
    }
  }

  it("are those whose folders let it create groups and enter them; none without the memory controller", function () {
    skipWithoutGroups(this);
    const here = findControllers();
    const usable = findUsableControllers(here);
    expect(usable).to.deep.equal(here.filter((controller) => usable.includes(controller)));
    expect(usable.map(({ controller }) => controller)).to.include("memory");
    const nowhere = { version: 1, folder: "/nowhere" } as const;
    expect(findUsableControllers(usable.filter(({ controller }) => controller !== "memory"))).to.deep.equal([]);
    expect(findUsableControllers([{ controller: "memory", ...nowhere }])).to.deep.equal([]);
    const memory = usable.filter(({ controller }) => controller === "memory");
    expect(findUsableControllers([...memory, { controller: "pids", ...nowhere }])).to.deep.equal(memory);
  });

  it("are cleared of groups left by killed graders, except for those in use; those of running ones stay", async function () {
    skipWithoutGroups(this);
    const { folder } = findControllers().find(({ controller }) => controller === "memory") ?? { folder: "" };
    const { pid: dead } = spawnSync("true");
    const groups = [`${dead}-1`, `${dead}-2`, `${dead}-3`, `${process.pid}-999999`].map((name) =>
      join(folder, `labs-grader-${name}`),
    );
    for (const group of groups) mkdirSync(group);
    const inUse = spawn("sh", ["-c", `echo $$ > '${groups[1]}/cgroup.procs'; echo up; read line`], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    try {
      await once(inUse.stdout, "data");
      findUsableControllers(findControllers());
      expect(groups.map((group) => existsSync(group))).to.deep.equal([false, true, false, true]);
    } finally {
      const ended = once(inUse, "close");
      inUse.kill("SIGKILL");
      await ended;
      for (const group of groups) await waitForRemoval(group);
    }
  });
});

const CROWD = 8;

/**
 * Runs eight busy processes and a single one on the same processor.
 *
 * @returns the processor time of the eight together, divided by that of the single one
 */
async function share(crowd?: Cgroup, single?: Cgroup): Promise<number> {
  const processor = /^Cpus_allowed_list:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  const busy = 'console.log("busy"); for (;;) ;';
  const start = (group: Cgroup | undefined, code: string): ChildProcess =>
    spawn("sh", ["-c", `${enter(group)}exec taskset -c ${processor} "$0" -e "$1"`, process.execPath, code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  const all = Array.from({ length: CROWD }, () => start(crowd, busy));
  try {
    await Promise.all(all.map((item) => once(item.stdout ?? item, "data")));
    const work =
      'const used = () => { const { user, system } = process.cpuUsage(); return user + system; }; console.log("begins"); const begun = used(); while (used() - begun < 600_000) ; console.log("done");';
    const started = start(single, work);
    const says = createInterface({ input: started.stdout ?? process.stdin })[Symbol.asyncIterator]();
    await says.next();
    const before = all.map(readProcessorTicks);
    await says.next();
    const used = all
      .map((other, n) => readProcessorTicks(other) - (before[n] ?? 0))
      .reduce((sum, ticks) => sum + ticks);
    // A tick is 10 ms; the single process works for 600 ms, which is 60 ticks.
    return used / 60;
  } finally {
    all.forEach((item) => item.kill("SIGKILL"));
    await Promise.all(all.map((item) => item.exitCode ?? item.signalCode ?? once(item, "exit")));
  }
}

/** utime and stime, see proc_pid_stat(5). */
function readProcessorTicks({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid ?? 0}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

describe("where control groups are created", () => {
  const doNothing = () => undefined;

  it("is the grader's own group in version 1, for each controller at its mount point", () => {
    const membership = "12:pids:/user.slice\n5:memory:/user.slice/session\n3:cpu,cpuacct:/\n1:name=systemd:/x\n0::/x\n";
    const mounts = [
      "30 25 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
      "31 25 0:27 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct",
      "32 25 0:28 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids",
      "33 25 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw",
    ].join("\n");
    expect(findControllers({ membership, mounts, read: doNothing })).to.deep.equal([
      { controller: "memory", version: 1, folder: "/sys/fs/cgroup/memory/user.slice/session" },
      { controller: "pids", version: 1, folder: "/sys/fs/cgroup/pids/user.slice" },
      { controller: "cpu", version: 1, folder: "/sys/fs/cgroup/cpu,cpuacct" },
    ]);
  });

  it("is, in version 2, the nearest parent group that delegates the memory controller", () => {
    const mounts = "30 25 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate";
    const gives: Record<string, string> = {
      "/sys/fs/cgroup/cgroup.subtree_control": "cpuset cpu io memory pids\n",
      "/sys/fs/cgroup/u/app.slice/cgroup.subtree_control": "memory pids\n",
      "/sys/fs/cgroup/u/app.slice/terminal/cgroup.subtree_control": "\n",
    };
    expect(
      findControllers({ membership: "0::/u/app.slice/terminal\n", mounts, read: (file) => gives[file] }),
    ).to.deep.equal([
      { controller: "memory", version: 2, folder: "/sys/fs/cgroup/u/app.slice" },
      { controller: "pids", version: 2, folder: "/sys/fs/cgroup/u/app.slice" },
    ]);
    expect(findControllers({ membership: "0::/u\n", mounts, read: doNothing })).to.deep.equal([]);
  });

  it("is below the groups that a container shows", () => {
    const mounts = "30 25 0:26 /docker/abc /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory";
    for (const path of ["/docker/abc", "/elsewhere"])
      expect(findControllers({ membership: `5:memory:${path}\n`, mounts, read: doNothing })).to.deep.equal([
        { controller: "memory", version: 1, folder: "/sys/fs/cgroup/memory" },
      ]);
    expect(findControllers({ membership: "5:memory:/docker/abc/in\n", mounts, read: doNothing })[0]?.folder).to.equal(
      "/sys/fs/cgroup/memory/in",
    );
  });

  it("doesn't exist for a controller that isn't mounted, or whose groups don't include this process", () => {
    const memory = "30 25 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory";
    for (const [membership, mounts] of [
      ["5:memory:/x\n", "30 25 0:26 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids"],
      ["5:pids:/x\n", memory],
      ["5:memory:/x\n", "30 25 0:26 / - cgroup cgroup rw,memory"],
      ["5:memory:/x\n", memory.replace("- cgroup ", "- tmpfs ")],
      ["", memory],
      ["0::/x\n", ""],
    ] as const)
      expect(findControllers({ membership, mounts, read: doNothing }), membership).to.deep.equal([]);
  });

  it("is, in version 2, never above the mount point, whatever the path says", () => {
    const mounts = "30 25 0:26 / /groups rw - cgroup2 cgroup2 rw";
    const requests: string[] = [];
    const read = (file: string) => {
      requests.push(file);
      return file.startsWith("/groups/") ? "pids" : "memory pids";
    };
    expect(findControllers({ membership: "0::/a/b\n", mounts, read })).to.deep.equal([]);
    expect(requests).to.deep.equal(
      ["/groups/a/b", "/groups/a", "/groups"].map((folder) => `${folder}/cgroup.subtree_control`),
    );
  });

  it("has no groups left of a grader that has ended", () => {
    const left = findControllers().flatMap(({ folder }) =>
      readdirSync(folder).filter((name) => /^labs-grader-\d+-/.test(name)),
    );
    const ended = left.filter((name) => !existsSync(`/proc/${/\d+/.exec(name)?.[0] ?? ""}`));
    expect(ended).to.deep.equal([]);
  });
});
