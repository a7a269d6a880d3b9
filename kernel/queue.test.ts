import { expect } from "chai";
import { getPrinted } from "./testing/kernel-client";
import { waitForEnd, useKernel } from "./testing/use-kernel";

describe("kernel queue", () => {
  const kernel = useKernel();

  it("aborts each cell queued after a failing one, and runs none of them", async () => {
    const pendingRequests = ['throw new Error("here");', 'console.log("second");', 'console.log("third");'].map(
      (code) => kernel.client.run(code),
    );
    const [first, second, third] = await Promise.all(pendingRequests.map(waitForEnd));
    expect(first?.content).to.include({ status: "error", evalue: "here" });
    for (const behind of [second, third]) {
      expect(behind?.content).to.deep.equal({ status: "aborted" });
      expect(behind?.published.map(({ header }) => header.msg_type)).to.deep.equal(["status", "status"]);
    }
  });

  it("also aborts after a type error", async () => {
    const [first, second] = await Promise.all(["nowhere;", "1"].map((code) => waitForEnd(kernel.client.run(code))));
    expect(first?.content["status"]).to.equal("error");
    expect(second?.content["status"]).to.equal("aborted");
  });

  it("runs a cell sent right after the error was reported", async () => {
    for (let round = 0; round < 20; round++) {
      const failing = kernel.client.run('throw new Error("again");');
      await failing.waitForMessage(({ header }) => header.msg_type === "error");
      await failing.reply;
      const next = kernel.client.run('console.log("runs");');
      expect((await next.done).content["status"]).to.equal("ok");
      expect(getPrinted(next)).to.equal("runs\n");
    }
  });

  it("aborts a cell that was sent before the error but arrives late", async () => {
    // A first message shows the kernel how far this client's clock is from its own.
    await kernel.run("0");
    const sent = new Date().toISOString();
    await kernel.run('throw new Error("meanwhile");');
    const late = await kernel.run('console.log("late");', { date: sent });
    expect(late.content).to.deep.equal({ status: "aborted" });
    expect((await kernel.run("1")).content["status"]).to.equal("ok");
  });

  it("continues after an error if the failing cell was sent with stop_on_error: false", async () => {
    const first = kernel.client.run('throw new Error("expected");', { stopOnError: false });
    const second = kernel.client.run('console.log("goes on");');
    expect((await first.done).content["status"]).to.equal("error");
    expect((await second.done).content["status"]).to.equal("ok");
    expect(getPrinted(second)).to.equal("goes on\n");
  });

  it("runs cells in the order sent, one at a time", async () => {
    const first = kernel.client.run(
      'let order = ""; for (let i = 0; i < 3; i++) { await new Promise((resolve) => setImmediate(resolve)); order += "a"; }',
    );
    const second = kernel.client.run('order += "b"; order');
    await first.done;
    await second.done;
    expect(getPrinted(second)).to.equal("aaab\n");
  });

  it("counts the cells, and sends each cell's code to all clients", async () => {
    const first = await kernel.run("1;");
    const second = await kernel.run("2;");
    const count = Number(first.content["execution_count"]);
    expect(second.content["execution_count"]).to.equal(count + 1);
    const [input] = second.published.filter(({ header }) => header.msg_type === "execute_input");
    expect(input?.content).to.deep.equal({ code: "2;", execution_count: count + 1 });
  });

  it("runs a silent cell without output and without counting it", async () => {
    const before = await kernel.run("0");
    const silent = await kernel.run('console.log("hush");', { silent: true });
    const after = await kernel.run("0");
    expect(silent.published.map(({ header }) => header.msg_type)).to.deep.equal(["status", "status"]);
    expect(Number(after.content["execution_count"]) - Number(before.content["execution_count"])).to.equal(1);
  });

  it("records what ran, with the cell's id, for checks", async () => {
    await kernel.run("const recorded = 1;", { cellId: "my-cell" });
    const ran = await kernel.run('JSON.stringify((globalThis as any)[Symbol.for("labs.executed")].slice(-2))', {
      cellId: "asks",
    });
    const [first, second] = JSON.parse(getPrinted(ran)) as object[];
    expect(first)
      .to.include({ cellId: "my-cell", code: "const recorded = 1;" })
      .and.have.property("at")
      .that.is.a("number");
    expect(second).to.include({ cellId: "asks" });
  });
});
