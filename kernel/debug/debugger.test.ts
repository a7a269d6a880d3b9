import { expect } from "chai";
import type { DebugProtocol } from "@vscode/debugprotocol";
import path from "node:path";
import { getPrinted, type PendingRequest } from "../testing/kernel-client";
import { useKernel, waitForEnd } from "../testing/use-kernel";

const SHAPES = `/** Areas of shapes. */
export interface Square {
  readonly side: number;
}

export function getArea(square: Square): number {
  const area: number = square.side * square.side;
  return area;
}
`;

describe("the kernel's debugger", () => {
  const kernel = useKernel({ "src/shapes.ts": SHAPES }, "own");
  let latest: PendingRequest;
  let seq = 0;

  /** Sends a request to the debugger. @returns the body of its answer */
  async function ask<T = Record<string, unknown>>(command: string, args: object = {}): Promise<T> {
    const number = (seq += 1);
    const content = { type: "request", seq: number, command, arguments: args };
    const pending = kernel.client.ask("debug_request", content, { channel: "control" });
    latest = pending;
    const reply = (await pending.done).content;
    expect(reply, String(reply["message"])).to.deep.include({
      type: "response",
      request_seq: number,
      command,
      success: true,
    });
    return reply["body"] as T;
  }

  async function setBreakpoints(code: string, ...lines: readonly number[]): Promise<string> {
    const { sourcePath } = await ask<{ sourcePath: string }>("dumpCell", { code });
    const breakpoints = lines.map((line) => ({ line }));
    await ask("setBreakpoints", { source: { path: sourcePath }, breakpoints });
    return sourcePath;
  }

  /** The reason of the next pause after the latest request. */
  async function waitForStop(): Promise<DebugProtocol.StoppedEvent["body"]> {
    const isStop = ({ content }: { content: Record<string, unknown> }) => content["event"] === "stopped";
    return (await latest.waitForMessage(isStop)).content["body"] as DebugProtocol.StoppedEvent["body"];
  }

  const getFrames = async () =>
    (await ask<DebugProtocol.StackTraceResponse["body"]>("stackTrace", { threadId: 1 })).stackFrames;
  const getLines = async () => (await getFrames()).map(({ name, line }) => `${name.replace(/ \d+$/, "")}:${line}`);

  const listVariables = async (variablesReference: number) =>
    (await ask<DebugProtocol.VariablesResponse["body"]>("variables", { variablesReference })).variables;

  /** Names and values by scope. */
  async function readScopes(frameId: number): Promise<Record<string, Record<string, string>>> {
    const { scopes } = await ask<DebugProtocol.ScopesResponse["body"]>("scopes", { frameId });
    const read: Record<string, Record<string, string>> = {};
    for (const { name, variablesReference } of scopes)
      read[name] = Object.fromEntries((await listVariables(variablesReference)).map((item) => [item.name, item.value]));
    return read;
  }

  before(async () => {
    await ask("initialize", { clientID: "jupyterlab", linesStartAt1: true, supportsVariableType: true });
    await ask("attach");
  });

  it("stops a cell at a breakpoint, shows its variables, and continues", async () => {
    await kernel.run("const before = 41;\nlet count = 1;");
    const code = `const trips = [{ id: "a", miles: 2.5 }];\n\nconst byId = new Map(trips.map((trip) => [trip.id, trip]));\nconsole.log(byId.size + before);`;
    const source = await setBreakpoints(code, 4);
    const ran = kernel.client.run(code);
    expect(await waitForStop()).to.include({ reason: "breakpoint", threadId: 1 });
    const [frame] = await getFrames();
    expect(frame).to.deep.include({ line: 4, source: { name: "cell 3", path: source } });
    const { Locals, Globals } = await readScopes(frame?.id ?? 0);
    expect(Locals).to.deep.equal({ trips: "Array(1) [Object]", byId: 'Map(1) { "a" => Object }' });
    expect(Globals).to.include({ before: "41", count: "1" });
    expect(getPrinted(ran)).to.equal("");
    await ask("continue", { threadId: 1 });
    expect((await waitForEnd(ran)).content).to.include({ status: "ok" });
    expect(getPrinted(ran)).to.equal("42\n");
  });

  it("steps over lines, into a function of another cell, and out of it", async () => {
    const twice = "function twice(n: number): number {\n  const doubled = n * 2;\n  return doubled;\n}";
    await kernel.run(twice);
    const code = `const one = 1;\nconst two = twice(one);\nfor (let i = 0; i < 1; i++) {\n  console.log(i);\n}\nconsole.log("end");`;
    await setBreakpoints(code, 1);
    const ran = kernel.client.run(code);
    await waitForStop();
    const seen = [await getLines()];
    for (const step of ["next", "stepIn", "next", "stepOut", "next", "next", "next"]) {
      await ask(step, { threadId: 1 });
      expect(await waitForStop()).to.include({ reason: "step" });
      seen.push(await getLines());
    }
    await ask("continue");
    await ran.done;
    expect(seen).to.deep.equal([
      ["cell:1"],
      ["cell:2"],
      ["twice:2", "cell:2"],
      ["twice:3", "cell:2"],
      ["cell:3"],
      ["cell:4"],
      ["cell:3"],
      ["cell:6"],
    ]);
  });

  it("continues when a step reaches the end of a cell, and doesn't stop in the next one", async () => {
    for (const step of ["next", "stepIn", "stepOut"]) {
      const code = `const ended = "by ${step}";\nconsole.log(ended);`;
      await setBreakpoints(code, 2);
      const ran = kernel.client.run(code);
      await waitForStop();
      await ask(step, { threadId: 1 });
      expect((await ran.done).content).to.include({ status: "ok" });
      expect((await kernel.run('const after = "end";\nconsole.log(after);')).content).to.include({ status: "ok" });
      expect(await getFrames()).to.deep.equal([]);
    }
  });

  it("stops in asynchronous code, and steps over an await", async () => {
    const code = `const wait = () => new Promise((done) => setTimeout(done, 1));\nasync function load(): Promise<number> {\n  await wait();\n  const loaded = 5;\n  return loaded;\n}\nconst got = await load();\nconsole.log(got);`;
    await setBreakpoints(code, 3, 7);
    const ran = kernel.client.run(code);
    await waitForStop();
    const seen = [await getLines()];
    for (const step of ["continue", "next", "next", "continue"]) {
      await ask(step, { threadId: 1 });
      if (step === "continue" && seen.length > 2) break;
      await waitForStop();
      seen.push(await getLines());
    }
    expect((await ran.done).content).to.include({ status: "ok" });
    expect(seen.map(([top]) => top)).to.deep.equal(["cell:7", "load:3", "load:4", "load:5"]);
  });

  it("stops in a file of src, even before a cell has imported it", async () => {
    const { modules } = await ask<DebugProtocol.ModulesResponse["body"]>("modules");
    const file = path.join(kernel.project.root, "src", "shapes.ts");
    expect(modules.map((module) => module.path)).to.include(file);
    expect(await ask("source", { source: { path: file } })).to.include({ content: SHAPES });
    await ask("setBreakpoints", { source: { path: file }, breakpoints: [{ line: 8 }] });
    const ran = kernel.client.run('import { getArea } from "./src/shapes";\ngetArea({ side: 3 })');
    await waitForStop();
    const [top, cell] = await getFrames();
    expect(top).to.deep.include({ name: "getArea", line: 8, source: { name: "shapes.ts", path: file } });
    expect(cell).to.include({ line: 2 });
    expect((await readScopes(top?.id ?? 0))["Locals"]).to.deep.equal({ square: "{ side: 3 }", area: "9" });
    await ask("setBreakpoints", { source: { path: file }, breakpoints: [] });
    await ask("continue");
    await ran.done;
    expect((await kernel.run("getArea({ side: 2 })")).content).to.include({ status: "ok" });
  });

  it("evaluates expressions in a paused cell, with the variables of other cells", async () => {
    await kernel.run("let rate = 2;");
    const code = "const price = { amount: 10 };\nconsole.log(price.amount);";
    await setBreakpoints(code, 2);
    const ran = kernel.client.run(code);
    await waitForStop();
    const frameId = (await getFrames())[0]?.id;
    expect(await ask("evaluate", { expression: "price.amount + 1", frameId })).to.include({ result: "11" });
    expect(await ask("evaluate", { expression: "rate", frameId })).to.include({ result: "2" });
    await ask("evaluate", { expression: "price.amount = 20", frameId });
    await ask("evaluate", { expression: "rate = 3" });
    expect(await ask("richInspectVariables", { variableName: "price", frameId })).to.deep.equal({
      data: { "text/plain": "{ amount: 20 }" },
      metadata: {},
    });
    await ask("continue");
    await ran.done;
    expect(getPrinted(ran)).to.equal("20\n");
    expect(getPrinted(await kernel.run("console.log(rate);"))).to.equal("3\n");
  });

  it("lists all variables and their members while no cell runs", async () => {
    await kernel.run("const nested = { list: [1, 2], when: new Date(0), nothing: null, get lazy() { return 1; } };");
    // As JupyterLab does it, without waiting for the answer before.
    const inspected = await Promise.all(
      [1, 2, 3].map(() => ask<{ variables: DebugProtocol.Variable[] }>("inspectVariables")),
    );
    expect(inspected.map(({ variables }) => variables.length)).not.to.include(0);
    const { variables = [] } = inspected.at(-1) ?? {};
    const nested = variables.find(({ name }) => name === "nested");
    expect(nested).not.to.have.property("type");
    const members = await listVariables(nested?.variablesReference ?? 0);
    expect(members.map(({ name, value }) => [name, value])).to.deep.equal([
      ["list", "Array(2) [1, 2]"],
      ["when", "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)"],
      ["nothing", "null"],
      ["lazy", "(getter)"],
    ]);
  });

  it("stops where an error is thrown, if the client requests it", async () => {
    await ask("setExceptionBreakpoints", { filters: ["all"] });
    const ran = kernel.client.run('const bad = 1;\nthrow new RangeError("far");');
    expect(await waitForStop()).to.include({ reason: "exception", text: "RangeError: far" });
    expect((await getFrames())[0]).to.include({ line: 2 });
    await ask("setExceptionBreakpoints", { filters: [] });
    await ask("continue");
    expect((await ran.done).content).to.include({ status: "error", ename: "RangeError" });
  });

  it("stops at a condition only while it is true", async () => {
    const code = "let sum = 0;\nfor (let i = 0; i < 5; i++) {\n  sum += i;\n}";
    const { sourcePath } = await ask<{ sourcePath: string }>("dumpCell", { code });
    await ask("setBreakpoints", { source: { path: sourcePath }, breakpoints: [{ line: 3, condition: "i === 3" }] });
    const ran = kernel.client.run(code);
    await waitForStop();
    const frameId = (await getFrames())[0]?.id;
    expect(await ask("evaluate", { expression: "sum", frameId })).to.include({ result: "3" });
    await ask("continue");
    await ran.done;
  });

  it("stops each time, though a client sets the same breakpoints again while the cell runs", async () => {
    const code = "let rounds = 0;\nfor (let i = 0; i < 200; i++) {\n  rounds += 1;\n}";
    const { sourcePath: path } = await ask<{ sourcePath: string }>("dumpCell", { code });
    const set = () => ask("setBreakpoints", { source: { path }, breakpoints: [{ line: 3 }] });
    await set();
    const ran = kernel.client.run(code);
    for (let stops = 0; stops < 200; stops += 1) {
      await waitForStop();
      const frameId = (await getFrames())[0]?.id;
      expect(await ask("evaluate", { expression: "rounds", frameId })).to.include({ result: String(stops) });
      void set();
      await ask("continue");
    }
    expect((await ran.done).content).to.include({ status: "ok" });
  });

  it("moves a breakpoint to the next executable line", async () => {
    const code = "const x = 1;\n// a remark\n\nconsole.log(x);";
    const source = await setBreakpoints(code, 2);
    const ran = kernel.client.run(code);
    await waitForStop();
    expect((await getFrames())[0]).to.include({ line: 4 });
    const { breakpoints } = await ask<{ breakpoints: object[] }>("debugInfo");
    expect(breakpoints).to.deep.include({ source, breakpoints: [{ line: 4 }] });
    await ask("continue");
    await ran.done;
  });

  it("ends a paused cell on interrupt, and keeps the variables", async () => {
    const precious = "const precious = 42;";
    await kernel.run(precious);
    for (const start of ["", "await Promise.resolve();"]) {
      const code = `${start}\nconsole.log("paused");\nconsole.log("not this");`;
      await setBreakpoints(code, 3);
      const ran = kernel.client.run(code);
      await waitForStop();
      await kernel.client.ask("interrupt_request", {}, { channel: "control" }).reply;
      expect((await waitForEnd(ran)).content).to.include({ status: "error", ename: "Interrupted" });
      expect(getPrinted(ran)).to.equal("paused\n");
      expect(getPrinted(await kernel.run("console.log(precious);"))).to.equal("42\n");
    }
  });

  it("pauses a busy loop on request", async () => {
    const ran = kernel.client.run('console.log("go");\nlet spins = 0;\nfor (;;) {\n  spins++;\n}');
    await ran.waitForMessage(({ header }) => header.msg_type === "stream");
    await ask("pause", { threadId: 1 });
    expect(await waitForStop()).to.include({ reason: "pause" });
    await kernel.client.ask("interrupt_request", {}, { channel: "control" }).reply;
    expect((await ran.done).content).to.include({ ename: "Interrupted" });
  });

  it("lets a paused cell continue without breakpoints when the debugger is turned off", async () => {
    const code = 'console.log("first");\nconsole.log("second");';
    await setBreakpoints(code, 1, 2);
    const ran = kernel.client.run(code);
    await waitForStop();
    await ask("disconnect", { restart: false });
    expect((await ran.done).content).to.include({ status: "ok" });
    expect(await ask("debugInfo")).to.deep.include({ isStarted: false, breakpoints: [], stoppedThreads: [] });
    expect((await kernel.run(code)).content).to.include({ status: "ok" });
  });

  it("can be turned on while V8 discards the scripts of earlier cells", async () => {
    for (let number = 0; number < 30; number += 1) await kernel.run(`${number}`);
    await kernel.run(`import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const hook = Reflect.get(globalThis, Symbol.for("labs.debug")) as { start(): string };
const start = hook.start;
hook.start = () => {
  hook.start = start;
  collectGarbage();
  return start();
};`);
    await ask("disconnect");
    await ask("initialize", { clientID: "jupyterlab" });
    await ask("attach");
    const code = "const later = 6;\nconsole.log(later);";
    await setBreakpoints(code, 2);
    const ran = kernel.client.run(code);
    await waitForStop();
    await ask("disconnect");
    expect((await ran.done).content).to.include({ status: "ok" });
  });
});
