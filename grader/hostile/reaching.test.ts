import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join, relative } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { compileCells } from "../compile/compile-cells";
import { PLAIN_PART, PLAIN_ROOT } from "../testing/plain-lab";
import { runAttack, CELL, HONEST, HONEST_ROUTE, LAB, ROOT, SCRIPT, useRehearsal } from "./testing/attack";

const fs = 'import * as fs from "node:fs";';

describe("a submission that reaches out of its sandbox", () => {
  const rehearsal = useRehearsal("plain");
  const folder = createTemporaryFolder();
  let visits = 0;
  const visitors = new EventEmitter();
  // A client process that is killed leaves its connection open.
  const server = createServer((socket) => {
    visits += 1;
    socket.on("error", () => undefined);
    socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    socket.on("data", (output) => {
      visitors.emit("pid", Number(/pid=(\d+)/.exec(output.toString())?.[1]));
    });
  });
  let sleeper: ChildProcess | undefined;
  before(async () => {
    await writeFile(join(folder, "anna.ipynb"), "another submission");
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    sleeper = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  });
  after(() => {
    server.close();
    // Not started where there is no bubblewrap: then all is skipped.
    sleeper?.kill("SIGKILL");
  });

  /** Runs the attack twice: confined, it gets nothing; unconfined, it succeeds and then gives the honest answer. */
  async function runStopped(lines: readonly string[], exercise = CELL): Promise<string> {
    const [held, free] = await Promise.all([
      runAttack(rehearsal(), [exercise, lines]),
      runAttack(rehearsal(), [exercise, lines], { unsafe: true }),
    ]);
    expect(held.lost).to.deep.equal([exercise]);
    expect(free).to.deep.include({ status: "graded", lost: [] });
    return held.hints;
  }

  it("cannot read the solution, the checks, the grader, other submissions, the system's users or processes", async () => {
    const files = [
      join(ROOT, "course", LAB, "lab", "01-opening.ts"),
      join(ROOT, "course", LAB, "checks.ts"),
      join(ROOT, "solutions", `${LAB}_Solution.ipynb`),
      join(ROOT, "grader", "index.ts"),
      join(folder, "anna.ipynb"),
      "/etc/passwd",
      "/proc/1/cmdline",
      "/proc/self/environ",
    ];
    // Confined, the attack fails at the first file that it cannot read; unconfined, it reads all of them.
    await runStopped([fs, ...files.map((file) => `fs.readFileSync(${JSON.stringify(file)});`), HONEST]);
    const each = files.map(
      (file) =>
        `try { fs.readFileSync(${JSON.stringify(file)}); found.push(${JSON.stringify(file)}); } catch { /* not there */ }`,
    );
    const { hints } = await runAttack(rehearsal(), [
      CELL,
      [fs, "const found: string[] = [];", ...each, "throw new Error('found ' + found.length);"],
    ]);
    expect(hints).to.match(/found 0/);
  });

  it("cannot read the solution and submit it as its own", async () => {
    await runStopped([
      fs,
      `const source = fs.readFileSync(${JSON.stringify(join(PLAIN_ROOT, PLAIN_PART))}, "utf8");`,
      'const line = /^const LIMIT = (.*?);/m.exec(source)?.[1] ?? "";',
      'const LIMIT = new Function("square", "longest", "WORDS", "return " + line)(square, longest, WORDS);',
    ]);
  });

  it("finds nothing of the instructor's environment, even without other limits; programs inside it can", async () => {
    process.env["LABS_HOSTILE_SECRET"] = "grades";
    const { lost } = await runAttack(
      rehearsal(),
      [CELL, ['if (process.env["LABS_HOSTILE_SECRET"] === undefined) throw new Error("cleared");', HONEST]],
      { unsafe: true },
    );
    const found = spawnSync(process.execPath, ["-p", "process.env.LABS_HOSTILE_SECRET"], {
      encoding: "utf8",
    }).stdout.trim();
    delete process.env["LABS_HOSTILE_SECRET"];
    expect([lost, found]).to.deep.equal([[CELL], "grades"]);
  });

  it("cannot write results, nor anything else outside its own memory", async () => {
    const file = join(folder, "results.json");
    await runStopped([fs, `fs.writeFileSync(${JSON.stringify(file)}, "{}");`, HONEST]);
    expect(existsSync(file)).to.equal(true); // the unconfined attack has made it
    await rm(file);
    await runAttack(rehearsal(), [CELL, [fs, `fs.writeFileSync(${JSON.stringify(file)}, "{}");`]]);
    expect(existsSync(file)).to.equal(false);
  });

  it("cannot write through a link it creates", async () => {
    const file = join(folder, "victim");
    await runStopped([
      fs,
      `fs.symlinkSync(${JSON.stringify(folder)}, "/tmp/labs-link-" + process.pid); try { fs.writeFileSync("/tmp/labs-link-" + process.pid + "/victim", "x"); } finally { fs.unlinkSync("/tmp/labs-link-" + process.pid); }`,
      HONEST,
    ]);
    await rm(file);
  });

  it("cannot keep a file by a hard link, nor reach a hidden one", async () => {
    const file = join(folder, "anna.ipynb");
    // An unconfined attack removes its link again.
    const link = (target: string) =>
      `{ const to = [${JSON.stringify(folder)}, "/tmp"].find((one) => fs.existsSync(one)) + "/hard-" + process.pid; fs.linkSync(${target}, to); fs.readFileSync(to); fs.unlinkSync(to); }`;
    expect(await runStopped([fs, link(JSON.stringify(file)), HONEST])).to.match(/ENOENT/);
    // The project's files that it sees are on other mounts than its writable folder in memory.
    const seen = 'process.cwd() + "/package.json"';
    const { hints, lost } = await runAttack(rehearsal(), [CELL, [fs, link(seen), HONEST]]);
    expect(lost).to.deep.equal([CELL]);
    expect(hints).to.match(/EXDEV|EROFS|EPERM/);
  });

  it("reaches no further from a worker thread", async () => {
    const { port } = server.address() as AddressInfo;
    const deeds = {
      reads: `require("fs").readFileSync(${JSON.stringify(join(folder, "anna.ipynb"))})`,
      signals: `process.kill(${sleeper?.pid ?? 0}, 0)`,
      reaches: `fetch("http://127.0.0.1:${port}/")`,
    };
    for (const [does, action] of Object.entries(deeds)) {
      const code = `(async () => { await ${action}; })().then(() => process.exit(0), () => process.exit(1));`;
      const lines = [
        'import { Worker } from "node:worker_threads";',
        `const code = await new Promise((resolve) => new Worker(${JSON.stringify(code)}, { eval: true }).once("exit", resolve));`,
        'if (code !== 0) throw new Error("held back");',
        HONEST,
      ];
      expect(await runStopped(lines), does).to.match(/held back/);
    }
  });

  it("cannot write into the library", async () => {
    // The file is removed at once, since the unconfined attack writes to the project's own folder.
    const write = (folder: string) =>
      `{ const file = "${folder}/.hostile-" + process.pid; fs.writeFileSync(file, ""); fs.unlinkSync(file); }`;
    expect(await runStopped([fs, write("src"), write("node_modules"), HONEST])).to.match(/EROFS|EACCES/);
  });

  it("cannot change what later submissions load packages by", async () => {
    const cache =
      'const cache = process.env["LABS_SANDBOX_CODE_CACHE"] ?? ".labs/grader/" + fs.readdirSync(".labs/grader").find((name) => /^packages-.*blob$/.test(name));';
    expect(await runStopped([fs, cache, 'fs.closeSync(fs.openSync(cache, "r+"));', HONEST])).to.match(/EROFS|EACCES/);
  });

  it("reaches nothing on this machine's loopback, nor any network", async () => {
    const { port } = server.address() as AddressInfo;
    const before = visits;
    const { lost } = await runAttack(rehearsal(), [CELL, [`await fetch("http://127.0.0.1:${port}/");`, HONEST]]);
    expect([lost, visits]).to.deep.equal([[CELL], before]);
    await runStopped([`await fetch("http://127.0.0.1:${port}/");`, HONEST]);
    expect(visits).to.be.greaterThan(before);
    await runStopped([
      'import { networkInterfaces } from "node:os";',
      'if (Object.keys(networkInterfaces()).length === 0 || !Object.keys(networkInterfaces()).some((name) => name !== "lo")) throw new Error("alone");',
      HONEST,
    ]);
  });

  it("cannot signal other processes, only itself", async () => {
    await runStopped([`process.kill(${sleeper?.pid ?? 0}, 0);`, HONEST]);
    const outcome = await runAttack(rehearsal(), [
      CELL,
      ["for (const pid of [process.ppid, 1, -1]) try { process.kill(pid, 9); } catch { /* not allowed */ }"],
    ]);
    expect(outcome.lost).to.deep.equal([CELL]);
    expect(sleeper?.exitCode).to.equal(null);
  });

  it("leaves no child behind", async () => {
    // A child that outlives its parent calls the server, if it can reach it, with its process id.
    const { port } = server.address() as AddressInfo;
    const lines = [
      'import { spawn, spawnSync } from "node:child_process";',
      `const child = spawn(process.execPath, ["-e", "setInterval(() => fetch('http://127.0.0.1:${port}/pid=' + process.pid).catch(() => {}), 100)"], { detached: true, stdio: "ignore" });`,
      "child.unref();",
      HONEST,
    ];
    const readCommand = (id: string) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, "utf8");
      } catch {
        return "";
      }
    };
    const listChildren = () =>
      readdirSync("/proc").filter((id) => /^\d+$/.test(id) && readCommand(id).includes(`127.0.0.1:${port}/pid=`));
    expect((await runAttack(rehearsal(), [CELL, lines], { unsafe: true })).lost).to.deep.equal([]);
    // Unconfined, the child is still there long after its submission was judged. If a busy machine made the submission run twice,
    // there is one of each run.
    const [pid] = (await once(visitors, "pid")) as [number];
    const outlived = listChildren();
    expect(outlived).to.include(String(pid));
    for (const id of outlived) process.kill(Number(id), "SIGKILL");
    // Confined, no child is left: when the first process of a sandbox ends, the kernel ends all of them. Bubblewrap's parent hears of it a
    // moment before the last child is gone, so the test looks again; a child that had got away would stay for ever.
    expect((await runAttack(rehearsal(), [CELL, lines])).lost).to.deep.equal([]);
    const listRemaining = () => listChildren().filter((id) => !outlived.includes(id));
    for (let looks = 0; looks < 1_000 && listRemaining().length > 0; looks += 1) await nextTurn();
    expect(listRemaining()).to.deep.equal([]);
  });

  it("reaches no further with native code, in an add-on it includes or finds among the packages", async () => {
    const loaded = 'require("zeromq"); Object.keys(require.cache).find((file) => file.endsWith(".node"))';
    const found = relative(
      ROOT,
      spawnSync(process.execPath, ["-p", loaded], { cwd: ROOT, encoding: "utf8" }).stdout.trim(),
    );
    for (const brought of [true, false]) {
      const addon = brought
        ? '"/tmp/labs-addon-" + process.pid + ".node"'
        : `process.cwd() + "/" + ${JSON.stringify(found)}`;
      // The add-on creates a socket in a folder without Node's own modules.
      const hints = await runStopped([
        fs,
        `const file = ${addon};`,
        ...(brought ? [`fs.copyFileSync(${JSON.stringify(found)}, file);`] : []),
        "const addon: { exports: any } = { exports: {} };",
        "process.dlopen(addon, file);",
        ...(brought ? ["fs.unlinkSync(file);"] : []),
        "const socket = new addon.exports.Socket(7, { context: new addon.exports.Context() });",
        `await socket.bind(${JSON.stringify(`ipc://${folder}/native`)});`,
        "socket.close();",
        HONEST,
      ]);
      expect(hints).to.match(/No such endpoint/); // the add-on's own message, so it ran
    }
  });

  it("passes on no options to later processes; the processes it starts itself obey them", async () => {
    const createLines = (judge: string) => [
      fs,
      'import { spawnSync } from "node:child_process";',
      'fs.writeFileSync("/tmp/theirs.cjs", "process.stdout.write(\'theirs\'); process.exit(0);");',
      'process.env["NODE_OPTIONS"] = "--require=/tmp/theirs.cjs";',
      judge,
    ];
    const command =
      'if (spawnSync(process.execPath, ["-e", "0"], { encoding: "utf8" }).stdout !== "theirs") throw new Error("not heeded");';
    expect((await runAttack(rehearsal(), [CELL, [...createLines(command), HONEST]])).lost).to.deep.equal([]);
    expect((await runAttack(rehearsal(), [CELL, [...createLines(""), "const LIMIT = 1;"]])).lost).to.deep.equal([CELL]);
    expect((await runAttack(rehearsal(), [CELL, [HONEST]])).lost).to.deep.equal([]);
  });

  it("cannot become another user", async () => {
    const lines = ["process.setgid?.(12345);", HONEST];
    expect((await runAttack(rehearsal(), [CELL, lines])).lost).to.deep.equal([CELL]);
    // Unconfined, only root can do so.
    if (process.getuid?.() === 0)
      expect((await runAttack(rehearsal(), [CELL, lines], { unsafe: true })).lost).to.deep.equal([]);
  });

  it("cannot have the trusted compiler carry anything in, although it reads all imports", async () => {
    const [free] = compileCells(
      [{ id: "x", code: 'import own from "./package.json"; const found: never = own;' }],
      ROOT,
      { inside: "/lab" },
    );
    expect(free?.ok === false && free.diagnostics.map(({ message }) => message).join(" ")).to.contain("workspaces");
    for (const line of [
      'const lab = await import("./course/01-streaming-ingestion/grading-plan");',
      'import own from "./src/etl/consumer_Solution";',
      'import own from "chai/../../package.json"; const found: never = own;',
    ]) {
      const { lost, hints } = await runAttack(rehearsal(), [CELL, [line, HONEST]]);
      expect([lost, /Only packages and files of/.test(hints)], `${line} ${hints}`).to.deep.equal([[CELL], true]);
    }
  });
});

describe("a submitted script that reaches out of its sandbox", () => {
  const rehearsal = useRehearsal("cloud");

  it("cannot have the bundler carry anything in, which it would by itself: see compile/bundle-script.test.ts", async () => {
    const script = await runAttack(rehearsal(), [
      SCRIPT,
      ['const { default: own } = await import("../../solutions/src/etl/consumer_Solution");', HONEST_ROUTE],
    ]);
    expect(script.lost).to.include(SCRIPT);
    expect(script.hints).to.match(/Only packages and files of src\/ can be imported/);
  });
});
