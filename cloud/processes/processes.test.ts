import { expect } from "chai";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import type { Command, Confine } from "../../foundation/processes/command";
import { Processes } from "./processes";
import type { SupervisedProcess } from "./supervised-process";
import { waitUntil, isAlive } from "../testing/until";

const onPosix = process.platform === "win32" ? it.skip : it;
const onLinux = process.platform === "linux" ? it : it.skip;

describe("processes that run other people's code", () => {
  let processes: Processes;
  const openProcesses = (confine?: Confine, endpoint = "http://127.0.0.1:4566"): Processes =>
    new Processes({ getEndpoint: () => endpoint, region: "us-east-1", confine, allowCode: true });
  const createCommand = (script: string, rest: Partial<Command> = {}): Command => ({
    argv: [process.execPath, "-e", script],
    cwd: tmpdir(),
    env: { PATH: process.env["PATH"] ?? "" },
    writable: [],
    readable: [],
    ...rest,
  });
  const run = (script: string, rest?: Partial<Command>): SupervisedProcess =>
    processes.start(createCommand(script, rest));

  beforeEach(() => {
    processes = openProcesses();
  });
  afterEach(() => processes.close());

  it("start with exactly the given environment", async () => {
    const process = run(
      "console.log(Object.keys(process.env).filter((name) => !/^(__CF|LAB_CLOUD)/.test(name)).sort().join())",
      { env: { GIVEN: "1" } },
    );
    expect((await text(process.output)).trim()).to.equal("GIVEN");
    expect(await process.ended).to.deep.equal({ code: 0, signal: null });
  });
  it("find the cloud through AWS's own variables", () => {
    expect(processes.createEnvironment()).to.deep.equal({
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
    });
  });
  it("communicate with the cloud over file descriptor 3", async () => {
    const process = run(
      "const s = new (require('net').Socket)({ fd: 3 }); s.on('data', (d) => s.end(String(d).toUpperCase()))",
    );
    process.channel.write("hello");
    expect(String((await once(process.channel, "data"))[0])).to.equal("HELLO");
  });
  it("report their exit status", async () => {
    expect(await run("process.exit(3)").ended).to.deep.equal({ code: 3, signal: null });
    const killed = run("setInterval(() => {}, 1000)");
    expect(await killed.kill()).to.deep.equal({ code: null, signal: "SIGKILL" });
  });
  it("report that a program does not exist", async () => {
    const { code, error } = await processes.start(createCommand("", { argv: ["no-such-program-here"] })).ended;
    expect(code).to.equal(null);
    expect(error).to.match(/ENOENT/);
  });

  onPosix("stand still while they are frozen, and go on when they are thawed", async () => {
    const process = run(
      "const s = new (require('net').Socket)({ fd: 3 }); s.on('data', (d) => s.write(d)); s.write('up')",
    );
    await once(process.channel, "data");
    process.freeze();
    let answer = "";
    process.channel.on("data", (data: Buffer) => {
      answer += data.toString();
    });
    process.channel.write("a");
    // Another process starts and ends meanwhile, which leaves enough time for an answer.
    await run("").ended;
    expect(answer).to.equal("");
    process.thaw();
    await once(process.channel, "data");
    expect(answer).to.equal("a");
  });
  onPosix("take what they started along, even what left their group", async () => {
    const forks =
      "const { spawn } = require('child_process'); const loop = ['-e', 'setInterval(() => {}, 1000)'];" +
      "const a = spawn(process.execPath, loop); const b = spawn(process.execPath, loop, { detached: true }); console.log(a.pid, b.pid); setInterval(() => {}, 1000)";
    const process = run(forks);
    const [line] = (await once(process.output, "data")) as [Buffer];
    const pids = line.toString().trim().split(" ").map(Number);
    expect(pids.map(isAlive)).to.deep.equal([true, true]);
    await process.kill();
    await waitUntil(() => !pids.some(isAlive));
  });
  onLinux("end what a process left behind that ended by itself", async () => {
    const process = run(
      "const { spawn } = require('child_process'); const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' }); child.unref(); console.log(child.pid)",
    );
    const pid = Number(await text(process.output));
    await process.ended;
    await waitUntil(() => !isAlive(pid));
  });
  onLinux("know how much memory they hold", async () => {
    const process = run(
      "const held = Buffer.alloc(200 * 1024 * 1024, 1); console.log('up'); setInterval(() => held[0], 1000)",
    );
    await once(process.output, "data");
    expect(process.getMemoryBytes()).to.be.within(200 * 1024 * 1024, 400 * 1024 * 1024);
  });

  it("start under the given isolation", async () => {
    const commands: Command[] = [];
    processes = openProcesses((command) => {
      commands.push(command);
      return {
        argv: [process.execPath, "-e", "console.log('wrapped', process.env.SEEN)"],
        cwd: tmpdir(),
        env: { SEEN: "yes" },
      };
    });
    const output = run("", { writable: ["/a"], readable: ["/b"], memoryMiB: 128 });
    expect((await text(output.output)).trim()).to.equal("wrapped yes");
    expect(commands).to.have.length(1);
    expect(commands[0]).to.deep.include({ writable: ["/a"], readable: ["/b"], memoryMiB: 128 });
  });
  it("don't start before the cloud's address is known, because they would call AWS", () => {
    processes = openProcesses(undefined, "");
    expect(() => run("")).to.throw("The lab cloud is not ready yet.");
  });
  it("don't start while the cloud stops, but do after a reset", async () => {
    await processes.close();
    expect(() => run("")).to.throw("The lab cloud is being stopped.");
    processes.open();
    expect(await run("").ended).to.deep.include({ code: 0 });
  });
});
