import { join } from "node:path";
import { expect } from "chai";
import { nodeOptionsOf, startCompilerChild, type CompilerChild } from "./compiler-child";
import { startCompilerProcess, type CompilerProcess } from "./compiler-process";
import type { CompileRequest } from "./requests";

const PROGRAM = join(import.meta.dirname, "..", "testing", "scripted-compiler.mjs");
const ROOT = join(import.meta.dirname, "..", "..");
const MIB = 1024 * 1024;
const saying = (code: string, of?: string): CompileRequest => ({
  ...{ do: "compile", cells: [{ id: "a", code }], inside: "/lab" },
  ...(of === undefined ? {} : { of }),
});

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
});
