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

describe("the exit of a script", () => {
  it("is fine if the grader ended it, or if it ended by itself with its work done", () => {
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

  it("is reported by the last lines of its output when it exits with a nonzero status", () => {
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

  it("is the process's exit for a signal, or if the grader ended it", () => {
    for (const ended of [createCrash(128), createCrash(137), { end: "timeout", why: WHY, code: 1 } as const])
      expect(getOutcome(ended, STACK, true)).to.deep.equal({ end: ended.end, error: WHY });
  });
});
