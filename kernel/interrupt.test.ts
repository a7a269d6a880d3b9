import { expect } from "chai";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { getPrinted, type PendingRequest } from "./testing/kernel-client";
import { waitForEnd, getTraceback, useKernel, type FinishedRequest } from "./testing/use-kernel";

const isStarted = ({ header }: { header: { msg_type: string } }): boolean => header.msg_type === "stream";

/** Cells that print and then never end by themselves. The print shows that the cell is under way. */
const endless = {
  "an await that never ends": `console.log("go");\nawait new Promise(() => {});`,
  "a loop": `console.log("go");\nwhile (true) {}`,
  "a loop after an await": `await Promise.resolve();\nconsole.log("go");\nfor (;;) {}`,
  "a loop over promises that are there already": `console.log("go");\nfor (;;) await Promise.resolve();`,
  "a loop in a file of src": `import { forever } from "./src/forever";\nforever();`,
  "a polling loop in a file of src": `import { poll } from "./src/forever";\nawait poll();`,
  "a loop that catches everything inside": `console.log("go");\nfor (;;) { try { JSON.parse("{"); } catch {} }`,
  "a loop in a timer": `setTimeout(() => { console.log("go"); for (;;) {} });\nawait new Promise(() => {});`,
  "an endless regular expression": `console.log("go");\n/^(a+)+$/.test("a".repeat(50) + "b");`,
  "an endless regular expression after an await": `await Promise.resolve();\nconsole.log("go");\n/^(a+)+$/.test("a".repeat(50) + "b");`,
  "an endless callback inside of a package": `console.log("go");\nArray.from({ length: 2 ** 31 }, () => Math.random());`,
};

const source = `export function forever(): never {
  console.log("go");
  for (;;) {}
}

export async function poll(): Promise<void> {
  console.log("go");
  for (let look = 0; ; look++) await new Promise((resolve) => setTimeout(resolve, 1));
}
`;

describe("kernel interrupt", () => {
  const kernel = useKernel({ "src/forever.ts": source }, "own");

  const interruptByMessage = async (pendingRequest: PendingRequest): Promise<FinishedRequest> => {
    await pendingRequest.waitForMessage(isStarted);
    const interrupt = kernel.client.ask("interrupt_request", {}, { channel: "control" });
    expect((await interrupt.reply).content).to.deep.equal({ status: "ok" });
    return waitForEnd(pendingRequest);
  };
  const interruptBySignal = async (pendingRequest: PendingRequest): Promise<FinishedRequest> => {
    await pendingRequest.waitForMessage(isStarted);
    kernel.kernel.process.kill("SIGINT");
    return waitForEnd(pendingRequest);
  };

  for (const [title, code] of Object.entries(endless)) {
    it(`stops ${title}, and keeps the variables`, async () => {
      await kernel.run("const precious = 42;");
      const { content, errors } = await interruptByMessage(kernel.client.run(code));
      expect(content).to.include({ status: "error", ename: "Interrupted" });
      expect(errors).to.have.length(1);
      expect(getPrinted(await kernel.run("precious"))).to.equal("42\n");
    });
  }

  for (const subject of [
    "an await that never ends",
    "a loop",
    "an endless regular expression",
    "a polling loop in a file of src",
  ] as const) {
    it(`stops ${subject} by SIGINT, and keeps the variables`, async () => {
      await kernel.run("const precious = 43;");
      const { content } = await interruptBySignal(kernel.client.run(endless[subject]));
      expect(content).to.include({ status: "error", ename: "Interrupted" });
      expect(getPrinted(await kernel.run("precious"))).to.equal("43\n");
    });
  }

  it("names the line where the cell was stopped", async () => {
    const { errors } = await interruptByMessage(kernel.client.run(endless["an await that never ends"]));
    expect(getTraceback(errors[0]))
      .to.include("Interrupted: The cell was stopped.")
      .and.to.include("Line 2 of this cell");
  });

  it("aborts the queued cells", async () => {
    const first = kernel.client.run(endless["an await that never ends"]);
    const second = kernel.client.run('console.log("not this");');
    await interruptByMessage(first);
    expect((await second.done).content).to.deep.equal({ status: "aborted" });
  });

  it("cancels what the cell would do afterward, in order", async () => {
    await interruptByMessage(
      kernel.client.run(`
      const log: string[] = ((globalThis as any).log = []);
      console.log("go");
      try {
        for (;;) { await new Promise<void>((resolve) => { (globalThis as any).wake = resolve; }); log.push("woke"); }
      } finally { log.push("tidied up"); (globalThis as any).ended(); }`),
    );
    const ran = await kernel.run(`
      const over = new Promise<void>((resolve) => { (globalThis as any).ended = resolve; });
      (globalThis as any).wake();
      await over;
      (globalThis as any).log.join()`);
    expect(getPrinted(ran)).to.equal("tidied up\n");
  });

  it("notifies SIGINT listeners, as a terminal would", async () => {
    const { published } = await interruptByMessage(
      kernel.client.run(
        `process.once("SIGINT", () => console.log("heard"));\nconsole.log("go");\nawait new Promise(() => {});`,
      ),
    );
    expect(getPrinted({ published } as PendingRequest)).to.equal("go\nheard\n");
  });

  it("lets the compiler finish, and doesn't start the compiled cell", async () => {
    const long = Array.from(
      { length: 800 },
      (_, at) => `const v${at} = { at: ${at}, list: [${at}, "x"] as const };`,
    ).join("\n");
    const cell = kernel.client.run(`console.log("started");\n${long}`);
    await cell.waitForMessage(({ header }) => header.msg_type === "execute_input");
    await kernel.client.ask("interrupt_request", {}, { channel: "control" }).reply;
    expect((await cell.done).content).to.include({ status: "error", ename: "Interrupted" });
    expect(getPrinted(cell)).to.equal("");
    expect(getPrinted(await kernel.run("const whole: number = 1;\nwhole"))).to.equal("1\n");
  });

  it("stops a cell that is just starting, and answers the next request", async () => {
    // Holds the kernel between its message that the cell has begun and the cell's start, in a process in which no
    // checkpoint runs.
    const held = path.join(kernel.project.root, "held");
    await kernel.run(`
      import { execFileSync } from "node:child_process";
      const wait = "const { existsSync } = require('node:fs'); (function look() { if (!existsSync(" + ${JSON.stringify(JSON.stringify(held))} + ")) setTimeout(look, 5); })()";
      const executed = (globalThis as any)[Symbol.for("labs.executed")];
      executed.push = () => { delete executed.push; execFileSync(process.execPath, ["-e", wait]); };`);
    const cell = kernel.client.run("while (true) {}");
    await cell.waitForMessage(({ header }) => header.msg_type === "execute_input");
    await kernel.client.ask("interrupt_request", {}, { channel: "control" }).reply;
    writeFileSync(held, "");
    expect((await waitForEnd(cell)).content).to.include({ status: "error", ename: "Interrupted" });
    expect(getPrinted(await kernel.run("40 + 4"))).to.equal("44\n");
  });

  it("does nothing when no cell runs", async () => {
    await kernel.client.ask("interrupt_request", {}, { channel: "control" }).done;
    expect((await kernel.run("for (let i = 0; i < 3; i++) await null; 1")).content["status"]).to.equal("ok");
  });

  it("answers other requests while a cell waits, and stays busy for all clients", async () => {
    const cell = kernel.client.run(endless["an await that never ends"]);
    await cell.waitForMessage(isStarted);
    const pendingRequest = kernel.client.ask("complete_request", { code: "Math.flo", cursor_pos: 8 });
    expect((await pendingRequest.done).content["matches"]).to.deep.equal(["floor"]);
    const listStates = (): unknown[] =>
      cell.published
        .filter(({ header }) => header.msg_type === "status")
        .map(({ content }) => content["execution_state"]);
    await cell.waitForMessage(() => listStates().length > 1);
    expect(listStates()).to.deep.equal(["busy", "busy"]);
    await interruptByMessage(cell);
  });

  it("answers heartbeats and kernel_info while a loop keeps it busy", async () => {
    const cell = kernel.client.run(endless["a loop"]);
    await cell.waitForMessage(isStarted);
    expect((await kernel.client.ask("kernel_info_request", {}).done).content["status"]).to.equal("ok");
    await interruptByMessage(cell);
  });
});
