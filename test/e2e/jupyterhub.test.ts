import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect } from "chai";
import { installNpmPackages, installPython } from "../../bench/install";
import { findProcessesMarked } from "../../foundation/processes/process-tree";
import { bindFault, findFreePort } from "../../scripts/start/ports";
import { createFreshClone, givePackages } from "./clone";
import { startEnvironment } from "./npm-start";
import { waitForLine } from "../../cloud/testing/bare-debian";
import { removeFolder } from "../../cloud/testing/remove-folder";
import { describeIfLong, skipIf } from "../../cloud/testing/skip";
import { waitUntil } from "../../cloud/testing/until";
import { withoutVenv } from "../../cloud/testing/venv";

const PROJECT = resolve(".");
const TOKEN = randomBytes(16).toString("hex");
const LEARNERS = ["ann", "bob"] as const;
/** What the trial configuration leaves to an administrator: a service that starts learners' servers. */
const CONFIG = `load_subconfig(${JSON.stringify(join(PROJECT, "deploy", "jupyterhub_config.py"))})
c.JupyterHub.services = [{"name": "test", "api_token": ${JSON.stringify(TOKEN)}}]
c.JupyterHub.load_roles = [{"name": "test", "services": ["test"], "scopes": ["admin:users", "admin:servers", "access:servers"]}]
c.Spawner.start_timeout = c.Spawner.http_timeout = 1500
`;

/** Installing a hub and two copies of the course takes minutes. */
const MAX_MS = 30 * 60_000;

describeIfLong("a JupyterHub with two learners", function () {
  this.timeout(MAX_MS);
  let folder = "";
  let hub: ChildProcess | undefined;
  let address = "";
  let python = "";
  let classServer: ChildProcess | undefined;

  before(async function () {
    skipIf(this, findObstacle());
    folder = mkdtempSync(join(tmpdir(), "labs-hub-"));
    // The version that learners' servers have.
    const versions = join(PROJECT, "scripts", "setup", "requirements-hub.txt");
    python = join(installPython(join(folder, "venv"), ["--requirement", versions]), "python");
    const packages = installNpmPackages(join(folder, "proxy"), { "configurable-http-proxy": "5.3.0" });
    for (const learner of LEARNERS) giveCourse(join(folder, "homes", learner, "streaming-labs"));
    writeFileSync(join(folder, "config.py"), CONFIG);
    const port = await findThreePorts();
    address = `http://127.0.0.1:${port}`;
    // It writes its log to stderr.
    hub = spawn("sh", ["-c", `exec "${python}" -m jupyterhub --config config.py 2>&1`], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
      env: startEnvironment({
        HUB_PORT: String(port),
        HUB_HOMES: join(folder, "homes"),
        HUB_PROXY: join(packages, ".bin", "configurable-http-proxy"),
      }),
    });
    await waitForLine(hub, /JupyterHub is now running/);
    hub.stdout?.resume();
  });
  after(async () => {
    for (const child of [classServer, hub]) await stop(child);
    if (folder !== "") removeFolder(folder);
  });

  const ask = async (method: string, path: string): Promise<Response> => {
    const response = await fetch(address + path, { method, headers: { authorization: `token ${TOKEN}` } });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  /** Types a line in a terminal of the learner's JupyterLab. @returns what the terminal has shown when the command has ended */
  async function runInHubTerminal(learner: string, line: string): Promise<string> {
    const { name } = (await (await ask("POST", `/user/${learner}/api/terminals`)).json()) as { readonly name: string };
    const url = `${address.replace("http", "ws")}/user/${learner}/terminals/websocket/${name}`;
    const child = spawn(python, [join(import.meta.dirname, "hub_terminal.py"), url], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...startEnvironment(), HUB_TOKEN: TOKEN },
    });
    child.stdin.end(line);
    let text = "";
    child.stdout.on("data", (chunk) => (text += String(chunk)));
    const [status] = (await once(child, "close")) as [number];
    expect(status, text).to.equal(0);
    return text;
  }

  for (const learner of LEARNERS)
    it(`starts the server of ${learner} by the two lines of its configuration`, async () => {
      await ask("POST", `/hub/api/users/${learner}`);
      await ask("POST", `/hub/api/users/${learner}/server`);
      const progress = await ask("GET", `/hub/api/users/${learner}/server/progress`);
      expect((await progress.text()).trim().split("\n").at(-1)).to.match(/"ready": true/);
      const folders = (await (await ask("GET", `/user/${learner}/api/contents/notebooks`)).json()) as {
        content: object[];
      };
      expect(folders.content).to.not.equal([]);
    });

  it("shows the instructor both learners' progress, by an address and by a folder, once they agree", async () => {
    const reports = join(folder, "class");
    const labs = join(PROJECT, "scripts", "labs.mjs");
    classServer = spawn(process.execPath, [labs, "class", reports, "--listen", "0"], { env: startEnvironment() });
    const [, shared = ""] = await waitForLine(classServer, /npx labs share (http:\S+)/);
    const showClass = (): string =>
      execFileSync(process.execPath, [labs, "class", reports], { encoding: "utf8", env: startEnvironment() });

    await runInHubTerminal("ann", "npx labs check 05");
    expect(showClass(), "before anyone agreed").to.include("No one has shared anything yet");
    await runInHubTerminal("ann", `npx labs share ${shared} --as Ann && npx labs check 05`);
    await runInHubTerminal("bob", `npx labs share ${reports} --as Bob && npx labs check 05`);
    expect(showClass()).to.match(/^05 {2}Resharding: 2 learners$/m);
    expect(showClass()).to.match(/^ {2}Ann /m);
    expect(showClass()).to.match(/^ {2}Bob /m);
  });

  it("leaves no process of a learner when it stops their server", async () => {
    const listPids = () => findProcessesMarked(`HOME=${join(folder, "homes")}/`);
    expect(listPids()).to.have.lengthOf.greaterThan(3);
    for (const learner of LEARNERS) await ask("DELETE", `/hub/api/users/${learner}/server`);
    await waitUntil(() => listPids().length === 0);
  });
});

/** Why no hub can be tried here; undefined if it can. */
function findObstacle(): string | undefined {
  return process.platform === "linux" ? withoutVenv : "the test looks for learners' processes in /proc";
}

/** Puts a copy of the course into a learner's home. */
function giveCourse(home: string): void {
  const clone = createFreshClone();
  givePackages(clone);
  mkdirSync(dirname(home), { recursive: true });
  renameSync(clone, home);
}

/** @returns the first of three adjacent ports that are free */
async function findThreePorts(): Promise<number> {
  const first = await findFreePort();
  const faults = await Promise.all([first + 1, first + 2].map(bindFault));
  return faults.every((fault) => fault === undefined) ? first : findThreePorts();
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
