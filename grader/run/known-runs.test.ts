import { expect } from "chai";
import { NO_CLOUD, type RunEvidence } from "../evidence/evidence";
import { createKnownRuns, createRunStore, type Code } from "./known-runs";

const createEvidence = (evidence: Partial<RunEvidence> = {}): RunEvidence => ({
  cloud: NO_CLOUD,
  journal: [],
  cells: [],
  scripts: [],
  seen: {},
  answers: {},
  end: "done",
  ...evidence,
});
const createCell = (error?: string) => ({
  cells: [{ id: "a", ok: error === undefined, output: "", ...(error === undefined ? {} : { error }) }],
});

describe("known runs", () => {
  /** Requests a run of each piece of code in turn, and returns those that were actually run. */
  async function runCodes(
    codes: readonly (Code | undefined)[],
    evidence: Partial<RunEvidence> = {},
  ): Promise<unknown[]> {
    const known = createKnownRuns(createRunStore());
    const took: unknown[] = [];
    for (const code of codes) {
      await known.run(Promise.resolve(code), () => {
        took.push(code?.whole);
        return Promise.resolve(createEvidence(evidence));
      });
    }
    return took;
  }
  const createWhole = (...names: readonly unknown[]): Code[] => names.map((name) => ({ whole: name }));

  it("run identical code once, and different code separately", async () => {
    expect(await runCodes(createWhole(["a"], ["b"], ["a"], ["b"], ["c"]))).to.deep.equal([["a"], ["b"], ["c"]]);
  });

  it("run code once that differs only in layout, unless an error names a line", async () => {
    const two = [
      { whole: "a", essence: 1 },
      { whole: "a // b", essence: 1 },
      { whole: "c", essence: 2 },
      { whole: "a", essence: 1 },
    ];
    expect(await runCodes(two, createCell())).to.deep.equal(["a", "c"]);
    expect(await runCodes(two, createCell("Error in line 1: no"))).to.deep.equal(["a", "a // b", "c"]);
  });

  it("return what the code left behind when it ran, to every caller", async () => {
    const store = createRunStore();
    const first = createEvidence({ seen: { answer: 1 } });
    await createKnownRuns(store).run(Promise.resolve({ whole: "a" }), () => Promise.resolve(first));
    const other = createKnownRuns(store);
    await other.run(Promise.resolve({ whole: "b" }), () => Promise.resolve(createEvidence()));
    expect(await other.run(Promise.resolve({ whole: "a" }), () => Promise.reject(new Error("ran again")))).to.equal(
      first,
    );
  });

  it("forget a run that was interrupted, and one that left too much to store", async () => {
    for (const end of ["timeout", "crashed", "out-of-memory"] as const)
      expect(await runCodes(createWhole("a", "a"), { end }), end).to.have.length(2);
    expect(await runCodes(createWhole("a", "a"), { seen: { text: "x".repeat(2 ** 21) } })).to.have.length(2);
  });

  it("store a run of 256 KiB, and none that is larger", async () => {
    const { length } = JSON.stringify(createEvidence({ seen: { text: "" } }));
    for (const [more, runs] of [
      [0, 1],
      [1, 2],
    ] as const) {
      const text = "x".repeat(256 * 1024 - length + more);
      expect(await runCodes(createWhole("a", "a"), { seen: { text } })).to.have.length(runs);
    }
  });

  it("start with the first code while it is being compiled, and with no other", async () => {
    const known = createKnownRuns(createRunStore());
    const started: string[] = [];
    const start = (name: string) => () => {
      started.push(name);
      return Promise.resolve(createEvidence());
    };
    let compile: (code: Code) => void = () => undefined;
    const compiling = new Promise<Code>((resolve) => (compile = resolve));
    const first = known.run(compiling, start("first"));
    expect(started).to.deep.equal(["first"]);
    compile({ whole: "a" });
    await first;
    const second = known.run(new Promise(() => undefined), start("second"));
    await known.run(Promise.resolve({ whole: "a" }), start("third"));
    void second;
    expect(started).to.deep.equal(["first"]);
  });

  it("find errors that named a line, or remarks, by their text, and fail if the run does", async () => {
    const remarked = { cells: [{ id: "a", ok: true, output: "", remarks: ["not awaited"] }] };
    const alike = [
      { whole: "a", essence: 1 },
      { whole: "b", essence: 1 },
      { whole: "b", essence: 1 },
    ];
    expect(await runCodes(alike, remarked)).to.deep.equal(["a", "b"]);
    const script = { path: "s", end: "done", output: "", startedAt: 0, endedAt: 0 } as const;
    expect(await runCodes(alike, { scripts: [{ ...script, error: "in line 1" }] })).to.deep.equal(["a", "b"]);
    expect(await runCodes(alike, { scripts: [script] })).to.deep.equal(["a"]);
    const known = createKnownRuns(createRunStore());
    for (const code of [{ whole: "a" }, undefined]) {
      const failed: unknown = await known
        .run(Promise.resolve(code), () => Promise.reject(new Error("no sandbox")))
        .catch((error: unknown) => error);
      expect(String(failed)).to.equal("Error: no sandbox");
    }
  });

  it("forget code that took too long to compile", async () => {
    expect(await runCodes([undefined, undefined])).to.have.length(2);
  });

  it("store the five hundred most recently used", async () => {
    const many = Array.from({ length: 500 }, (_, index) => index);
    expect(await runCodes(createWhole(...many, 0, "one more", 0, 1))).to.deep.equal([...many, "one more", 1]);
  });

  it("fail if the compiler does", async () => {
    const known = createKnownRuns(createRunStore());
    const failed = await known
      .run(Promise.reject(new Error("no compiler")), () => Promise.resolve(createEvidence()))
      .catch((error: unknown) => String(error));
    expect(failed).to.equal("Error: no compiler");
  });
});
