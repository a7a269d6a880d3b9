import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { skipIf } from "../../cloud/testing/skip";
import { endProcesses } from "./end";
import { SESSION_VARIABLE, listProcesses } from "./processes";

/** A program that prints its process id and runs until it is ended. */
const STAY = "console.log(process.pid); setInterval(() => {}, 1000);";
const DEAF = `process.on("SIGTERM", () => {}); ${STAY}`;
/** A program that starts another one in its own session, as a notebook server does with kernels, and continues. */
const createParent = (child: string, self: string) =>
  `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { detached: true, stdio: "inherit" }); ${self}`;
/** The same, but this program ends: its child has no parent any more. */
const createLeaver = (child: string) =>
  `${createParent(child, "")}.unref(); setTimeout(() => process.exit(), 0)`.replace("; .unref()", "");

/** Whether a process is still running, and is not a zombie. */
const isAlive = (pid: number) => listProcesses().some((process) => process.pid === pid);

describe("start: ending a session", () => {
  const stopped = new AbortController().signal;

  /** Starts a program and reads the process ids that the program and its children print. */
  async function startProgram(program: string, count: number, env: NodeJS.ProcessEnv = {}) {
    const child = spawn(process.execPath, ["-e", program], {
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...env },
    });
    let text = "";
    while (text.split("\n").length <= count) text += String((await once(child.stdout, "data"))[0]);
    return { pid: child.pid ?? 0, pids: text.trim().split("\n").map(Number) };
  }

  it("ends a program and what it started, even in sessions of their own", async () => {
    const { pid, pids } = await startProgram(createParent(STAY, STAY), 2);
    await endProcesses({ pids: [pid], session: "none", hurry: stopped });
    expect(pids.filter(isAlive)).to.deep.equal([]);
  });
  it("ends a child that ignores signals, after its parent has gone", async () => {
    const { pid, pids } = await startProgram(createParent(DEAF, STAY), 2);
    await endProcesses({ pids: [pid], session: "none", hurry: stopped });
    expect(pids.filter(isAlive)).to.deep.equal([]);
  });
  it("doesn't wait for an unresponsive program when in a hurry", async () => {
    const { pid } = await startProgram(DEAF, 1);
    const hurry = new AbortController();
    hurry.abort();
    await endProcesses({ pids: [pid], session: "none", hurry: hurry.signal });
    expect(isAlive(pid)).to.equal(false);
  });
  it("finds processes outside the tree by the session's mark (Linux)", async function () {
    skipIf(this, process.platform !== "linux" ? "only Linux tells the environment of other processes" : undefined);
    const { pids } = await startProgram(createLeaver(STAY), 1, { [SESSION_VARIABLE]: "a1b2" });
    await endProcesses({ pids: [], session: "a1b2", hurry: stopped });
    expect(pids.filter(isAlive)).to.deep.equal([]);
  });
  it("leaves all other processes running", async () => {
    const other = await startProgram(STAY, 1, { [SESSION_VARIABLE]: "another" });
    const { pid } = await startProgram(STAY, 1);
    await endProcesses({ pids: [pid], session: "a1b2", hurry: stopped });
    expect(isAlive(other.pid)).to.equal(true);
    process.kill(other.pid, "SIGKILL");
  });
});
