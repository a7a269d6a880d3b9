import { join } from "node:path";
import { expect } from "chai";
import type { CompileRequest } from "../compile/requests";
import type { RunEvidence } from "../evidence/evidence";
import type { WorkerOptions } from "./messages";
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
      expect(typeof graded === "object" && JSON.parse(graded.result.notes[0] ?? "")).to.deep.equal([
        recalled,
        { response, n: 12 },
      ]);
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
});
