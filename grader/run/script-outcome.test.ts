import { expect } from "chai";
import { getOutcome } from "./script-outcome";

const WHY = "The process of your code ended somehow.";
const createCrash = (code?: number) => ({ end: "crashed", why: WHY, ...(code === undefined ? {} : { code }) }) as const;
const STACK = `working
file:///lab/run/script.mjs:3
    throw new RangeError("too far");
          ^

RangeError: too far
    at go (file:///lab/run/script.mjs:3:9)

Node.js v20.20.2
`;

describe("how a script has ended", () => {
  it("is as it should where the grader ended it, or where it ended by itself with its work done", () => {
    expect(getOutcome({ end: "done", why: "" }, "", false)).to.deep.equal({ end: "done" });
    expect([getOutcome(createCrash(0), "", true), getOutcome(createCrash(), "", true)]).to.deep.equal([
      { end: "done" },
      { end: "done" },
    ]);
    expect([
      getOutcome(createCrash(0), "", false),
      getOutcome({ end: "timeout", why: "late" }, "", true),
    ]).to.deep.equal([
      { end: "crashed", error: WHY },
      { end: "timeout", error: "late" },
    ]);
  });

  it("is reported by the last words of its output when it ends with a status of its own", () => {
    for (const [output, error] of [
      [STACK, "RangeError: too far"],
      ["Uncaught TypeError: no\nmore\n", "Uncaught TypeError: no"],
      ["Error: one\nError: two\n    at x\n", "Error: two"],
      ["no such stream\n\n", "no such stream"],
      ["my Error\nErrors are many\n", "Errors are many"],
      ["", WHY],
    ] as const)
      for (const code of [1, 127])
        expect(getOutcome(createCrash(code), output, true), output).to.deep.equal({ end: "done", error });
  });

  it("is the process's end where a signal or the grader ended it", () => {
    for (const ended of [createCrash(128), createCrash(137), { end: "timeout", why: WHY, code: 1 } as const])
      expect(getOutcome(ended, STACK, true)).to.deep.equal({ end: ended.end, error: WHY });
  });
});
