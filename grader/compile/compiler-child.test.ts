import { EventEmitter, once } from "node:events";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import { temporaryFolder } from "../../test/temporary-folder";
import { nodeOptionsOf, startCompilerChild, type CompilerChild } from "./compiler-child";
import { startCompilerProcess, type CompilerProcess } from "./compiler-process";
import type { CompileRequest } from "./requests";
import { compilerSnapshot, presentSnapshot, snapshotOf, type LabSnapshot } from "./snapshot";

const PROGRAM = join(import.meta.dirname, "..", "testing", "scripted-compiler.mjs");
const ROOT = join(import.meta.dirname, "..", "..");
const MIB = 1024 * 1024;
const saying = (code: string, of?: string): CompileRequest => ({
  ...{ do: "compile", cells: [{ id: "a", code }], inside: "/lab" },
  ...(of === undefined ? {} : { of }),
});

/** The time of processes as a test sets it. */
function ownClock() {
  const looks = new EventEmitter();
  const seconds = new Map<string, number>();
  const clock = {
    /** Real time in milliseconds. */
    nowMs: 0,
    now: () => clock.nowMs,
    processorSeconds: (pid: number | undefined) => {
      looks.emit("look");
      return seconds.get(String(pid)) ?? seconds.get("any") ?? 0;
    },
    set: (value: number, pid = "any") => seconds.set(pid, value),
    /** Resolves when processes have been looked at so many times; after two it is known what came of the first. */
    looked: async (times = 2) => {
      for (let n = 0; n < times; n += 1) await once(looks, "look");
    },
  };
  return clock;
}

describe("a process with the compiler", function () {
  this.timeout(60_000);
  let child: CompilerChild;
  beforeEach(async () => {
    child = await startCompilerChild({ program: PROGRAM, root: ROOT, memory: { heapMiB: 100, mostGrowthBytes: 1 } });
  });
  afterEach(() => child.stop());
  const ask = (code: string, mostSeconds = 60) => child.askCompiler(saying(code), { mostSeconds });

  it("answers, and tells its memory and by how much it has grown since it was warm", async () => {
    const told: number[][] = [];
    for (const code of ["cold resident=9", "resident=20", "resident=50", "cold resident=25", "resident=10"]) {
      const { response, seconds } = await ask(code);
      expect(response?.essence, code).to.match(/^\d+$/);
      expect(seconds).to.be.within(0, 15);
      told.push([child.residentBytes(), child.grownBytes()]);
    }
    expect(told).to.deep.equal([
      [9, 0],
      [20, 0],
      [50, 30],
      [25, 5],
      [10, 0],
    ]);
  });

  it("is ended by a request that takes more than its time, which is told; the next has no answer", async () => {
    await ask("warm");
    expect(child.hasEnded()).to.equal(false);
    const { response, seconds } = await ask("busy", 0.1);
    expect([response, child.hasEnded()]).to.deep.equal([undefined, true]);
    expect(seconds).to.be.within(0.1, 10);
    expect((await ask("more")).response).to.equal(undefined);
    await child.stop();
  });

  it("has no answer for a request over which it ends", async () => {
    expect((await ask("end")).response).to.equal(undefined);
    expect(child.hasEnded()).to.equal(true);
  });

  it("has so much heap, and may collect its garbage", () => {
    expect(nodeOptionsOf({ heapMiB: 600 })).to.deep.equal(["--max-old-space-size=600", "--expose-gc"]);
  });
});

describe("the time that the compiler may take for a request", function () {
  this.timeout(60_000);
  let clock: ReturnType<typeof ownClock>;
  let child: CompilerChild;
  let suspects: number;
  beforeEach(async () => {
    suspects = 0;
    clock = ownClock();
    child = await startCompilerChild({
      ...{ program: PROGRAM, root: ROOT, clock },
      memory: { heapMiB: 100, mostGrowthBytes: 1 },
    });
  });
  afterEach(() => child.stop());
  const ask = (code: string) =>
    child.askCompiler(saying(code), { mostSeconds: 60, onSuspect: () => void (suspects += 1) });
  /** What has been told so far, and whether the process still answers. */
  const after = async (seconds: number) => {
    clock.set(seconds);
    await clock.looked();
    const told = suspects;
    return [told, (await ask("cold")).response !== undefined];
  };

  it("is longer for the first, which is told to take long once, and pays for nothing of that but by its end", async () => {
    clock.set(7);
    const first = ask("silent");
    expect([await after(27), await after(27.1), await after(82)]).to.deep.equal([
      [0, true],
      [1, true],
      [1, true],
    ]);
    clock.set(82.1);
    const { response, seconds } = await first;
    expect(response).to.equal(undefined);
    expect(seconds).to.be.closeTo(75.1, 0.001);
  });

  it("is told without what the first request may take more", async () => {
    const told: number[] = [];
    for (const [code, seconds] of [
      ["cold", 10],
      ["warm", 17],
      ["warm", 3],
    ] as const) {
      clock.set(100);
      const asking = ask(code);
      clock.set(100 + seconds);
      told.push((await asking).seconds);
    }
    expect(told).to.deep.equal([0, 2, 3]);
  });

  it("ends a warm process by its own time", async () => {
    await ask("warm");
    clock.set(7);
    const own = ask("silent");
    expect([await after(12), await after(12.1), await after(67)]).to.deep.equal([
      [0, true],
      [1, true],
      [1, true],
    ]);
    clock.set(67.1);
    expect((await own).response).to.equal(undefined);
  });

  it("ends by twenty times as much of real time, where a busy machine gives the process little", async () => {
    await ask("warm");
    clock.nowMs = 500;
    const own = ask("silent");
    clock.nowMs = 1_200_500;
    expect(await after(0)).to.deep.equal([0, true]);
    clock.nowMs = 1_200_501;
    expect(await own).to.deep.equal({ response: undefined, seconds: 0 });
  });

  it("leaves no timer behind", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((one) => one === "Timeout").length;
    // By then the test's own timer is there.
    await new Promise((resolve) => setImmediate(resolve));
    const before = timers();
    await ask("warm");
    expect(timers()).to.be.at.most(before);
  });
});

describe("a process with the compiler from a snapshot", function () {
  this.timeout(120_000);
  let root: string;
  let child: CompilerChild | undefined;
  beforeEach(() => {
    child = undefined;
    root = temporaryFolder();
    mkdirSync(join(root, "src"));
    writeFileSync(join(root, "package-lock.json"), "{}");
  });
  afterEach(() => child?.stop());

  /** A program that does this when it starts from its snapshot. */
  function programOf(main: string): string {
    const file = join(root, "program.cjs");
    writeFileSync(file, `require("node:v8").startupSnapshot.setDeserializeMainFunction(() => {${main}});`);
    return file;
  }
  const ANSWERS = `
    process.on("message", ({ n, request }) =>
      process.send({ n, response: { essence: "of the snapshot", cells: [] }, residentBytes: Number(request.cells[0].code) }));
    process.on("disconnect", () => process.exit());
    process.send("up");`;
  const start = async (main: string, more: Pick<LabSnapshot, "onlyIfPresent"> = {}) => {
    const snapshot = { program: programOf(main), lab: "x", labRoot: root, ...more };
    await child?.stop();
    child = await startCompilerChild({
      ...{ program: PROGRAM, root, snapshot },
      memory: { heapMiB: 100, mostGrowthBytes: 1 },
    });
    return child;
  };
  const essence = async (of: CompilerChild) =>
    (await of.askCompiler(saying("1"), { mostSeconds: 60 })).response?.essence;
  const kept = () => readdirSync(join(root, ".labs", "grader"));

  it("may grow by 100 MiB once, since Node compiles its code again", async () => {
    const started = await start(ANSWERS);
    const grown: number[] = [];
    for (const bytes of [7, 7 + 100 * MIB, 8 + 100 * MIB, 7]) {
      await started.askCompiler(saying(String(bytes)), { mostSeconds: 60 });
      grown.push(started.grownBytes());
    }
    expect(grown).to.deep.equal([0, 0, 1, 0]);
  });

  it("starts from the one that is there, without one where it is not to be waited for", async () => {
    expect(await essence(await start(ANSWERS, { onlyIfPresent: true }))).to.match(/^\d+$/);
    expect(await essence(await start(ANSWERS))).to.equal("of the snapshot");
    expect(kept()[0]).to.match(/^compiler-x-100-[0-9a-f]{24}\.blob$/);
    expect(await essence(await start(ANSWERS, { onlyIfPresent: true }))).to.equal("of the snapshot");
  });

  it("starts without one from which nothing comes up, and forgets that one", async () => {
    expect(await essence(await start("process.exit(3);"))).to.match(/^\d+$/);
    expect(kept()).to.deep.equal([]);
  });

  it("has another snapshot for each text of the lab's cells and scripts, and the same for its other files", async () => {
    const lab = join(root, "course", "x");
    mkdirSync(join(lab, "scripts", "inner"), { recursive: true });
    const write = (name: string, text: string) => writeFileSync(join(lab, name), text);
    for (const name of ["lab.ts", "scripts/inner/a.ts", "checks.ts", "lab.md"]) write(name, "1");
    const options = {
      program: programOf(ANSWERS),
      root,
      lab: "x",
      labRoot: root,
      nodeOptions: ["--max-old-space-size=80"],
    };
    const file = await compilerSnapshot(options);
    expect(basename(file ?? "")).to.match(/^compiler-x-80-[0-9a-f]{24}\.blob$/);
    for (const [name, isOther] of [
      ["lab.ts", true],
      ["scripts/inner/a.ts", true],
      ["checks.ts", false],
      ["lab.md", false],
    ] as const) {
      write(name, "2");
      expect(await presentSnapshot(options), name).to.equal(isOther ? undefined : file);
      write(name, "1");
      expect(await presentSnapshot(options), name).to.equal(file);
    }
  });

  it("has none where none can be made, or for a lab outside the project", async () => {
    const options = { program: join(root, "missing.cjs"), root, lab: "x", labRoot: root, nodeOptions: [] };
    expect([await compilerSnapshot(options), await presentSnapshot(options)]).to.deep.equal([undefined, undefined]);
    const programs = { "compiler-snapshot": "/program" };
    const of = (labRoot?: string) => snapshotOf(programs, { root: "/project", lab: "x", labRoot });
    expect(of("/other")).to.equal(undefined);
    expect(of("/project/inner")).to.deep.equal({ program: "/program", lab: "x", labRoot: "/project/inner" });
    expect(of()).to.deep.equal({ program: "/program", lab: "x", labRoot: "/project" });
  });
});

describe("the compiler of a batch, of whatever process", function () {
  this.timeout(60_000);
  let running: CompilerProcess;
  afterEach(() => running.close());
  const start = (more: Partial<Parameters<typeof startCompilerProcess>[0]> = {}): void => {
    running = startCompilerProcess({ program: PROGRAM, root: ROOT, longestSeconds: 60, ...more });
  };
  /** The process that answers. */
  const pid = async (code: string, of?: string) => (await running.askCompiler(saying(code, of)))?.essence;

  it("is one process for all, until it has grown by too much since it was warm", async () => {
    start({ mostGrowthMiB: 2 });
    expect(running.residentBytes()).to.equal(0);
    const first = await pid(`resident=${10 * MIB}`, "anna");
    expect([await pid(`resident=${12 * MIB}`, "bert"), running.residentBytes()]).to.deep.equal([first, 12 * MIB]);
    expect(await pid(`resident=${12 * MIB + 1}`)).to.equal(first);
    const second = await pid(`resident=${20 * MIB}`);
    expect(second).to.not.equal(first);
    expect(await pid("more")).to.equal(second);
  });

  it("goes on with another process when one has ended over a request, which has no answer", async () => {
    start();
    const first = await pid("warm");
    expect(await pid("end", "anna")).to.equal(undefined);
    expect(await pid("more", "anna"))
      .to.match(/^\d+$/)
      .and.not.equal(first);
  });

  it("answers one request after the other", async () => {
    start();
    const done: string[] = [];
    const asked = ["a", "b", "c"].map((code) => pid(code, code).then(() => done.push(code)));
    await Promise.all(asked);
    expect(done).to.deep.equal(["a", "b", "c"]);
  });

  it("sends no request with less than half a second left, and none when it is closed", async () => {
    start({ longestSeconds: 0.49 });
    expect([await pid("one", "anna"), await pid("two")]).to.deep.equal([undefined, undefined]);
    await running.close();
    start({ longestSeconds: 0.5 });
    expect([await pid("one", "anna"), await pid("one")].join()).to.match(/^(\d+),\1$/);
    const waiting = pid("two");
    await running.close();
    expect([await waiting, await pid("three")]).to.deep.equal([undefined, undefined]);
  });

  it("has 600 MiB of heap, and may grow by 120 MiB, unless told otherwise", async () => {
    start();
    expect(await pid("started")).to.equal(`--max-old-space-size=600 --expose-gc ${ROOT} ${120 * MIB}`);
    await running.close();
    start({ heapMiB: 99, mostGrowthMiB: 2 });
    expect(await pid("started")).to.equal(`--max-old-space-size=99 --expose-gc ${ROOT} ${2 * MIB}`);
  });

  describe("with a request that takes long", () => {
    let clock: ReturnType<typeof ownClock>;
    beforeEach(() => {
      clock = ownClock();
    });
    /** A process that is warm, and the request of somebody that has begun to take long in it. */
    const slowIn = async (code: string, of?: string) => {
      const slow = (await pid("warm")) ?? "";
      const asking = pid(code.replace("here", slow), of);
      await clock.looked();
      clock.set(5.1, slow);
      return { slow, asking };
    };

    it("sets its submission aside: others are answered by another process, its own next request waits", async () => {
      start({ clock });
      const { slow, asking } = await slowIn("silent", "anna");
      const other = await pid("more", "bert");
      expect(other).to.not.equal(slow);
      const done: string[] = [];
      const next = pid("more", "anna").then((told) => done.push(told ?? ""));
      expect([await pid("more"), done]).to.deep.equal([other, []]);
      clock.set(20.1, slow);
      expect(await asking).to.equal(undefined);
      await next;
      expect(done[0]).to.match(/^\d+$/).and.not.equal(other);
      expect(await pid("more", "anna")).to.equal(done[0]);
    });

    it("gives a request a third of the time that its submission has left, and all of it to one that is nobody's", async () => {
      start({ clock, longestSeconds: 30 });
      const { slow, asking } = await slowIn("silent", "anna");
      clock.set(10, slow);
      // If it were ended, nobody would look at it any more.
      await clock.looked(5);
      clock.set(10.5, slow);
      expect(await asking).to.equal(undefined);
      const { slow: next, asking: last } = await slowIn("silent");
      clock.set(30, next);
      await clock.looked(5);
      clock.set(30.5, next);
      expect(await last).to.equal(undefined);
    });

    it("lets all wait for it where it is nobody's, or where none is set aside", async () => {
      for (const [of, more] of [
        [undefined, {}],
        ["anna", { setsSuspectsAside: false }],
      ] as const) {
        start({ clock, ...more });
        const { slow, asking } = await slowIn("silent", of);
        const done: unknown[] = [];
        const both = [asking.then((told) => done.push(told)), pid("more", "bert").then((told) => done.push(told))];
        await clock.looked(4);
        expect(done).to.deep.equal([]);
        clock.set(100, slow);
        await Promise.all(both);
        expect(done).to.have.lengthOf(2);
        expect([done[0], done[1] === slow]).to.deep.equal([undefined, false]);
        await running.close();
      }
    });

    it("begins it anew after that of another suspect, which has the process for suspects", async () => {
      start({ clock });
      const anna = await slowIn("silent", "anna");
      const carl = await slowIn("silent in here", "carl");
      expect(carl.slow).to.not.equal(anna.slow);
      const usual = await pid("more");
      clock.set(100, anna.slow);
      expect(await anna.asking).to.equal(undefined);
      const third = await carl.asking;
      expect(third).to.match(/^\d+$/);
      expect([anna.slow, carl.slow, usual]).to.not.include(third);
    });
  });
});
