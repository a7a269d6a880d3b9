import { expect } from "chai";
import { getOutcome, type TestEvent } from "./events";

const pass: TestEvent = { kind: "pass", title: "good", file: "a.test.ts", ms: 1 };
const fail: TestEvent = { kind: "fail", title: "bad", file: "a.test.ts", ms: 2, why: "1 is not 2" };
const skip: TestEvent = { kind: "skip", title: "later", file: "a.test.ts" };
const end: TestEvent = { kind: "end" };

describe("npm test: counting", () => {
  it("counts what passed, failed and was skipped", () => {
    expect(getOutcome([pass, pass, fail, skip, end], "ended with status 1")).to.deep.equal({
      passed: 2,
      skipped: ["later"],
      failures: [{ title: "bad", why: "1 is not 2" }],
      times: [
        { title: "good", ms: 1 },
        { title: "good", ms: 1 },
        { title: "bad", ms: 2 },
      ],
      called: [],
    });
  });
  it("measures hooks, without counting them as tests", () => {
    const hook: TestEvent = { kind: "hook", title: "before all", file: "a.test.ts", ms: 9000 };
    expect(getOutcome([hook, pass, end], undefined)).to.deep.include({
      passed: 1,
      times: [
        { title: "before all", ms: 9000 },
        { title: "good", ms: 1 },
      ],
    });
  });
  it("fails a run that stopped halfway, whatever its exit status", () => {
    expect(getOutcome([pass], undefined).failures).to.have.length(1);
    expect(getOutcome([pass, fail], "was ended by SIGKILL").failures).to.have.length(2);
  });
  it("fails a run whose tests passed but whose process failed", () => {
    expect(getOutcome([pass, end], "ended with status 7").failures).to.have.length(1);
  });
  it("fails a run without a test", () => {
    expect(getOutcome([end], undefined).failures).to.deep.equal([
      { title: "the test run itself", why: "No test was run." },
    ]);
  });
});
