import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { createClock, createSaying, SCRIPTED_COMPILER } from "../testing/scripted-compiler";
import { createNodeOptions, startCompilerChild, type CompilerChild } from "./compiler-child";
import { prepareSnapshot, findPresentSnapshot, getSnapshot, type LabSnapshot } from "./snapshot";

const ROOT = join(import.meta.dirname, "..", "..");
const MIB = 1024 * 1024;
type Clock = ReturnType<typeof createClock>;
describe("the compiler's process", () => {
  let child: CompilerChild;
  beforeEach(async () => {
    child = await startCompilerChild({
      program: SCRIPTED_COMPILER,
      root: ROOT,
      memory: { heapMiB: 100, maxGrowthBytes: 1 },
    });
  });
  afterEach(() => child.stop());
  const ask = (code: string, maxSeconds = 60) => child.askCompiler(createSaying(code), { maxSeconds });

  it("answers, and reports its memory and its growth since it was warm", async () => {
    const messages: number[][] = [];
    for (const code of ["cold resident=9", "resident=20", "resident=50", "cold resident=25", "resident=10"]) {
      const { response, seconds } = await ask(code);
      expect(response?.essence, code).to.match(/^\d+$/);
      expect(seconds).to.be.within(0, 15);
      messages.push([child.getResidentBytes(), child.getGrownBytes()]);
    }
    expect(messages).to.deep.equal([
      [9, 0],
      [20, 0],
      [50, 30],
      [25, 5],
      [10, 0],
    ]);
  });

  it("ends with a reported request that exceeds its time limit, and doesn't answer the next one", async () => {
    await ask("warm");
    expect(child.hasEnded()).to.equal(false);
    const { response, seconds } = await ask("busy", 0.1);
    expect([response, child.hasEnded()]).to.deep.equal([undefined, true]);
    expect(seconds).to.be.within(0.1, 10);
    expect((await ask("more")).response).to.equal(undefined);
    await child.stop();
  });

  it("returns no answer to a request that ends it", async () => {
    expect((await ask("end")).response).to.equal(undefined);
    expect(child.hasEnded()).to.equal(true);
  });

  it("has the heap limit it was given, and may collect its garbage", () => {
    expect(createNodeOptions({ heapMiB: 600 })).to.deep.equal([
      "--max-old-space-size=600",
      "--expose-gc",
      "--max-semi-space-size=4",
      "--heap-growing-percent=17",
    ]);
  });
});

describe("the compiler's time limit for a request", () => {
  let clock: Clock;
  let child: CompilerChild;
  let suspects: number;
  beforeEach(async () => {
    suspects = 0;
    clock = createClock();
    child = await startCompilerChild({
      ...{ program: SCRIPTED_COMPILER, root: ROOT, clock },
      memory: { heapMiB: 100, maxGrowthBytes: 1 },
    });
  });
  afterEach(() => child.stop());
  const ask = (code: string) =>
    child.askCompiler(createSaying(code), { maxSeconds: 60, onSuspect: () => void (suspects += 1) });
  /** The requests so far, and whether the process still answers. */
  const advance = async (seconds: number) => {
    clock.set(seconds);
    await clock.looked();
    const reported = suspects;
    return [reported, (await ask("cold")).response !== undefined];
  };
  /** A request that takes long once, between the first two times, and still has its process at the third. */
  const isReportedOnce = async (seconds: readonly [number, number, number]): Promise<void> => {
    const seen: unknown[] = [];
    for (const each of seconds) seen.push(await advance(each));
    expect(seen).to.deep.equal([
      [0, true],
      [1, true],
      [1, true],
    ]);
  };

  it("is longer for the first request, which is announced once and costs nothing beyond its end", async () => {
    clock.set(7);
    const first = ask("silent");
    await isReportedOnce([132, 132.1, 187]);
    clock.set(187.1);
    const { response, seconds } = await first;
    expect(response).to.equal(undefined);
    expect(seconds).to.be.closeTo(180.1, 0.001);
  });

  it("excludes the extra time of the first request when reported", async () => {
    const messages: number[] = [];
    for (const [code, seconds] of [
      ["cold", 10],
      ["warm", 122],
      ["warm", 3],
    ] as const) {
      clock.set(100);
      const asking = ask(code);
      clock.set(100 + seconds);
      messages.push((await asking).seconds);
    }
    expect(messages).to.deep.equal([0, 2, 3]);
  });

  it("ends a warm process by the regular limit", async () => {
    await ask("warm");
    clock.set(7);
    const silent = ask("silent");
    await isReportedOnce([12, 12.1, 67]);
    clock.set(67.1);
    expect((await silent).response).to.equal(undefined);
  });

  it("is twenty times as long in real time, for a busy machine where the process gets little processor time", async () => {
    await ask("warm");
    clock.nowMs = 500;
    const silent = ask("silent");
    clock.nowMs = 1_200_500;
    expect(await advance(0)).to.deep.equal([0, true]);
    clock.nowMs = 1_200_501;
    expect(await silent).to.deep.equal({ response: undefined, seconds: 0 });
  });

  it("leaves no timer running", async () => {
    const createTimers = () => process.getActiveResourcesInfo().filter((item) => item === "Timeout").length;
    // By then the test's own timer is there.
    await new Promise((resolve) => setImmediate(resolve));
    const before = createTimers();
    await ask("warm");
    expect(createTimers()).to.be.at.most(before);
  });
});

describe("the compiler's process from a snapshot", () => {
  let root: string;
  let child: CompilerChild | undefined;
  beforeEach(() => {
    child = undefined;
    root = createTemporaryFolder();
    mkdirSync(join(root, "src"));
    writeFileSync(join(root, "package-lock.json"), "{}");
  });
  afterEach(() => child?.stop());

  /** A program that does this when it starts from its snapshot. */
  function createProgramFile(main: string): string {
    const file = join(root, "program.cjs");
    writeFileSync(file, `require("node:v8").startupSnapshot.setDeserializeMainFunction(() => {${main}});`);
    return file;
  }
  const ANSWERS = `
    process.on("message", ({ n, request }) =>
      process.send({ n, response: { essence: "of the snapshot", cells: [] }, residentBytes: Number(request.cells[0].code) }));
    process.on("disconnect", () => process.exit());
    process.send("up");`;
  const start = async (main: string, more: Pick<LabSnapshot, "onlyIfPresent"> = {}, clock?: Clock) => {
    const snapshot = { program: createProgramFile(main), lab: "x", labRoot: root, ...more };
    await child?.stop();
    child = await startCompilerChild({
      ...{ program: SCRIPTED_COMPILER, root, snapshot, clock },
      memory: { heapMiB: 100, maxGrowthBytes: 1 },
    });
    return child;
  };
  const normalizeWith = async (of: CompilerChild) =>
    (await of.askCompiler(createSaying("1"), { maxSeconds: 60 })).response?.essence;
  const listFiles = () => readdirSync(join(root, ".labs", "grader"));

  it("may grow by 100 MiB once, because Node compiles its code again", async () => {
    const started = await start(ANSWERS);
    const grown: number[] = [];
    for (const bytes of [7, 7 + 100 * MIB, 8 + 100 * MIB, 7]) {
      await started.askCompiler(createSaying(String(bytes)), { maxSeconds: 60 });
      grown.push(started.getGrownBytes());
    }
    expect(grown).to.deep.equal([0, 0, 1, 0]);
  });

  it("has less extra time for its first request", async () => {
    const clock = createClock();
    const started = await start(ANSWERS, {}, clock);
    clock.set(100);
    const asking = started.askCompiler(createSaying("1"), { maxSeconds: 60 });
    clock.set(117);
    expect((await asking).seconds).to.equal(2);
  });

  it("uses an existing snapshot, and starts without one rather than wait for it", async () => {
    expect(await normalizeWith(await start(ANSWERS, { onlyIfPresent: true }))).to.match(/^\d+$/);
    expect(await normalizeWith(await start(ANSWERS))).to.equal("of the snapshot");
    expect(listFiles()[0]).to.match(/^compiler-x-100-[0-9a-f]{24}\.blob$/);
    expect(await normalizeWith(await start(ANSWERS, { onlyIfPresent: true }))).to.equal("of the snapshot");
  });

  it("starts without a snapshot that doesn't load, and discards it", async () => {
    expect(await normalizeWith(await start("process.exit(3);"))).to.match(/^\d+$/);
    expect(listFiles()).to.deep.equal([]);
  });

  it("uses another snapshot for each version of the lab's cells and scripts, and the same for its other files", async () => {
    const lab = join(root, "course", "x");
    mkdirSync(join(lab, "scripts", "inner"), { recursive: true });
    const write = (name: string, text: string) => writeFileSync(join(lab, name), text);
    for (const name of ["lab.ts", "scripts/inner/a.ts", "checks.ts", "lab.md"]) write(name, "1");
    const options = {
      program: createProgramFile(ANSWERS),
      root,
      lab: "x",
      labRoot: root,
      nodeOptions: ["--max-old-space-size=80"],
    };
    const file = await prepareSnapshot(options);
    expect(basename(file ?? "")).to.match(/^compiler-x-80-[0-9a-f]{24}\.blob$/);
    for (const [name, isOther] of [
      ["lab.ts", true],
      ["scripts/inner/a.ts", true],
      ["checks.ts", false],
      ["lab.md", false],
    ] as const) {
      write(name, "2");
      expect(await findPresentSnapshot(options), name).to.equal(isOther ? undefined : file);
      write(name, "1");
      expect(await findPresentSnapshot(options), name).to.equal(file);
    }
  });

  it("uses none if none can be created, or if the lab is outside the project", async () => {
    const options = { program: join(root, "missing.cjs"), root, lab: "x", labRoot: root, nodeOptions: [] };
    expect([await prepareSnapshot(options), await findPresentSnapshot(options)]).to.deep.equal([undefined, undefined]);
    const programs = { "compiler-snapshot": "/program" };
    const createCompiler = (labRoot?: string) => getSnapshot(programs, { root: "/project", lab: "x", labRoot });
    expect(createCompiler("/other")).to.equal(undefined);
    expect(createCompiler("/project/inner")).to.deep.equal({
      program: "/program",
      lab: "x",
      labRoot: "/project/inner",
    });
    expect(createCompiler()).to.deep.equal({ program: "/program", lab: "x", labRoot: "/project" });
  });
});
