import { expect } from "chai";
import { once } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { join, resolve } from "node:path";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { listProcesses } from "../start/processes";
import { runJob } from "./run-job";

const project = resolve(".");

/** A test that starts a program, tells the ids of its processes, and never ends. */
const createEndless = (port: number) => `
  import { spawn } from "node:child_process";
  import { connect } from "node:net";
  it("waits for ever", async function () {
    this.timeout(0);
    const program = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"]);
    connect(${port}, "127.0.0.1").end(JSON.stringify([process.ppid, process.pid, program.pid]));
    await new Promise(() => {});
  });
`;

describe("npm test: a job that takes too long", () => {
  it("is ended with everything it started, and counts as a failure", async function () {
    skipIf(this, process.platform === "win32" ? "processes are not listed there" : undefined);
    const root = createTemporaryFolder();
    const server = createServer();
    try {
      await once(server.listen(0, "127.0.0.1"), "listening");
      mkdirSync(join(root, "thing"));
      writeFileSync(join(root, "package.json"), JSON.stringify({ type: "module" }));
      writeFileSync(join(root, "thing", "a.test.ts"), createEndless((server.address() as AddressInfo).port));
      for (const link of ["node_modules", "scripts", ".mocharc.json"])
        symlinkSync(join(project, link), join(root, link));

      const time = new AbortController();
      const connected = once(server, "connection");
      const run = runJob(
        {
          name: "thing",
          args: ["node_modules/mocha/bin/mocha.js", "thing/a.test.ts"],
          mocha: true,
          load: "light",
        },
        {
          root,
          logs: root,
          env: process.env,
          progress: { begin: () => undefined, end: () => undefined, stop: () => undefined },
          createTimeLimit: () => time.signal,
        },
      );
      const [socket] = (await connected) as [Socket];
      const pids: readonly number[] = JSON.parse((await socket.toArray()).join(""));
      const listRunning = () => pids.filter((pid) => listProcesses().some((process) => process.pid === pid));
      expect(listRunning()).to.have.length(3);

      time.abort();
      const { outcome } = await run;
      expect(listRunning()).to.deep.equal([]);
      expect(outcome).to.deep.equal({
        passed: 0,
        skipped: [],
        failures: [
          {
            title: "the test run itself",
            why: "The tests stopped halfway: the process exceeded the time limit for a job, and was stopped.",
          },
        ],
        times: [],
        called: [],
      });
    } finally {
      server.close();
    }
  });
});
