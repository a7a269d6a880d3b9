import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConnection } from "./jupyter/connection";
import { connectKernel, getPrinted, type KernelClient } from "./testing/kernel-client";
import {
  createFreeConnection,
  launch,
  projectRoot,
  startKernelProcess,
  type KernelProcess,
  type LaunchedKernel,
} from "./testing/kernel-process";
import { createTemporaryProject, type TemporaryProject } from "./testing/temporary-project";

describe("kernel start and end", () => {
  let project: TemporaryProject;
  let files: string;
  const ends: (() => unknown)[] = [];
  before(() => {
    project = createTemporaryProject({
      "src/library.ts": "export const answer: number = 42;\n",
      "notebooks/deep/readme.txt": "",
    });
    files = realpathSync(mkdtempSync(path.join(tmpdir(), "kernel-start-")));
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  after(() => {
    project.remove();
    rmSync(files, { recursive: true, force: true });
  });

  const start = async (): Promise<KernelProcess> => {
    const kernel = await startKernelProcess({
      root: project.root,
      folder: path.join(project.root, "notebooks", "deep"),
    });
    ends.push(() => kernel.stop());
    return kernel;
  };
  const launchWith = (connection: unknown): LaunchedKernel & { file: string } => {
    const file = path.join(files, "connection.json");
    writeFileSync(file, typeof connection === "string" ? connection : JSON.stringify(connection));
    const launched = launch({ root: project.root, folder: files }, file);
    ends.push(() => launched.process.kill("SIGKILL"));
    return { ...launched, file };
  };
  const connect = (file: string): KernelClient => {
    const client = connectKernel(readConnection(file));
    ends.push(() => {
      client.close();
    });
    return client;
  };
  const occupy = async (port: number): Promise<Server> => {
    const server = createServer().listen(port, "127.0.0.1");
    await once(server, "listening");
    ends.push(() => server.close());
    return server;
  };

  async function shutDown({ client, ended, log }: KernelProcess, restart: boolean): Promise<void> {
    const { content } = await client.ask("shutdown_request", { restart }, { channel: "control" }).reply;
    expect(content).to.deep.equal({ status: "ok", restart });
    expect(await ended).to.equal(0);
    expect(log()).to.equal("");
  }

  it("imports from the project root, wherever the notebook is, finds files edited or created since, and exits with status 0 on shutdown_request (restart: true)", async () => {
    const kernel = await start();
    const { client } = kernel;
    const cell = client.run('import { answer } from "./src/library";\n`${answer} ${process.cwd()}`');
    expect((await cell.done).content["status"]).to.equal("ok");
    expect(getPrinted(cell)).to.equal(`42 ${project.root}\n`);
    project.write("src/library.ts", "export const answer: number = 43;\n");
    const again = client.run('import { answer } from "./src/library";\nanswer');
    await again.done;
    expect(getPrinted(again)).to.equal("43\n");
    expect((await client.run('import { made } from "./src/made";').done).content["evalue"]).to.include(
      "Cannot find module './src/made'",
    );
    project.write("src/made.ts", 'export const made = "now";\n');
    const found = client.run('import { made } from "./src/made";\nmade');
    await found.done;
    expect(getPrinted(found)).to.equal("now\n");
    // A kernel that has run cells takes seconds to make: one kernel for both tests.
    await shutDown(kernel, true);
  });

  it("exits with status 1 and the busy address if it can't open a socket", async () => {
    const connection = await createFreeConnection();
    await occupy(Number(connection["iopub_port"]));
    const { ended, log } = launchWith(connection);
    expect(await ended).to.equal(1);
    expect(log()).to.include(`tcp://127.0.0.1:${connection["iopub_port"]} (iopub): is in use by another program`);
  });

  it("waits for a socket that the previous kernel is closing", async () => {
    const connection = await createFreeConnection();
    const busy = await occupy(Number(connection["shell_port"]));
    const { waitForLog, file } = launchWith(connection);
    await waitForLog("(shell) is in use, trying again");
    busy.close();
    const client = connect(file);
    expect((await client.ask("kernel_info_request", {}).reply).content["status"]).to.equal("ok");
  });

  for (const [title, text, output] of [
    ["is missing", undefined, "ENOENT"],
    ["is not JSON", "{", "JSON"],
    ["lacks a port", JSON.stringify({ ip: "127.0.0.1" }), "has no shell_port"],
    ["wants another signature", JSON.stringify({ signature_scheme: "hmac-md5" }), "hmac-md5 is not supported"],
  ] as const) {
    it(`exits with status 1 and one line if the connection file ${title}`, async () => {
      const { ended, log } =
        text === undefined
          ? launch({ root: project.root, folder: files }, path.join(files, "nowhere.json"))
          : launchWith(text);
      expect(await ended).to.equal(1);
      expect(log())
        .to.match(/^The kernel cannot start: connection file .*\n$/)
        .and.to.include(output);
    });
  }

  it("prints its usage", async () => {
    const called = spawn(process.execPath, [path.join(projectRoot, "kernel", "start.mjs")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [text] = (await once(called.stderr, "data")) as [Buffer];
    const [status] = (await once(called, "close")) as [number];
    expect([status, text.toString()]).to.deep.equal([
      2,
      "usage: node kernel/start.mjs <connection file> [--root <folder of the project>]\n",
    ]);
  });

  it("answers a shutdown_request (restart: false), then exits with status 0", async () => {
    await shutDown(await start(), false);
  });

  it("exits although a cell keeps it busy", async () => {
    const { client, ended } = await start();
    const cell = client.run('console.log("go");\n/^(a+)+$/.test("a".repeat(50) + "b");');
    await cell.waitForMessage(({ header }) => header.msg_type === "stream");
    await client.ask("shutdown_request", { restart: false }, { channel: "control" }).reply;
    expect(await ended).to.equal("SIGKILL");
  });

  it("exits when the notebook server that started it is killed", async () => {
    const connection = await createFreeConnection();
    const file = path.join(files, "orphan.json");
    writeFileSync(file, JSON.stringify(connection));
    const kernel = JSON.stringify([path.join(projectRoot, "kernel", "start.mjs"), file, "--root", project.root]);
    const server = spawn(
      process.execPath,
      ["-e", `require("node:child_process").spawn(process.execPath, ${kernel}, { stdio: "inherit" })`],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    const client = connect(file);
    ends.push(() => server.kill("SIGKILL"));
    await client.ask("kernel_info_request", {}).reply;
    server.kill("SIGKILL");
    // Both processes of the kernel hold the other end of this pipe: it is closed when both have ended.
    let text = "";
    server.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    await once(server.stderr, "close");
    expect(text).to.include("the notebook server is gone, exiting");
  });
});
