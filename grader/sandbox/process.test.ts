import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { execPath } from "node:process";
import { expect } from "chai";
import type { Cgroup } from "./cgroup";
import { DEFAULT_LIMITS, type Limits } from "./limits";
import { killGroup, startProcess, type ProcessEnd, type RunningProcess } from "./process";
import type { SandboxMessage } from "./inside/messages";
import { skipIf } from "../../cloud/testing/skip";

describe("a process that runs a submission's code", () => {
  it("is ignored from the moment it should end, however long it lives on", async function () {
    skipIf(this, process.platform === "win32" ? "Windows has no process groups" : undefined);
    // A process outside its group stands for one that takes a while to end, as in a namespace on a busy machine.
    const late =
      'const fs = require("fs"); const say = (fd, text) => { for (let n = 0; n < text.length;) try { n += fs.writeSync(fd, text.slice(n)); } catch {} };' +
      'say(1, "x".repeat(4e6)); say(3, JSON.stringify({ did: "cell", id: "late", ok: true, output: "" }) + "\\n");';
    const program = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(late)}], { detached: true, stdio: ["ignore", 1, 2, 3] });`;
    const heard: SandboxMessage[] = [];
    const { ended } = startProcess(
      { file: process.execPath, args: ["-e", program], env: {} },
      { ...DEFAULT_LIMITS, outputMiB: 1 },
      (message) => heard.push(message),
    );
    expect(await ended).to.deep.include({ end: "crashed", why: "Your code printed more than 1 MiB." });
    expect(heard).to.deep.equal([]);
  });
});

describe("how a process that runs a submission's code ends", function () {
  before(function () {
    skipIf(this, process.platform === "win32" ? "there is no shell" : undefined);
  });

  interface ProcessOptions {
    readonly limits?: Partial<Limits>;
    readonly memory?: Cgroup | "watched";
    readonly onMessage?: (message: SandboxMessage) => void;
  }
  const start = (
    script: string,
    { limits = {}, memory, onMessage = () => undefined }: ProcessOptions = {},
  ): RunningProcess =>
    startProcess(
      { file: "/bin/sh", args: ["-c", script], env: { PATH: process.env["PATH"] ?? "", SAID: "yes" }, memory },
      { ...DEFAULT_LIMITS, ...limits },
      onMessage,
    );
  const MIB = 1024 * 1024;
  const crashWith = (how: string, code?: number): ProcessEnd => ({
    end: "crashed",
    why: `The process of your code ended ${how}.`,
    ...(code === undefined ? {} : { code }),
  });
  const NO_MEMORY: ProcessEnd = { end: "out-of-memory", why: "Your code ran out of memory." };

  for (const [script, ended] of [
    ["exit 3", crashWith("with exit status 3", 3)],
    ["exit 0", crashWith("before it was done", 0)],
    ["exit 137", crashWith("with exit status 137", 137)],
    ["kill -TERM $$", crashWith("by SIGTERM")],
    ["echo 'FATAL ERROR: JavaScript heap out of memory' >&2; kill -ABRT $$", NO_MEMORY],
    ["echo 'Array buffer allocation failed'; exit 1", NO_MEMORY],
  ] as const)
    it(`is reported for ${script}`, async () => {
      expect(await start(script).ended).to.deep.equal(ended);
    });

  it("is lack of memory if the kernel killed one of its group for that, and it was killed; its group is removed", async () => {
    for (const [script, wasOut, ended] of [
      ["exit 137", true, NO_MEMORY],
      ["kill -KILL $$", true, NO_MEMORY],
      ["exit 138", true, crashWith("with exit status 138", 138)],
      ["exit 136", true, crashWith("with exit status 136", 136)],
      ["exit 137", false, crashWith("with exit status 137", 137)],
    ] as const) {
      let removed = 0;
      const memory = { entrances: [], hasRunOutOfMemory: () => wasOut, remove: () => void (removed += 1) };
      expect([await start(script, { memory }).ended, removed], script).to.deep.equal([ended, 1]);
    }
  });

  it("is reported as memory when the grader counts more than allowed", async () => {
    const createTimers = () => process.getActiveResourcesInfo().filter((item) => item === "Timeout").length;
    // By then the test's own timer is there.
    await new Promise((resolve) => setImmediate(resolve));
    const before = createTimers();
    expect(await start("read line", { memory: "watched", limits: { memoryMiB: 0.01 } }).ended).to.deep.equal(NO_MEMORY);
    expect(createTimers()).to.be.at.most(before);
  });

  it("is reported as output when it prints more than allowed, over both channels, or writes more to the grader", async () => {
    const printed = { end: "crashed", why: "Your code printed more than 1 MiB." };
    const printZeros = (bytes: number, to: number): string => `head -c ${bytes} /dev/zero >&${to}`;
    for (const [script, ended] of [
      [printZeros(MIB + 1, 1), printed],
      [`${printZeros(MIB, 1)}; ${printZeros(1, 2)}`, printed],
      [printZeros(MIB, 2), crashWith("before it was done", 0)],
      [printZeros(MIB + 1, 3), { end: "crashed", why: "Your code wrote to the grader's own channel." }],
      [printZeros(MIB, 3), crashWith("before it was done", 0)],
    ] as const)
      expect(await start(script, { limits: { outputMiB: 1 } }).ended, script).to.deep.equal(ended);
  });

  it("is reported as messages when it sends the grader more than allowed; all before that are read", async () => {
    for (const [lines, ended] of [
      [3, { end: "timeout", why: "Your code waited, or sent the grader something, more than 2 times." }],
      [2, crashWith("before it was done", 0)],
    ] as const) {
      const heard: SandboxMessage[] = [];
      const output = `{"did":"ready"}\\n`.repeat(lines);
      const process = start(`printf '${output}' >&3`, {
        limits: { messages: 2 },
        onMessage: (message) => heard.push(message),
      });
      expect(await process.ended).to.deep.equal(ended);
      expect(heard).to.deep.equal([{ did: "ready" }, { did: "ready" }]);
    }
  });

  for (const [title, script, why] of [
    ["its processor time is used up", "while :; do :; done", "Your code ran for more than 0.1 s."],
    [
      "a process that it started has used it up",
      "sh -c 'while :; do :; done' & wait",
      "Your code ran for more than 0.1 s.",
    ],
    ["many that it started have used it up", "while :; do sh -c :; done", "Your code ran for more than 0.1 s."],
    ["it has only waited", "cat > /dev/null", "Your code waited for more than 0.4 s."],
  ] as const)
    it(`is reported when ${title}, from its first command on`, async () => {
      // Working code may take as long as it needs to: a busy machine gives it little of its processors.
      const waitFactor = why.includes("waited") ? 4 : 10_000;
      const process = start(script, { limits: { totalSeconds: 0.1, waitFactor } });
      process.send({ run: "on", wait: 1 });
      expect(await process.ended).to.deep.equal({ end: "timeout", why });
    });

  it("doesn't depend on time during which others use the processors", async () => {
    const process = start("sleep 0.5; exit 3", { limits: { totalSeconds: 0.2, waitFactor: 10_000 } });
    process.send({ run: "on", wait: 1 });
    expect(await process.ended).to.deep.equal(crashWith("with exit status 3", 3));
  });

  it("doesn't depend on a busy machine, as long as its own processor time lasts", async () => {
    const others = Array.from({ length: availableParallelism() * 8 }, () =>
      spawn("sh", ["-c", "while :; do :; done"], { stdio: "ignore" }),
    );
    try {
      const work = `${execPath} -e 'for (let used; !(used?.user + used?.system > 4e5); ) used = process.cpuUsage(); process.exit(3)'`;
      const process = start(work, { limits: { totalSeconds: 1.5, waitFactor: 10_000 } });
      process.send({ run: "on", wait: 1 });
      expect(await process.ended).to.deep.equal(crashWith("with exit status 3", 3));
    } finally {
      for (const other of others) other.kill("SIGKILL");
    }
  });

  it("includes everything it has started, and has the first reason given", async () => {
    const process = start("sleep 600 & read line; echo $line $SAID $HOME; wait");
    process.send({ run: "on", wait: 7 });
    while (!process.getOutput().includes("\n")) await new Promise((resolve) => setImmediate(resolve));
    process.kill({ end: "done", why: "" });
    process.kill({ end: "timeout", why: "later" });
    // The channels stay open as long as anything that it has started lives.
    expect(await process.ended).to.deep.equal({ end: "done", why: "" });
    expect(process.getOutput()).to.equal('{"run":"on","wait":7} yes\n');
    process.kill({ end: "done", why: "" });
    process.send({ run: "on", wait: 8 });
  });

  it("keeps the beginning of its output, and no more than needed", async () => {
    const process = start("head -c 300000 /dev/zero | tr '\\0' x; echo end");
    await process.ended;
    // A piece that begins below 100,000 characters is kept to its end, of at most 64 KiB.
    expect(process.getOutput().length).to.be.within(100_000, 100_000 + 65_536);
    expect(process.getOutput()).to.match(/^x+$/);
  });

  it("is an error if its program can't be started", async () => {
    const { ended } = startProcess({ file: "/nowhere", args: [], env: {} }, DEFAULT_LIMITS, () => undefined);
    const error: unknown = await ended.catch((thrown: unknown) => thrown);
    expect(String(error)).to.contain("ENOENT");
  });

  it("leaves a group alone that no longer exists", () => {
    expect(() => killGroup(2 ** 30)).to.not.throw();
  });
});
