import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { askChecker } from "../../scripts/labs/checker/ask-checker";
import { listProcesses, type SystemProcess } from "../../scripts/start/processes";
import { skipIf, itIfLong } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { bundleGrader } from "../core/bundle.mjs";
import { PLAIN_LAB, PLAIN_ROOT, createPlainNotebook } from "../testing/plain-lab";
import type { CheckerAddress, CheckResponse } from "./messages";
import { waitUntil } from "../../cloud/testing/until";

const ROOT = join(import.meta.dirname, "..", "..");
const SQUARE = "99-plain.square";

describe("the checker", () => {
  const work = createTemporaryFolder();
  let inside = "";
  let checker: ChildProcess | undefined;

  before(() => {
    mkdirSync(join(work, "notebooks"));
  });
  beforeEach(async () => {
    save("");
    // One checker serves all tests that leave it running, as it serves a learner. It remembers code that it has run, so each test
    // gives a new answer.
    if (!isRunning()) checker = await startChecker();
  });
  after(() => waitForEnd());

  async function startChecker(env: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
    const programs = await bundleGrader(ROOT);
    inside = programs.inside;
    const args = [programs.checker, ROOT, programs.compiler, JSON.stringify([PLAIN_LAB]), work, PLAIN_ROOT];
    const child = spawn(process.execPath, args, {
      // As on a hub, the first check opens the lab: otherwise the checker would open it after twelve seconds, during any test.
      env: { ...process.env, LABS_CHECKER_WARM_UP: "no", ...env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(child.stdout, "data"); // printed when the checker is ready
    return child;
  }
  const isRunning = (): boolean => checker?.exitCode === null && checker.signalCode === null;
  async function waitForEnd(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (!checker || !isRunning()) return;
    const exit = once(checker, "exit");
    checker.kill(signal);
    await exit;
  }
  /**
   * Saves the notebook with an answer to the first exercise; if the answer is empty, the notebook as it was handed out.
   */
  function save(answer: string): void {
    const notebook = JSON.parse(createPlainNotebook()) as {
      cells: { source: string | string[]; metadata: BundleMetadata }[];
    };
    for (const cell of notebook.cells) {
      if (answer === "" || cell.metadata.labs?.exercise !== SQUARE) continue;
      cell.source = [cell.source]
        .flat()
        .join("")
        .replace(/(START CODE HERE.*\n)[^]*?(\s*\/\/ ### END)/, `$1${answer}$2`);
    }
    writeFileSync(join(work, PLAIN_LAB.notebook), JSON.stringify(notebook));
  }
  interface BundleMetadata {
    readonly labs?: { readonly exercise?: string };
  }
  const readAddress = () => JSON.parse(readFileSync(join(work, ".labs", "checker.json"), "utf8")) as CheckerAddress;
  const ask = async (exercise: string | undefined = SQUARE) => {
    const doing: string[] = [];
    const request = await askChecker(work, { lab: PLAIN_LAB, exercise }, { report: (subject) => doing.push(subject) });
    return { ...request, doing };
  };
  const readFeedback = async () => {
    const { verdict, why } = await ask();
    return verdict && "feedback" in verdict ? verdict.feedback.join("\n") : String(why);
  };

  it("keeps a process ready for the next check, and works without one that has died", async function () {
    skipIf(this, process.platform !== "linux" ? "told apart by what /proc knows of them" : undefined);
    const isOurs = ({ pid, parent }: SystemProcess): boolean =>
      parent === checker?.pid && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(inside);
    /** The process id of the one standby process that waits for code, other than this one. */
    const findOther = async (than = 0): Promise<number> => {
      let ours: SystemProcess[] = [];
      await waitUntil(() => {
        ours = listProcesses().filter(isOurs);
        return ours.length === 1 && ours[0]?.pid !== than;
      });
      return ours[0]?.pid ?? 0;
    };
    save("return n + n + 2;");
    expect(listProcesses().filter(isOurs), "before the first check").to.deep.equal([]);
    await ask();
    const ready = await findOther();
    save("return n * n * 1;");
    expect(await readFeedback()).to.match(/^✓/);
    expect(existsSync(`/proc/${ready}`), "it was used").to.equal(false);
    const dead = await findOther(ready);
    process.kill(dead, "SIGKILL");
    // The checker hears of it at the same time.
    await waitUntil(() => !existsSync(`/proc/${dead}`));
    save("return n ** 2 + 0;");
    expect(await readFeedback()).to.match(/^✓/);
  });

  it("judges what is saved now: open, wrong, right, then wrong again", async () => {
    expect(await readFeedback()).to.match(/^○ .*still open/);
    save("return n + n + 1;");
    expect(await readFeedback()).to.match(/^✗/);
    save("return n * n;");
    expect(await readFeedback()).to.match(/^✓/);
    save("return n + n + 1;");
    expect(await readFeedback()).to.match(/^✗/);
  });

  it("runs unchanged code only once, and reports what it is doing", async () => {
    save("return n * (n + 0);");
    expect((await ask()).doing).to.include("Running your cells");
    expect((await ask()).doing).not.to.include("Running your cells");
    save("return (n + 0) ** 2;");
    expect((await ask()).doing).to.include("Running your cells");
  });

  itIfLong("ends its warm processes when nobody checks, and still judges as before", async function () {
    skipIf(this, process.platform !== "linux" ? "told by what /proc knows of processes" : undefined);
    await waitForEnd();
    checker = await startChecker({ LABS_CHECKER_IDLE_SECONDS: "0" });
    const countHelpers = () => listProcesses().filter(({ parent }) => parent === checker?.pid);
    expect(countHelpers(), "before the first check").to.deep.equal([]);
    for (const [answer, verdict] of [
      ["return n + n + 1;", /^✗/],
      ["return n * n;", /^✓/],
    ] as const) {
      save(answer);
      expect(await readFeedback()).to.match(verdict);
      await waitUntil(() => countHelpers().length === 0);
    }
  });

  it("lists the exercises when asked for an unknown one", async () => {
    const { verdict } = await ask("99-plain.nothing");
    expect(verdict).to.deep.include({ failed: "UnknownExercise" });
  });

  it("ends the code, and nothing else, when the caller stops waiting", async () => {
    save("for (;;) await new Promise((resolve) => setTimeout(resolve, 1));");
    const socket = connect(readAddress().port, "127.0.0.1");
    socket.write(`${JSON.stringify({ token: readAddress().token, lab: PLAIN_LAB, exercise: SQUARE })}\n`);
    const lines = readLines(socket);
    await lines((message) => "doing" in message && message.doing === "Running your cells");
    socket.destroy();
    save("return (0 + n) * n;");
    expect(await readFeedback()).to.match(/^✓/);
  });

  it("refuses callers without the token, and all web pages", async () => {
    const { port, token } = readAddress();
    expect(token).to.match(/^[0-9a-f]{64}$/);
    if (process.platform !== "win32")
      expect(statSync(join(work, ".labs", "checker.json")).mode & 0o077, "readable by others").to.equal(0);
    for (const line of [
      JSON.stringify({ token: "f".repeat(64), lab: PLAIN_LAB }),
      JSON.stringify({ lab: PLAIN_LAB }),
      "null",
      "{",
      "x".repeat(100_000),
    ])
      expect(await requestAnswer(port, `${line}\n`), line.slice(0, 40)).to.equal("");
    // A web page can make the browser send this request, with the question as its body.
    const page = new Promise<string>((resolve) => {
      const sent = request({ port, host: "127.0.0.1", method: "POST", headers: { origin: "http://evil.example" } });
      sent.on("response", () => resolve("answered"));
      sent.on("error", ({ message }) => resolve(message));
      sent.end(`\n${JSON.stringify({ token, lab: PLAIN_LAB })}\n`);
    });
    expect(await page).to.match(/socket hang up|ECONNRESET/);
    // The learner's own question is still answered.
    expect(await readFeedback()).to.match(/still open/);
  });

  it("is skipped, with its reason, if it has died or doesn't answer", async () => {
    const file = join(work, ".labs", "checker.json");
    const left = readFileSync(file, "utf8");
    await waitForEnd("SIGKILL");
    expect(existsSync(file), "nobody took it away").to.equal(true);
    expect((await ask()).why).to.contain("ECONNREFUSED");

    checker = await startChecker();
    process.kill(checker.pid ?? 0, "SIGSTOP");
    const request = await askChecker(work, { lab: PLAIN_LAB }, { report: () => undefined, silentMs: 100 });
    process.kill(checker.pid ?? 0, "SIGCONT");
    expect(request.why).to.equal("It hasn't responded for 0.1 s.");
    expect(readFileSync(file, "utf8")).not.to.equal(left);
  });

  it("removes its file when it ends, and ends with the process that started it", async () => {
    const exit = once(checker as ChildProcess, "exit");
    checker?.stdin?.end();
    await exit;
    expect(existsSync(join(work, ".labs", "checker.json"))).to.equal(false);
    expect(await ask()).to.deep.equal({ verdict: undefined, doing: [] });
  });
});

/** All bytes that the checker answers to some bytes. */
function requestAnswer(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let output = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("utf8").on("data", (text: string) => (output += text));
    socket.on("error", () => undefined).on("close", () => resolve(output));
  });
}

/** Waits for a line of the checker's answer. */
function readLines(socket: ReturnType<typeof connect>) {
  const heard: CheckResponse[] = [];
  let wake = (): void => undefined;
  let rest = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    heard.push(...lines.map((line) => JSON.parse(line) as CheckResponse));
    wake();
  });
  return async (expected: (message: CheckResponse) => boolean): Promise<void> => {
    while (!heard.some(expected)) await new Promise<void>((resolve) => (wake = resolve));
  };
}
