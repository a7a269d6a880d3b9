import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { getTraceback, useKernel } from "./testing/use-kernel";
import { getPrinted } from "./testing/kernel-client";

const source = `import { limit } from "./limit";

interface Trip { distance: number }

/** A comment and a type, which leave no trace in JavaScript: lines differ. */
export function check(trip: Trip): number {

  if (trip.distance > limit) throw new RangeError("too far");
  return trip.distance;
}

export async function checkLater(trip: Trip): Promise<number> {
  await Promise.resolve();
  return check(trip);
}
`;

describe("kernel errors", () => {
  const kernel = useKernel({ "src/check.ts": source, "src/limit.ts": "export const limit: number = 10;\n" });

  it("shows a type error in the learner's own line, and runs nothing of the cell", async () => {
    const ran = await kernel.run(`console.log("ran");\nconst speed: number = "fast";`);
    expect(ran.content).to.include({ status: "error", ename: "TypeScriptError" });
    expect(ran.content["evalue"]).to.equal("line 2: Type 'string' is not assignable to type 'number'.");
    expect(getTraceback(ran.errors[0])).to.equal(
      [
        "TypeScriptError: 1 error found before the cell was run.",
        "",
        "Line 2: Type 'string' is not assignable to type 'number'.",
        '    1 │ console.log("ran");',
        '  → 2 │ const speed: number = "fast";',
        "      │       ^^^^^",
        "    This is text (a string), but it must be a number. Write it without quotes, or convert it with Number(…).",
      ].join("\n"),
    );
    expect(getPrinted(ran)).to.equal("");
  });

  for (const [does, code, says] of [
    ["an account id without quotes", "const id = 000123456789;", 'write it between quotes, as in "000123456789"'],
    ["the same in octal digits", "const id = 000123456701;", 'write it between quotes, as in "000123456789"'],
    ["a member that is misspelled", "const a: { name: string } = { names: '1' };", "Did you mean name?"],
    [
      "a member of an object without a type",
      "const data: object = {}; data.id;",
      "doesn't know of a member id in this value",
    ],
    ["a member of an unknown value", "const data: unknown = 1; data.id;", "doesn't know of a member id in this value"],
    ["a function that is too new", "Object.groupBy([1], String);", "There is no groupBy in the version of JavaScript"],
    ["a member that is missing", "const a: { b: number } = {};", "The member b is missing: add it."],
    ["an await that is missing", "const n: number = (async () => 1)();", "`await` is missing before it."],
    ["a bracket that is not closed", "console.log((1 + 2;", "each opening bracket needs a closing one."],
    ["a sign that is missing", "const list = [1 2];", "A , or another character is missing here"],
    ["a quote that is missing", 'const name = "ann;', "its closing quote is missing."],
    ["a value that is missing", "const sum = 1 + ;", "A value is missing here"],
    ["a bracket too many", "const one = 1; }", "an extra character here, such as a closing bracket"],
    ["too few arguments", "((a: number, b: number) => a + b)(1);", "the function takes 2, but you wrote 1."],
  ] as const)
    it(`explains in plain words what TypeScript reports for ${does}`, async () => {
      const { errors } = await kernel.run(code);
      expect(getTraceback(errors[0])).to.include(says);
    });

  it("names the cell of the notebook that defines a missing name", async () => {
    const createCell = (id: string, source: string, cell_type = "code") => ({ id, source, cell_type, metadata: {} });
    const cells = [
      createCell("h1", "# A lab\n\n## Part 1\n\n### 1.1 Create a stream", "markdown"),
      createCell("create", 'const CLI_STREAM = "cli", REGION = "r";'),
      createCell("h2", "### 1.2 Write to it", "markdown"),
      createCell("write", "console.log(CLI_STREAM, LATER, NOWHERE, CLI_STREAM, REGION);"),
      createCell("h3", "### 1.3 Later", "markdown"),
      createCell("later", "const { LATER } = { LATER: 1 };"),
    ];
    const file = path.join(kernel.project.root, "notebooks", "lab.ipynb");
    writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
    const { errors } = await kernel.run("console.log(CLI_STREAM, LATER, NOWHERE, CLI_STREAM, REGION);", {
      cellId: "write",
    });
    // Each cell to run once, with all that it defines.
    expect(getTraceback(errors[0]).match(/Line 1: Cannot find name/g)).to.have.length(3);
    expect(getTraceback(errors[0]))
      .to.include(
        "CLI_STREAM is defined in 1.1: run that cell first. After a restart of the kernel, choose Run > Run All Above Selected Cell.",
      )
      .and.to.include("    The same holds for REGION.\n")
      .and.to.include("LATER is defined in 1.3, further down: that part comes later.")
      .and.not.to.include("NOWHERE is defined");
    const thrown = await kernel.run('eval("CLI_STREAM");', { cellId: "write" });
    expect(getTraceback(thrown.errors[0])).to.include("CLI_STREAM is defined in 1.1");
  });

  it("puts the same text in the reply as in the error message", async () => {
    const { content, errors } = await kernel.run("nowhere");
    expect(errors).to.have.length(1);
    expect(content).to.deep.include({ ...errors[0] });
  });

  it("calls broken syntax a SyntaxError", async () => {
    const { content } = await kernel.run("let a = {;\n");
    expect(content).to.include({ ename: "SyntaxError", evalue: "line 1: Property assignment expected." });
  });

  it("shows the first five type errors, and how many more there are", async () => {
    const { errors } = await kernel.run(Array.from({ length: 8 }, (_, index) => `missing${index};`).join("\n"));
    const text = getTraceback(errors[0]);
    expect(text).to.include("8 errors").and.to.include("Cannot find name 'missing4'").and.to.include("… and 3 more.");
    expect(text).not.to.include("name 'missing5'");
  });

  it("keeps a message of several lines complete", async () => {
    const { errors } = await kernel.run(
      `const t: { a: { b: number } } = { a: { b: 1 } };\nconst u: { a: { b: string } } = t;`,
    );
    expect(getTraceback(errors[0]))
      .to.include("Line 2: Type '{ a: { b: number; }; }' is not assignable")
      .and.to.include("Type 'number' is not assignable to type 'string'");
  });

  it("shows an exception in the learner's own line, without frames of the kernel or of Node", async () => {
    const { content, errors } = await kernel.run("const rows: string[] = [];\n\nrows[3].trim();");
    expect(content).to.include({ ename: "TypeError", evalue: "Cannot read properties of undefined (reading 'trim')" });
    expect(getTraceback(errors[0])).to.equal(
      [
        "TypeError: Cannot read properties of undefined (reading 'trim')",
        "",
        "Line 3 of this cell",
        "    2 │ ",
        "  → 3 │ rows[3].trim();",
        "      │         ^",
      ].join("\n"),
    );
  });

  it("points into the file of src where it happened, by the file's own lines", async () => {
    const { errors } = await kernel.run(`import { check } from "./src/check";\n\ncheck({ distance: 11 });`);
    const text = getTraceback(errors[0]);
    expect(text).to.include("RangeError: too far").and.to.include("Line 3 of this cell");
    expect(text).to.include(
      'src/check.ts, line 8, in check\n    7 │ \n  → 8 │   if (trip.distance > limit) throw new RangeError("too far");',
    );
    expect(text).not.to.match(/node_modules|node:|kernel/);
  });

  it("follows the stack back through awaited calls", async () => {
    const { errors } = await kernel.run(
      `import { checkLater } from "./src/check";\nawait checkLater({ distance: 12 });`,
    );
    expect(getTraceback(errors[0])).to.match(
      /Line 2 of this cell[^]*src\/check.ts, line 14, in checkLater[^]*src\/check.ts, line 8, in check/,
    );
  });

  it("names the await that failed when the error comes from deep inside Node", async () => {
    const { errors } = await kernel.run(
      `import { connect } from "node:net";\nimport { once } from "node:events";\nconst one = 1;\nawait once(connect(1, "127.0.0.1"), "connect");`,
    );
    expect(getTraceback(errors[0])).to.include("ECONNREFUSED").and.to.include("Line 4 of this cell");
  });

  it("names the earlier cell that defines a function", async () => {
    const first = await kernel.run(
      'function halve(n: number) {\n  if (n % 2) throw new Error("odd");\n  return n / 2;\n}',
    );
    const { errors } = await kernel.run("halve(3)");
    expect(getTraceback(errors[0]))
      .to.include(`Cell [${first.content["execution_count"]}], line 2, in halve`)
      .and.to.include("Line 1 of this cell");
  });

  it("shows the error of a file of src in that file", async () => {
    kernel.project.write("src/broken.ts", "export const one = 1;\nexport const two: string = 2;\n");
    const { content, errors } = await kernel.run(`import { one } from "./src/broken";\none;`);
    expect(content["evalue"]).to.equal("src/broken.ts, line 2: Type 'number' is not assignable to type 'string'.");
    expect(getTraceback(errors[0]))
      .to.include("\n\nsrc/broken.ts, line 2: Type")
      .and.to.include("  → 2 │ export const two: string = 2;");
  });

  it("reports an unhandled rejection once", async () => {
    const ran = await kernel.run(`async function send() { throw new Error("lost"); }\nsend();`);
    expect(ran.content).to.include({ status: "error", ename: "Error", evalue: "lost" });
    expect(ran.errors).to.have.length(1);
    expect(getTraceback(ran.errors[0])).to.include("Is an `await` missing?").and.to.include("Line 2 of this cell");
    expect(getPrinted(ran)).to.equal("");
    expect(getPrinted(ran, "stderr")).to.equal("");
  });

  it("lets a promise reject before it is awaited", async () => {
    const ran = await kernel.run(`const failing = Promise.reject(new Error("early"));
await new Promise((resolve) => setImmediate(resolve));
try { await failing; } catch (error) { console.log("caught"); }`);
    expect(ran.content["status"]).to.equal("ok");
    expect(getPrinted(ran)).to.equal("caught\n");
  });

  it("ends a cell by an exception in a timer, which nothing could catch", async () => {
    const { content, errors } = await kernel.run(
      `setTimeout(() => { throw new Error("in a timer"); }, 1);\nawait new Promise(() => {});`,
    );
    expect(content).to.include({ status: "error", evalue: "in a timer" });
    expect(errors).to.have.length(1);
    expect(getTraceback(errors[0])).to.include("It happened in a timer or a listener");
  });

  it("shows an error of background work in the cell that ran last", async () => {
    const ran = await kernel.run(`setTimeout(() => { throw new Error("afterward"); }, 1); "done"`);
    expect(ran.content["status"]).to.equal("ok");
    const late = await ran.waitForMessage(({ header }) => header.msg_type === "error");
    expect(late.content).to.include({ evalue: "afterward" });
  });

  it("shows thrown values that aren't errors", async () => {
    expect((await kernel.run("throw { code: 7 };")).content).to.include({ ename: "Thrown", evalue: "{ code: 7 }" });
    expect((await kernel.run("throw undefined;")).content).to.include({ ename: "Thrown", evalue: "undefined" });
  });

  it("survives errors that throw when inspected", async () => {
    const hostile = await kernel.run(
      `class Odd extends Error { get message(): string { throw new Error("no"); } get name(): string { throw new Error("no"); } }\nthrow new Odd();`,
    );
    expect(hostile.content).to.include({ status: "error" });
    expect(
      (await kernel.run(`throw new Proxy(new Error("p"), { get() { throw new Error("trap"); } });`)).content,
    ).to.include({ status: "error" });
    expect((await kernel.run("1 + 1")).content).to.include({ status: "ok" });
  });

  it("shows the library's advice on an error, if any, instead of the error's message", async () => {
    await kernel.run(
      `Object.assign(globalThis, { [Symbol.for("labs.explain")]: (error: unknown) => (error instanceof RangeError ? "It is too far away." : undefined) });`,
    );
    const { content, errors } = await kernel.run(`throw new RangeError("too far");`);
    expect(content).to.include({ ename: "RangeError", evalue: "too far" });
    expect(getTraceback(errors[0])).to.match(/^RangeError: It is too far away\.\n\nLine 1 of this cell\n/);
    expect(getTraceback((await kernel.run(`throw new Error("near");`)).errors[0])).to.match(/^Error: near\n/);
    await kernel.run(
      `Object.assign(globalThis, { [Symbol.for("labs.explain")]: () => { throw new Error("of its own"); } });`,
    );
    expect(getTraceback((await kernel.run(`throw new Error("near");`)).errors[0])).to.match(/^Error: near\n/);
  });

  it("shows the cause of an error, and aggregated errors", async () => {
    const { errors } = await kernel.run(
      `throw new Error("outer", { cause: new AggregateError([new Error("first"), new Error("second")], "several") });`,
    );
    expect(getTraceback(errors[0]))
      .to.include("caused by AggregateError: several")
      .and.to.include("caused by Error: second");
  });

  it("names a function of another cell as the learner wrote it", async () => {
    await kernel.run("const askJq: any = 1;");
    const { content, errors } = await kernel.run("askJq();");
    expect(content["evalue"]).to.equal("askJq is not a function");
    expect(getTraceback(errors[0])).to.include("TypeError: askJq is not a function").and.not.to.include("exports");
  });

  it("shortens the stack of an endless recursion", async () => {
    const { content, errors } = await kernel.run("function again(): number { return again() + 1; }\nagain();");
    expect(content).to.include({ ename: "RangeError" });
    expect(getTraceback(errors[0]).split("\n").length).to.be.below(60);
  });

  it("refuses process.exit, which would lose all variables", async () => {
    expect((await kernel.run("process.exit(0)")).content["evalue"]).to.include("would end the kernel");
  });

  it("explains why a cell can't export like a module", async () => {
    expect((await kernel.run("export default 1;")).content["evalue"]).to.include("A cell can't export");
    expect((await kernel.run("declare global { interface Own {} }")).content["evalue"]).to.include(
      "A cell cannot declare global types",
    );
  });

  it("forgets names that a failed cell declared, and keeps those it would have replaced", async () => {
    await kernel.run("let kept = 1;");
    await kernel.run('let kept = 2; const fresh = 3; throw new Error("stop");');
    const ran = await kernel.run("kept");
    expect(getPrinted(ran)).to.equal("1\n");
    expect((await kernel.run("fresh")).content["evalue"]).to.include("Cannot find name 'fresh'");
  });
});
