import { join } from "node:path";
import { expect } from "chai";
import { createClock, createSaying, SCRIPTED_COMPILER } from "../testing/scripted-compiler";
import { startCompilerProcess, type CompilerProcess } from "./compiler-process";

const ROOT = join(import.meta.dirname, "..", "..");
const COLLECTING = "--expose-gc --max-semi-space-size=4 --heap-growing-percent=17";
const MIB = 1024 * 1024;

describe("a batch's compiler", () => {
  let running: CompilerProcess;
  afterEach(() => running.close());
  const start = (more: Partial<Parameters<typeof startCompilerProcess>[0]> = {}): void => {
    running = startCompilerProcess({ program: SCRIPTED_COMPILER, root: ROOT, maxSeconds: 60, ...more });
  };
  /** The process that answers. */
  const readPid = async (code: string, of?: string) => (await running.askCompiler(createSaying(code, of)))?.essence;

  it("serves everyone from one process until it has grown too much since it was warm", async () => {
    start({ maxGrowthMiB: 2 });
    expect(running.getResidentBytes()).to.equal(0);
    const first = await readPid(`resident=${10 * MIB}`, "anna");
    expect([await readPid(`resident=${12 * MIB}`, "bert"), running.getResidentBytes()]).to.deep.equal([
      first,
      12 * MIB,
    ]);
    expect(await readPid(`resident=${12 * MIB + 1}`)).to.equal(first);
    const second = await readPid(`resident=${20 * MIB}`);
    expect(second).to.not.equal(first);
    expect(await readPid("more")).to.equal(second);
  });

  it("starts another process after one ended during a request, which gets no answer", async () => {
    start();
    const first = await readPid("warm");
    expect(await readPid("end", "anna")).to.equal(undefined);
    expect(await readPid("more", "anna"))
      .to.match(/^\d+$/)
      .and.not.equal(first);
  });

  it("answers requests one at a time", async () => {
    start();
    const done: string[] = [];
    const requests = ["a", "b", "c"].map((code) => readPid(code, code).then(() => done.push(code)));
    await Promise.all(requests);
    expect(done).to.deep.equal(["a", "b", "c"]);
  });

  it("sends no request with less than half a second left, and none after it is closed", async () => {
    start({ maxSeconds: 0.49 });
    expect([await readPid("one", "anna"), await readPid("two")]).to.deep.equal([undefined, undefined]);
    await running.close();
    start({ maxSeconds: 0.5 });
    expect([await readPid("one", "anna"), await readPid("one")].join()).to.match(/^(\d+),\1$/);
    const waiting = readPid("two");
    await running.close();
    expect([await waiting, await readPid("three")]).to.deep.equal([undefined, undefined]);
  });

  it("allows 600 MiB of heap and growth by 120 MiB by default", async () => {
    start();
    expect(await readPid("started")).to.equal(`--max-old-space-size=600 ${COLLECTING} ${ROOT} ${120 * MIB}`);
    await running.close();
    start({ heapMiB: 99, maxGrowthMiB: 2 });
    expect(await readPid("started")).to.equal(`--max-old-space-size=99 ${COLLECTING} ${ROOT} ${2 * MIB}`);
  });

  describe("with a slow request", () => {
    let clock: ReturnType<typeof createClock>;
    beforeEach(() => {
      clock = createClock();
    });
    /** A process that is warm, and the request of somebody that has begun to take long in it. */
    const findSlow = async (code: string, of?: string) => {
      const slow = (await readPid("warm")) ?? "";
      const asking = readPid(code.replace("here", slow), of);
      await clock.looked();
      clock.set(5.1, slow);
      return { slow, asking };
    };

    it("sets its submission aside: another process answers the others, and its own next request waits", async () => {
      start({ clock });
      const { slow, asking } = await findSlow("silent", "anna");
      const other = await readPid("more", "bert");
      expect(other).to.not.equal(slow);
      const done: string[] = [];
      const next = readPid("more", "anna").then((message) => done.push(message ?? ""));
      expect([await readPid("more"), done]).to.deep.equal([other, []]);
      clock.set(20.1, slow);
      expect(await asking).to.equal(undefined);
      await next;
      expect(done[0]).to.match(/^\d+$/).and.not.equal(other);
      expect(await readPid("more", "anna")).to.equal(done[0]);
    });

    it("limits a request to a third of its submission's remaining time, and doesn't limit one without a submission", async () => {
      start({ clock, maxSeconds: 30 });
      const { slow, asking } = await findSlow("silent", "anna");
      clock.set(10, slow);
      // If it were ended, nobody would look at it any more.
      await clock.looked(5);
      clock.set(10.5, slow);
      expect(await asking).to.equal(undefined);
      const { slow: next, asking: last } = await findSlow("silent");
      clock.set(30, next);
      await clock.looked(5);
      clock.set(30.5, next);
      expect(await last).to.equal(undefined);
    });

    it("makes everyone wait for a request without a submission, or if none is set aside", async () => {
      for (const [of, more] of [
        [undefined, {}],
        ["anna", { setsSuspectsAside: false }],
      ] as const) {
        start({ clock, ...more });
        const { slow, asking } = await findSlow("silent", of);
        const done: unknown[] = [];
        const both = [
          asking.then((message) => done.push(message)),
          readPid("more", "bert").then((message) => done.push(message)),
        ];
        await clock.looked(4);
        expect(done).to.deep.equal([]);
        clock.set(100, slow);
        await Promise.all(both);
        expect(done).to.have.lengthOf(2);
        expect([done[0], done[1] === slow]).to.deep.equal([undefined, false]);
        await running.close();
      }
    });

    it("restarts the process for suspects after each request of another suspect", async () => {
      start({ clock });
      const anna = await findSlow("silent", "anna");
      const carl = await findSlow("silent in here", "carl");
      expect(carl.slow).to.not.equal(anna.slow);
      const usual = await readPid("more");
      clock.set(100, anna.slow);
      expect(await anna.asking).to.equal(undefined);
      const third = await carl.asking;
      expect(third).to.match(/^\d+$/);
      expect([anna.slow, carl.slow, usual]).to.not.include(third);
    });
  });
});
