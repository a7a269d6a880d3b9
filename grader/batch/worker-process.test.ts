import { join } from "node:path";
import { expect } from "chai";
import type { CompileRequest } from "../compile/requests";
import type { RunEvidence } from "../evidence/evidence";
import { recordWaits } from "../testing/record-waits";
import type { GradedSubmission, WorkerOptions } from "./messages";
import { startWorker, WorkerRefusal } from "./worker-process";

const PROGRAM = join(import.meta.dirname, "..", "testing", "scripted-worker.mjs");
const createOptions = (lab: string): WorkerOptions => ({
  ...{ root: "/", lab, seed: 1, unsafe: false, handedIn: { notebook: "", scripts: [] } },
});
const createSubmission = (id: string) => ({ submission: { id, path: "/nowhere", student: {} } });

describe("a worker's process", () => {
  const requests: unknown[] = [];
  beforeEach(() => requests.splice(0));
  const createSharedParts = (compiler: "answers" | "fails") => ({
    askCompiler: (request: CompileRequest) => {
      requests.push(request);
      return compiler === "fails" ? Promise.reject(new Error("broken")) : Promise.resolve({ essence: "e" });
    },
    runs: {
      recall: (key: string) => {
        requests.push(key);
        return Promise.resolve({ end: "done" } as RunEvidence);
      },
      remember: (key: string, run: RunEvidence) => void requests.push([key, run]),
    },
  });

  it("opens with its options, grades, and uses the batch's compiler and runs", async () => {
    for (const compiler of ["answers", "fails"] as const) {
      requests.splice(0);
      const worker = await startWorker(PROGRAM, Promise.resolve(createOptions("a lab")), createSharedParts(compiler));
      expect(worker.opened).to.deep.equal({ version: "of a lab", max: 4 });
      const graded = await worker.grade(createSubmission("asks"));
      const recalled = { recalled: { end: "done" }, n: 11 };
      const response = compiler === "fails" ? { fault: "Error: broken" } : { essence: "e" };
      expect(
        typeof graded === "object" && "result" in graded && JSON.parse(graded.result.notes[0] ?? ""),
      ).to.deep.equal([recalled, { response, n: 12 }]);
      expect(requests).to.deep.equal(["a run", ["another", { from: recalled }], { do: "read", lab: "a lab" }]);
      expect(await worker.grade({ ...createSubmission("same"), before: "x" })).to.equal("unchanged");
      await worker.close();
      await worker.close();
      expect(await worker.grade(createSubmission("other"))).to.equal("lost reading");
    }
  });

  it("reports why it refuses, or that it doesn't start", async () => {
    for (const [lab, name, message] of [
      ["refused", "GraderFault", "no lab"],
      ["gone", "Error", "A worker of the grader didn't start."],
    ] as const) {
      const error: unknown = await startWorker(PROGRAM, createOptions(lab), createSharedParts("answers")).catch(
        (thrown: unknown) => thrown,
      );
      expect([error instanceof WorkerRefusal, (error as Error).name, (error as Error).message]).to.deep.equal([
        lab === "refused",
        name,
        message,
      ]);
    }
    const error: unknown = await startWorker(
      PROGRAM,
      Promise.reject(new Error("no options")),
      createSharedParts("answers"),
    ).catch((thrown: unknown) => thrown);
    expect(String(error)).to.equal("Error: no options");
  });

  it("is ended after a refusal, even if it would continue by itself", async () => {
    const error: unknown = await startWorker(
      PROGRAM,
      createOptions("refused as Other"),
      createSharedParts("answers"),
    ).catch((thrown: unknown) => thrown);
    expect([error instanceof WorkerRefusal, (error as Error).name]).to.deep.equal([true, "Other"]);
    expect(() => process.kill(Number((error as Error).message), 0)).to.throw("ESRCH");
  });

  it("is ended after a minute without a message", async () => {
    const worker = await startWorker(PROGRAM, createOptions("a lab"), createSharedParts("answers"));
    const waitSilently = async () => expect(await worker.grade(createSubmission("silent"))).to.equal("lost reading");
    // A minute is over at once, if it is one.
    expect(await recordWaits(waitSilently, (ms) => (ms === 60_000 ? 0 : ms))).to.deep.equal([60_000]);
    expect(await worker.grade(createSubmission("other"))).to.equal("lost reading");
  });

  it("leaves no timer running", async () => {
    const countTimers = () => process.getActiveResourcesInfo().filter((item) => item === "Timeout").length;
    // By then the test's own timer is there.
    await new Promise((resolve) => setImmediate(resolve));
    const before = countTimers();
    const worker = await startWorker(PROGRAM, createOptions("a lab"), createSharedParts("answers"));
    const graded = await worker.grade(createSubmission("asks"));
    expect(graded).to.be.an("object");
    const { result } = (await worker.grade(createSubmission("started"))) as GradedSubmission;
    expect(JSON.parse(result.notes[0] ?? "")).to.deep.equal(["--max-old-space-size=768", "--enable-source-maps"]);
    await worker.close();
    expect(countTimers()).to.be.at.most(before);
  });
});
