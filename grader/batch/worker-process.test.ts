import { join } from "node:path";
import { expect } from "chai";
import type { CompileRequest } from "../compile/requests";
import type { RunEvidence } from "../evidence/evidence";
import { waitsOf } from "../testing/waits-of";
import type { Graded, WorkerOptions } from "./messages";
import { startWorker, WorkerRefused } from "./worker-process";

const PROGRAM = join(import.meta.dirname, "..", "testing", "scripted-worker.mjs");
const optionsOf = (lab: string): WorkerOptions => ({
  ...{ root: "/", lab, seed: 1, unsafe: false, handedIn: { notebook: "", scripts: [] } },
});
const submission = (id: string) => ({ submission: { id, path: "/nowhere", student: {} } });

describe("a worker's process", function () {
  this.timeout(60_000);
  const asked: unknown[] = [];
  beforeEach(() => asked.splice(0));
  const shared = (compiler: "answers" | "fails") => ({
    askCompiler: (request: CompileRequest) => {
      asked.push(request);
      return compiler === "fails" ? Promise.reject(new Error("broken")) : Promise.resolve({ essence: "e" });
    },
    runs: {
      recall: (key: string) => {
        asked.push(key);
        return Promise.resolve({ end: "done" } as RunEvidence);
      },
      remember: (key: string, run: RunEvidence) => void asked.push([key, run]),
    },
  });

  it("is opened with its options, grades, and has the batch's compiler and runs", async () => {
    for (const compiler of ["answers", "fails"] as const) {
      asked.splice(0);
      const worker = await startWorker(PROGRAM, Promise.resolve(optionsOf("a lab")), shared(compiler));
      expect(worker.opened).to.deep.equal({ version: "of a lab", max: 4 });
      const graded = await worker.grade(submission("asks"));
      const recalled = { recalled: { end: "done" }, n: 11 };
      const response = compiler === "fails" ? { fault: "Error: broken" } : { essence: "e" };
      expect(
        typeof graded === "object" && "result" in graded && JSON.parse(graded.result.notes[0] ?? ""),
      ).to.deep.equal([recalled, { response, n: 12 }]);
      expect(asked).to.deep.equal(["a run", ["another", { from: recalled }], { do: "read", lab: "a lab" }]);
      expect(await worker.grade({ ...submission("same"), before: "x" })).to.equal("unchanged");
      await worker.close();
      await worker.close();
      expect(await worker.grade(submission("other"))).to.equal("lost reading");
    }
  });

  it("is refused by its own words, or does not come up", async () => {
    for (const [lab, name, message] of [
      ["refused", "GraderFault", "no lab"],
      ["gone", "Error", "A worker of the grader did not come up."],
    ] as const) {
      const error: unknown = await startWorker(PROGRAM, optionsOf(lab), shared("answers")).catch(
        (thrown: unknown) => thrown,
      );
      expect([error instanceof WorkerRefused, (error as Error).name, (error as Error).message]).to.deep.equal([
        lab === "refused",
        name,
        message,
      ]);
    }
    const error: unknown = await startWorker(PROGRAM, Promise.reject(new Error("no options")), shared("answers")).catch(
      (thrown: unknown) => thrown,
    );
    expect(String(error)).to.equal("Error: no options");
  });

  it("has ended where it was refused, though it would go on by itself", async () => {
    const error: unknown = await startWorker(PROGRAM, optionsOf("refused as Other"), shared("answers")).catch(
      (thrown: unknown) => thrown,
    );
    expect([error instanceof WorkerRefused, (error as Error).name]).to.deep.equal([true, "Other"]);
    expect(() => process.kill(Number((error as Error).message), 0)).to.throw("ESRCH");
  });

  it("is given up, and ended, after a minute without a message", async () => {
    const worker = await startWorker(PROGRAM, optionsOf("a lab"), shared("answers"));
    const silent = async () => expect(await worker.grade(submission("silent"))).to.equal("lost reading");
    // A minute is over at once, if it is one.
    expect(await waitsOf(silent, (ms) => (ms === 60_000 ? 0 : ms))).to.deep.equal([60_000]);
    expect(await worker.grade(submission("other"))).to.equal("lost reading");
  });

  it("leaves no timer behind", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((one) => one === "Timeout").length;
    // By then the test's own timer is there.
    await new Promise((resolve) => setImmediate(resolve));
    const before = timers();
    const worker = await startWorker(PROGRAM, optionsOf("a lab"), shared("answers"));
    const graded = await worker.grade(submission("asks"));
    expect(graded).to.be.an("object");
    const { result } = (await worker.grade(submission("started"))) as Graded;
    expect(JSON.parse(result.notes[0] ?? "")).to.deep.equal(["--max-old-space-size=768", "--enable-source-maps"]);
    await worker.close();
    expect(timers()).to.be.at.most(before);
  });
});
