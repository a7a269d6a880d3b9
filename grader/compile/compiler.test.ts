import { join } from "node:path";
import { expect } from "chai";
import { bundleGrader } from "../core/bundle.mjs";
import { NO_ANSWERS } from "../merge/answers";
import { createCompiler, type Compiler } from "./compiler";
import { startCompilerProcess, type CompilerProcess } from "./compiler-process";
import { measureProcessorSeconds } from "./processor-seconds";
import { getSnapshot } from "./snapshot";
import { itIfLong } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");
const LABS = join(import.meta.dirname, "..", "testing");
const ENDLESS = join(import.meta.dirname, "..", "testing", "endless-compiler.mjs");
/** Counts each second of a process as ten: what takes for ever has taken long after half a second. */
const TENFOLD = {
  measureProcessorSeconds: (pid: number | undefined) => 10 * measureProcessorSeconds(pid),
  now: () => performance.now(),
};

describe("the trusted compiler", () => {
  let running: CompilerProcess | undefined;
  let program: string;
  let programs: Awaited<ReturnType<typeof bundleGrader>>;
  before(async () => {
    programs = await bundleGrader(ROOT);
    program = programs.compiler;
  });
  afterEach(() => running?.close());
  const start = (
    maxSeconds: number,
    setsSuspectsAside = true,
    more: Partial<Parameters<typeof startCompilerProcess>[0]> = {},
  ): Compiler => {
    running = startCompilerProcess({ program, root: ROOT, maxSeconds, setsSuspectsAside, ...more });
    return createCompiler(running.askCompiler, "/lab");
  };
  /** From the snapshot of lab 01: it holds most of the types that the other labs import. */
  const startWithTypes = (): Compiler => {
    const snapshot = getSnapshot(programs, { root: ROOT, lab: "01-streaming-ingestion" });
    running = startCompilerProcess({ program, root: ROOT, maxSeconds: 60, snapshot });
    return createCompiler(running.askCompiler, "/lab");
  };
  const createCells = (...codes: string[]) => codes.map((code, n) => ({ id: String(n), code }));

  it("compiles cells in order, finds type errors, and resolves the library inside the sandbox", async () => {
    const [good, bad, ...more] =
      (await startWithTypes().compile(
        createCells('import { sh } from "./src/index"; const a = 1; sh;', "const b: string = a;", "a + 1"),
      )) ?? [];
    expect(good?.ok && good.modules.map(({ path }) => path)).to.include("/lab/src/running/sh.js");
    expect(bad?.ok === false && bad.diagnostics[0]).to.deep.include({
      line: 1,
      message: "Type 'number' is not assignable to type 'string'.",
    });
    expect(more.map(({ ok }) => ok)).to.deep.equal([true]);
  });

  describe("with the solution's scripts in place of the learner's broken ones", () => {
    it("lets cells name them", async () => {
      const compiler = startWithTypes();
      const lab = await compiler.readLab("02-fuel-network");
      // The one line as a cell: the lab's own cells would have the compiler read the types of ten of AWS's clients.
      const line = lab.cells.flatMap(({ lines }) => lines).find((item) => /file: .*gas-station-app/.test(item));
      const skeleton = {
        ...lab,
        cells: [{ id: "a", exercise: "a", lines: [`({ ${line} });`], slots: [], declares: [] }],
      };
      const listNamed = async (more: object): Promise<string[]> => {
        const cells = await compiler.compileCells({ skeleton, answers: NO_ANSWERS, take: new Set<string>(), ...more });
        return (cells?.cells ?? []).flatMap((cell) => (cell.ok ? (/file: "(.*)"/.exec(cell.js)?.[1] ?? []) : []));
      };
      expect(await listNamed({})).to.deep.equal(["src/fuel/gas-station-app.ts"]);
      expect(await listNamed({ solutionScripts: true })).to.deep.equal([
        "solutions/src/fuel/gas-station-app_Solution.ts",
      ]);
    });

    itIfLong("lets cells import them", async () => {
      // Without a snapshot, since that has read the learner's scripts.
      const compiler = start(60);
      const skeleton = await compiler.readLab("04-windowed-delivery");
      const listHandedOut = async (more: object): Promise<string[]> => {
        const cells = await compiler.compileCells({ skeleton, answers: NO_ANSWERS, take: new Set<string>(), ...more });
        return (cells?.cells ?? [])
          .flatMap((cell) => (cell.ok ? cell.modules.map(({ source }) => source) : []))
          .filter((source) => /app\/(operation-graph|operators\/(watermark|tumbling-window))/.test(source))
          .sort();
      };
      const scripts = ["operation-graph", "operators/tumbling-window", "operators/watermark"];
      expect(await listHandedOut({ solutionImports: true })).to.deep.equal(
        scripts.map((name) => `solutions/src/metrics/app/${name}_Solution.ts`),
      );
      // Solutions that the compiler has read by now stay out of a later run.
      expect(await listHandedOut({})).to.deep.equal(scripts.map((name) => `src/metrics/app/${name}.ts`));
    });
  });

  it("reads only packages and the library for a submission", async () => {
    // A path through the packages' folder leads outside, too.
    const imports = [
      "./course/index",
      "../secret",
      "/etc/passwd",
      "./solutions/src/etl/consumer_Solution",
      "file:///etc/passwd",
      "./src/../grader/index",
      "chai/../../course/index",
    ];
    const found = await start(60).compile(
      createCells(...imports.map((name) => `\nconst own = await import("${name}");`)),
    );
    expect(found?.map((cell) => !cell.ok && cell.diagnostics[0]?.message)).to.deep.equal(
      imports.map((name) => `Only packages and files of ./src can be imported, not ${name}.`),
    );
    expect(found?.map((cell) => !cell.ok && cell.diagnostics[0]?.line)).to.deep.equal(imports.map(() => 2));
  });

  it("keeps its process, with its state, if only garbage has grown", async () => {
    running = startCompilerProcess({ program, root: ROOT, maxSeconds: 100_000, maxGrowthMiB: 40 });
    const { askCompiler } = running;
    const { skeleton } = (await askCompiler({ do: "read", lab: "99-plain", labRoot: LABS })) ?? {};
    if (!skeleton) throw new Error("The lab was not read.");
    await askCompiler({ do: "know", key: "a lab", skeleton });
    const createLargeRequest = (start: number) =>
      Array.from({ length: 1000 }, (_, n) => `const a${n} = { n: ${start + n}, text: "${start + n}" };`).join("\n");
    for (let index = 0; index < 8; index += 1)
      await askCompiler({
        do: "compile",
        cells: createCells(`{\n${createLargeRequest(index * 1e6)}\n}`),
        inside: "/lab",
      });
    const request = { do: "cells", key: "a lab", skeleton, answers: NO_ANSWERS, take: new Set<string>() } as const;
    expect(await askCompiler({ ...request, inside: "/lab" })).to.have.property("cells");
  });

  const walk =
    "type Walk<A extends unknown[], B extends unknown[]> = A['length'] extends 900 ? B['length'] : Walk<[...A, 1], [...B, ...A]>;\n";
  const endless = createCells(
    walk + Array.from({ length: 4000 }, (_, n) => `const a${n}: Walk<[], [${n}]> = ${n} as never;`).join("\n"),
  );

  for (const setsSuspectsAside of [true, false]) {
    it(`delays nobody for a submission whose types take forever${setsSuspectsAside ? "" : "; without suspects set aside, everyone waits"}`, async () => {
      // A suspect that is set aside has endless time here: the other submission is answered all the same.
      const all = start(setsSuspectsAside ? 100_000 : 9, setsSuspectsAside, { program: ENDLESS, clock: TENFOLD });
      await all.compile(createCells("const warm = 1;"));
      const done: string[] = [];
      const slow = all
        .createForSubmission("slow")
        .compile(createCells("endless"))
        .then(() => done.push("slow"));
      const honest = await all.createForSubmission("honest").compile(createCells("const a = 1;"));
      expect([honest?.length, done]).to.deep.equal([1, setsSuspectsAside ? [] : ["slow"]]);
      await running?.close();
      await slow;
    });
  }

  it("limits a submission's total time, however many requests it makes, without using up that of others", async () => {
    const all = start(3, true, { program: ENDLESS });
    await all.compile(createCells("const warm = 1;"));
    const slow = all.createForSubmission("slow");
    const compileSmall = async (of: Compiler) => (await of.compile(createCells("const a = 1;")))?.length;
    let times = 0;
    do {
      expect(await slow.compile(createCells("endless"))).to.equal(undefined);
      times += 1;
    } while (times < 20 && (await compileSmall(slow)) === 1);
    // Each request takes at most a third of the remaining time.
    expect(times).to.be.within(2, 6);
    expect([await compileSmall(slow), await compileSmall(all.createForSubmission("honest"))]).to.deep.equal([
      undefined,
      1,
    ]);
  });

  itIfLong("gives up on types that take forever, and serves the next request", async () => {
    // So short that the time ends before TypeScript's memory does.
    const compiler = start(3);
    await compiler.compile(createCells("const warm = 1;"));
    const slow = compiler.compile(endless);
    const next = compiler.compile(createCells("const a = 1;"));
    expect(await slow).to.equal(undefined);
    expect((await next)?.map(({ ok }) => ok)).to.deep.equal([true]);
  });

  it("gives up on code nested deeper than TypeScript can follow, and serves the next request", async () => {
    const compiler = start(60);
    for (const code of [
      `const a = ${"1 + ".repeat(60_000)}1;`,
      `const a = ${"(".repeat(60_000)}1${")".repeat(60_000)};`,
      `${"{".repeat(60_000)}${"}".repeat(60_000)}`,
    ]) {
      expect(await compiler.compile(createCells(code))).to.equal(undefined);
    }
    expect((await compiler.compile(createCells("const a = 1;")))?.map(({ ok }) => ok)).to.deep.equal([true]);
  });
});
