import { expect } from "chai";
import path from "node:path";
import { createCellCompiler, type CompiledCell } from "./cells";
import { runApart } from "./testing/run-apart";
import { runTslab } from "./testing/run-tslab";
import { createTemporaryProject, type TemporaryProject } from "./testing/temporary-project";
import type { RunAnswer } from "./testing/run-cells";

/** Cells that use what tslab supports; the tests compare what each of them prints. */
const corpus = [
  "const a = 1, b = [1, 2];\nlet c = a + b.length;\nc",
  "c = 7;\nc + a",
  'const a = "redeclared with another type"; a.length',
  "const { x, y: [z, ...rest] } = { x: 1, y: [2, 3, 4] }; console.log(x, z, rest)",
  "[x, z].map((n) => n * 2)",
  "function fib(n: number): number { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(12)",
  "class Shape { constructor(readonly side: number) {} area() { return this.side ** 2; } }\nnew Shape(3).area()",
  "class Square extends Shape { override area() { return super.area() + 1; } }\nnew Square(3).area()",
  "interface Trip { km: number }\ntype Trips = Trip[];\nconst trips: Trips = [{ km: 4 }];",
  "const more: Trips = [...trips, { km: 5 }]; more.reduce((sum, { km }) => sum + km, 0)",
  "enum Level { Low = 1, High = 5 }\nLevel[5] + Level.Low",
  "const sleep = async (n: number) => { await null; return n; };\nawait sleep(3)",
  "const [first, second] = await Promise.all([sleep(1), sleep(2)]); first + second",
  'import { double, Unit } from "./src/double";\nimport * as path from "node:path";\ndouble(path.basename("/a/bc").length) + Unit.Km',
  'import { type Named, double as twice } from "./src/double";\nconst named: Named = { name: "n" };\ntwice(4) + named.name',
  "var v = 1; v++; v",
  "function* count() { yield 1; yield 2; }\n[...count()]",
  "for (let i = 0; i < 2; i++) { for (const j of [0, 1]) { if (j === 1) continue; console.log(i, j); } }",
  'outer: for (const i of [1, 2, 3]) { while (true) { if (i === 2) break outer; continue outer; } }\n"out"',
  "let n = 0; do { n += 2; } while (n < 5); n",
  "const wrong: string = 5;",
  "wrong",
  "undefined",
  "({ nested: { deep: { deeper: { deepest: 1 } } } })",
  '"text"',
  'Symbol.for("s")',
  "123n",
  "[1, , 3]",
  "const generic = <T,>(value: T): T => value;\ngeneric<number>(5)",
  'type Only = "a" | "b"; const only = "a" as Only; only satisfies Only',
  'await import("node:path").then(({ sep }) => sep)',
  "// nothing but a comment",
  "",
  "let later = 1; later += 1",
  "console.log(later); later",
  'throw new Error("stop")',
  "later",
];

describe("running cells", () => {
  let project: TemporaryProject;
  before(() => {
    project = createTemporaryProject({
      "src/double.ts":
        'import { factor } from "./factor";\nexport interface Named { name: string }\nexport enum Unit { Km = "km" }\nexport const double = (n: number): number => n * factor();\n',
      "src/factor.ts": "export const factor = (): number => 2;\n",
      "src/a.ts":
        'import { b } from "./b";\nexport const a = (): string => `a${b()}`;\nexport const loaded = Math.random();\n',
      "src/b.ts": 'import { loaded } from "./a";\nexport const b = (): string => `b ${typeof loaded}`;\n',
    });
  });
  after(() => {
    project.remove();
  });

  /** Compiles here, runs in another process, as a grader does. Cells travel as JSON. */
  async function run(
    codes: readonly string[],
    values: readonly string[] = [],
  ): Promise<RunAnswer & { cells: CompiledCell[] }> {
    const compiler = createCellCompiler(project.root);
    const cells = codes.map((code, index) => compiler.compile(`cell-${index + 1}`, code));
    compiler.close();
    return {
      cells,
      ...(await runApart({ root: project.root, cells: JSON.parse(JSON.stringify(cells)) as CompiledCell[], values })),
    };
  }

  const getText = ({ outputs }: RunAnswer["results"][number]): string =>
    outputs
      .flatMap((output) => {
        if (output.output_type === "stream") return [output.text].flat();
        return output.output_type === "execute_result" ? [`${String(output.data["text/plain"])}\n`] : [];
      })
      .join("");

  it("prints for each cell what tslab prints", async () => {
    const { results } = await run(corpus);
    const ours = results.map((result, index) => ({ code: corpus[index], ok: result.ok, printed: getText(result) }));
    expect(ours).to.deep.equal(await runTslab(corpus, project.root));
  });

  it("uses an earlier cell's variable as a shorthand property, which tslab doesn't", async () => {
    const { results } = await run([
      "const shared = 2, hidden = 3;",
      "const own = 4; ({ own, shared })",
      "[5].map((hidden) => ({ hidden, shared }))",
      "const wrap = () => ({ later: 1, shared }); wrap()",
    ]);
    expect(results.map(getText)).to.deep.equal([
      "",
      "{ own: 4, shared: 2 }\n",
      "[ { hidden: 5, shared: 2 } ]\n",
      "{ later: 1, shared: 2 }\n",
    ]);
  });

  it("takes members of an earlier cell's objects by other names, which tslab doesn't", async () => {
    const { results } = await run([
      `interface Point { x: number; y: number; inner: { z: number } }
const point: Point = { x: 1, y: 2, inner: { z: 3 } }, points = [point];
let y = 0, taken = 0;`,
      "const { x: left, inner: { z: deep } } = point; [left, deep]",
      "points.map(({ x: n }) => n + left)",
      "function read({ x: value }: Point) { return value; }\nread(point)",
      "for (const { y: down } of points) console.log(down)",
      "({ x: taken } = point); taken",
      "({ y } = point); y",
      "for ({ y = 5 } of [{ y: undefined }, {}]) console.log(y)",
      "[{ inner: { z: y = 6 } }] = points; ({ y, taken })",
    ]);
    expect(results.map(getText)).to.deep.equal([
      ...["", "[ 1, 3 ]\n", "[ 2 ]\n", "1\n", "2\n", "1\n", "2\n", "5\n5\n"],
      "{ y: 3, taken: 1 }\n",
    ]);
  });

  it("takes a bracket after await for an expression, in a cell without imports too", async () => {
    const { results } = await run(["await (async () => 5)()", "const six = await (async () => 6)(); six", "await [7]"]);
    expect(results.map(getText)).to.deep.equal(["5\n", "6\n", "[ 7 ]\n"]);
  });

  it("reports each call that a cell doesn't await", async () => {
    const { results } = await run([
      "const send = async (what: string) => what;\nconst api = { send };",
      'if (api) {\n  send("a");\n}\napi.send("b");\nawait send("c");',
      'await send("d");\nsend("e")',
      "const sh = async ([command]: TemplateStringsArray) => command;\nsh`ls`;\nawait sh`pwd`;",
      'void send("f");\nsend("g").then(console.log);\nconst later = send("h");\nawait later;\nconst all = ["i"].map((what) => send(what));\nawait Promise.all(all);',
    ]);
    const addRemark = (line: number, name = "send"): string =>
      `Line ${line} does not wait for ${name}(…): \`await\` is missing before it. The next line runs before this one is done.`;
    expect(results.map(({ remarks }) => remarks)).to.deep.equal([
      undefined,
      [addRemark(2), addRemark(4)],
      [addRemark(2)],
      [addRemark(2, "sh")],
      undefined,
    ]);
  });

  it("closes what a cell opens with await using", async () => {
    const { results } = await run([
      `const open = (name: string) => ({ [Symbol.asyncDispose]: async () => console.log("close", name) });
await using first = open("first");
{ await using inner = open("inner"); console.log("inside"); }
console.log("end");`,
      "class Queue extends (await import('node:events')).EventEmitter {}\nnew Queue().listenerCount('a')",
    ]);
    expect(results.map(getText)).to.deep.equal(["inside\nclose inner\nend\nclose first\n", "0\n"]);
  });

  it("runs without a TypeScript compiler in the process", async () => {
    const { results, compilerLoaded } = await run([
      'import { double } from "./src/double";\nimport { display } from "tslab";\ndisplay.text(String(double(2)));',
    ]);
    expect(results[0]?.ok).to.equal(true);
    expect(compilerLoaded).to.equal(false);
  });

  it("returns a second submission's local imports too, although the converter is warm", async () => {
    for (let submission = 0; submission < 2; submission++) {
      const { results } = await run(['import { double } from "./src/double";\ndouble(21)']);
      expect(results.map(getText)).to.deep.equal(["42\n"]);
    }
  });

  it("keeps submissions apart", async () => {
    await run(["const secret = 1;"]);
    const { cells } = await run(["secret"]);
    expect(cells[0]).to.deep.include({ ok: false, id: "cell-1" });
  });

  it("returns outputs in the notebook format", async () => {
    const { results } = await run([
      `import { display, newDisplay } from "tslab";
console.log("a"); console.log("b"); console.error("c");
display.html("<i>d</i>");
const place = newDisplay(); place.text("1"); console.log("e"); place.text("2");
({ f: 1 })`,
      `import { clearOutput } from "tslab";
console.log("g"); clearOutput({ wait: true }); console.log("h");`,
    ]);
    expect(results[0]?.outputs).to.deep.equal([
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      { output_type: "stream", name: "stderr", text: "c\n" },
      { output_type: "display_data", data: { "text/html": "<i>d</i>" }, metadata: {} },
      { output_type: "display_data", data: { "text/plain": "2" }, metadata: {} },
      { output_type: "stream", name: "stdout", text: "e\n" },
      { output_type: "execute_result", execution_count: null, data: { "text/plain": "{ f: 1 }" }, metadata: {} },
    ]);
    expect(results[1]?.outputs).to.deep.equal([{ output_type: "stream", name: "stdout", text: "h\n" }]);
  });

  it("reports where a cell failed, by its own lines", async () => {
    const { results } = await run(['function f(): void {\n\n  throw new RangeError("far");\n}', "\n\nf();"]);
    expect(results[1]).to.deep.include({ ok: false });
    expect(results[1]?.error).to.deep.include({ name: "RangeError", message: "far", line: 3, column: 9 });
    expect(results[1]?.error?.stack).to.equal(
      "RangeError: far\n    at f (cell cell-1, line 3:9)\n    at cell cell-2, line 3:1",
    );
  });

  it("returns a cell that didn't compile as failed, with the compiler's message", async () => {
    const { cells, results } = await run(["const a = 1;\nconst s: string = a;"]);
    expect(cells[0]).to.deep.equal({
      id: "cell-1",
      ok: false,
      diagnostics: [
        {
          line: 2,
          column: 7,
          endLine: 2,
          endColumn: 8,
          message: "Type 'number' is not assignable to type 'string'.",
          code: 2322,
        },
      ],
    });
    expect(results[0]?.error).to.include({ name: "TypeScriptError", line: 2 });
  });

  it("lists what a cell declares, and returns its values", async () => {
    const { cells, values } = await run(
      [
        'import { double as twice } from "./src/double";\nconst { p, q: [r] } = { p: 1, q: [2] };\nlet s = 3; function t() {}\nclass U {}\ninterface V {}\nexport enum W { One }',
        "s = 4;",
      ],
      ["p", "r", "s", "V"],
    );
    expect(cells[0]).to.have.property("declared").that.deep.equals(["twice", "p", "r", "s", "t", "U", "W"]);
    expect(values).to.deep.equal([1, 2, 4, null]);
  });

  it("loads files that import each other", async () => {
    const { results } = await run(['import { a } from "./src/a";\na()']);
    expect(results.map(getText)).to.deep.equal(["ab number\n"]);
  });

  it("runs files for their side effects: one that ends in a call, and one without exports", async () => {
    project.write("src/ends-in-a-call.ts", 'export const tools = ["net"];\ntools.push("hook");\n');
    project.write(
      "src/exports-nothing.ts",
      'import { tools } from "./ends-in-a-call";\nconst more = ["bait"];\ntools.push(...more);\n',
    );
    const { results } = await run([
      'import { tools } from "./src/ends-in-a-call";\ntools.length',
      'import "./src/exports-nothing";\nconst caught = 0;',
      "tools.join()",
    ]);
    expect(results.map(getText)).to.deep.equal(["2\n", "", "net,hook,bait\n"]);
  });

  it("names a function of another cell in errors as the learner wrote it, and leaves a learner's own `exports` as it is", async () => {
    const { results } = await run([
      "const askJq: any = 1, list: any = { of: 2 };",
      "askJq();",
      "for (const item of list.of) console.log(item);",
      "const ask = () => askJq();",
      "ask();",
      "exports.askJq();",
      'throw new TypeError("exports.askJq is not a function");',
      "const askLater = (exports: any) => exports.mine();",
      "askLater({});",
    ]);
    expect(results.flatMap(({ error }) => (error ? [error.message] : []))).to.deep.equal([
      "askJq is not a function",
      "list.of is not iterable",
      "askJq is not a function",
      "exports.askJq is not a function",
      "exports.askJq is not a function",
      "exports.mine is not a function",
    ]);
  });

  it("loads a file again after it, or one it imports, was edited", async () => {
    const compiler = createCellCompiler(project.root);
    const code = 'import { double } from "./src/double";\ndouble(5)';
    const before = compiler.compile("before", code);
    project.write("src/factor.ts", "export const factor = (): number => 3;\n");
    const edited = compiler.compile("after", code);
    project.write("src/factor.ts", "export const factor = (): number => 2;\n");
    const { results } = await runApart({ root: project.root, cells: [before, edited], values: [] });
    expect(results.map(getText)).to.deep.equal(["10\n", "15\n"]);
  });

  it("loads a file again that was edited after its importing cell failed, and while others ran", async () => {
    const compiler = createCellCompiler(project.root);
    const code = 'import { double } from "./src/double";\ndouble(5)';
    const before = compiler.compile("before", code);
    compiler.forget();
    compiler.compile("between", "1");
    project.write("src/factor.ts", "export const factor = (): number => 4;\n");
    compiler.compile("later", "2");
    const edited = compiler.compile("after", code);
    project.write("src/factor.ts", "export const factor = (): number => 2;\n");
    const { results } = await runApart({ root: project.root, cells: [before, edited], values: [] });
    expect(results.map(getText)).to.deep.equal(["10\n", "20\n"]);
  });

  it("reports a file as long as it has an error, including one caused by an edit elsewhere", () => {
    const compiler = createCellCompiler(project.root);
    let count = 0;
    const getAnswer = (): unknown => {
      // Another text each time: the compiler does not compile the same text twice.
      const cell = compiler.compile("1", `import { double } from "./src/double";\ndouble(${++count})`);
      return cell.ok ? "clean" : cell.diagnostics.map(({ file }) => file);
    };
    expect(getAnswer()).to.equal("clean");
    project.write("src/factor.ts", 'export const factor = (): string => "2";\n');
    expect(getAnswer()).to.deep.equal(["src/double.ts"]);
    expect(getAnswer()).to.deep.equal(["src/double.ts"]);
    project.write("src/factor.ts", "export const factor = (): number => 2;\n");
    expect(getAnswer()).to.equal("clean");
    expect(getAnswer()).to.equal("clean");
  });

  it("withdraws what a cell declared, on request", () => {
    const compiler = createCellCompiler(project.root);
    compiler.compile("1", "const kept = 1;");
    compiler.compile("2", "const lost = 2;");
    compiler.forget();
    expect(compiler.compile("3", "lost").ok).to.equal(false);
    compiler.forget();
    expect(compiler.compile("4", "kept").ok).to.equal(true);
  });

  it("keeps what a cell doesn't mention for later cells, and suggests it for a similar name", () => {
    const compiler = createCellCompiler(project.root);
    const listMessages = (code: string): string[] => {
      const cell = compiler.compile("1", code);
      return cell.ok ? [] : cell.diagnostics.map(({ message }) => message);
    };
    expect(listMessages("const shardCount = 2;\nconst region = 'eu-west-1';")).to.deep.equal([]);
    expect(listMessages("const region = 1; region")).to.deep.equal([]);
    expect(listMessages("shardCuont")).to.deep.equal(["Cannot find name 'shardCuont'. Did you mean 'shardCount'?"]);
    expect(listMessages("const sum: string = shardCount + region;")).to.deep.equal([
      "Type 'number' is not assignable to type 'string'.",
    ]);
    compiler.close();
  });

  it("returns the same compiled code again to every caller", () => {
    const codes = ["const m = 1;", "m + 1"];
    const [first, second] = [0, 1].map(() => {
      const compiler = createCellCompiler(project.root);
      return codes.map((code) => compiler.compile("same", code));
    });
    expect(first).to.deep.equal(second);
  });

  it("refuses an import from outside the project", () => {
    const outside = createTemporaryProject({ "other.ts": "export const one = 1;\n" });
    const compiler = createCellCompiler(project.root);
    const cell = compiler.compile("1", `import { one } from "../${path.basename(outside.root)}/other";\none`);
    outside.remove();
    expect(cell).to.have.property("ok", false);
  });
});
