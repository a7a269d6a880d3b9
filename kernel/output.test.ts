import { expect } from "chai";
import type { Json } from "./jupyter/message";
import { getPrinted, listPublished } from "./testing/kernel-client";
import { useKernel } from "./testing/use-kernel";

describe("kernel output", () => {
  const kernel = useKernel();

  it("keeps the order of what a cell prints on both streams and displays", async () => {
    const ran = await kernel.run(`import { display } from "tslab";
console.log("one");
console.error("two");
process.stdout.write("three, ");
process.stdout.write(Buffer.from("four\\n"));
display.html("<b>five</b>");
console.log("six");
"seven"`);
    const outputs = ran.published.filter(({ header }) =>
      ["stream", "display_data", "execute_result"].includes(header.msg_type),
    );
    expect(outputs.map(({ content }) => content["text"] ?? content["data"])).to.deep.equal([
      "one\n",
      "two\n",
      "three, four\n",
      { "text/html": "<b>five</b>" },
      "six\n",
      { "text/plain": "seven" },
    ]);
    expect(ran.published.at(-1)?.content["execution_state"]).to.equal("idle");
  });

  const getResult = async (code: string): Promise<Json | undefined> =>
    listPublished(await kernel.run(code), "execute_result")[0];
  const SVG = "<svg><circle r='1'/></svg>";

  for (const [title, code, data] of [
    ["an object", "const a = { b: [1, 2] }; a", { "text/plain": "{ b: [ 1, 2 ] }" }],
    ["a text without quotes, so that its lines stay lines", '"a\\nb"', { "text/plain": "a\nb" }],
    ["null", "null", { "text/plain": "null" }],
    [
      "a method that Node 20 has, and Node 18 hadn't",
      "[3, 1, 2].toSorted().findLast((n) => n < 3)",
      { "text/plain": "2" },
    ],
    ["an awaited value", "await Promise.resolve(5)", { "text/plain": "5" }],
    ["a promise that is not awaited", "Promise.resolve(5)", { "text/plain": "Promise { 5 }" }],
    ["HTML of an element", '({ outerHTML: "<b>x</b>" })', { "text/html": "<b>x</b>" }],
    ["SVG of an element", `({ outerHTML: ${JSON.stringify(SVG)} })`, { "image/svg+xml": SVG }],
    [
      "what a value's own display method offers",
      '({ async [Symbol.for("Jupyter.display")]() { return { "application/json": { n: [1] }, "image/png": new Uint8Array([1, 2, 3]) }; } })',
      { "application/json": { n: [1] }, "image/png": "AQID" },
    ],
  ] as const) {
    it(`shows the last expression as the cell's result: ${title}`, async () => {
      expect((await getResult(code))?.["data"])
        .to.deep.include(data)
        .and.to.have.property("text/plain");
    });
  }

  it("shows no result for undefined, a declaration, or a silent cell", async () => {
    for (const code of ["undefined", "const quiet = 1", "void 0"]) expect(await getResult(code)).to.equal(undefined);
    expect(listPublished(await kernel.run("5", { silent: true }), "execute_result")).to.deep.equal([]);
  });

  it("fails the cell when a value's display method fails", async () => {
    const { content } = await kernel.run(
      '({ [Symbol.for("Jupyter.display")]() { throw new RangeError("no plot"); } })',
    );
    expect(content).to.include({ status: "error", ename: "RangeError", evalue: "no plot" });
  });

  it("gives a result the execution count of its cell", async () => {
    const ran = await kernel.run("1 + 1");
    expect(listPublished(ran, "execute_result")[0]).to.include({ execution_count: ran.content["execution_count"] });
  });

  it("clears a cell's output, at once or before the next output", async () => {
    const ran = await kernel.run('import { clearOutput } from "tslab";\nclearOutput();\nclearOutput({ wait: true });');
    expect(listPublished(ran, "clear_output")).to.deep.equal([{ wait: false }, { wait: true }]);
  });

  it("joins small prints into few messages, and loses none", async () => {
    const ran = await kernel.run("for (let i = 0; i < 20_000; i++) console.log(i);");
    expect(getPrinted(ran).split("\n")).to.have.length(20_001).and.to.include("19999");
    expect(listPublished(ran, "stream").length).to.be.below(200);
  });

  it("passes on a large print complete", async () => {
    const ran = await kernel.run('console.log("x".repeat(5_000_000));');
    expect(getPrinted(ran)).to.have.length(5_000_001);
  });

  it("joins characters split between two writes", async () => {
    const ran = await kernel.run(
      'const bytes = Buffer.from("Größe 🙂\\n");\nfor (const byte of bytes) process.stdout.write(Buffer.from([byte]));',
    );
    expect(getPrinted(ran)).to.equal("Größe 🙂\n");
  });

  it("notifies a writer when its text is written", async () => {
    const ran = await kernel.run(
      'await new Promise<void>((resolve) => { process.stdout.write("told", () => resolve()); });',
    );
    expect(getPrinted(ran)).to.equal("told");
  });

  it("updates a display in place", async () => {
    const ran = await kernel.run(
      'import { newDisplay } from "tslab";\nconst place = newDisplay();\nplace.text("1 %");\nplace.text("2 %");',
    );
    const [first] = listPublished(ran, "display_data");
    const [second] = listPublished(ran, "update_display_data");
    expect(first).to.deep.include({ data: { "text/plain": "1 %" } });
    expect(second).to.deep.equal({ ...first, data: { "text/plain": "2 %" } });
  });

  it("displays bytes as base64", async () => {
    const ran = await kernel.run('import { display } from "tslab";\ndisplay.png(new Uint8Array([1, 2, 3]));');
    expect(listPublished(ran, "display_data")[0]).to.deep.include({ data: { "image/png": "AQID" } });
  });

  it("displays one value in several formats through the library's hook", async () => {
    const ran = await kernel.run(
      '(globalThis as any)[Symbol.for("labs.display")]({ data: { "text/plain": "plot", "application/json": { a: 1 } } }, false);',
    );
    expect(listPublished(ran, "display_data")[0]).to.deep.equal({
      data: { "text/plain": "plot", "application/json": { a: 1 } },
      metadata: {},
      transient: {},
    });
  });

  it("shows output of background work in the newest cell", async () => {
    await kernel.run("const later = (text: string): void => { setImmediate(() => console.log(text)); };");
    const ran = await kernel.run('setImmediate(() => setImmediate(() => console.log("afterward"))); 0');
    await ran.waitForMessage(({ content }) => String(content["text"]).includes("afterward"));
  });

  it("keeps warnings of Node and of packages out of the cell", async () => {
    const ran = await kernel.run(
      'process.emitWarning("this version is old"); await new Promise((resolve) => setImmediate(resolve));',
    );
    expect(getPrinted(ran, "stderr")).to.equal("");
  });

  it("shows a function the new value that a later cell assigns", async () => {
    await kernel.run("let count = 0; function add() { count++; return count; }");
    expect(getPrinted(await kernel.run("count = 10; add()"))).to.equal("11\n");
    expect(getPrinted(await kernel.run("count"))).to.equal("11\n");
  });

  it("runs a top-level for await, and ignores export before a declaration", async () => {
    const ran = await kernel.run(
      "async function* rows() { yield 1; yield 2; }\nfor await (const row of rows()) console.log(row);",
    );
    expect(getPrinted(ran)).to.equal("1\n2\n");
    await kernel.run("export const shared = 6;\nexport function twice(n: number) { return 2 * n; }");
    expect(getPrinted(await kernel.run("twice(shared)"))).to.equal("12\n");
  });
});
