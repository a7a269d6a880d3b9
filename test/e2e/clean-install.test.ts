import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { formatHelp } from "../../scripts/labs/command";
import { start } from "../../scripts/start/start";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { createFreshClone, givePackages, installClone, getSharedClone } from "./clone";
import { startNpm, startEnvironment, type NpmStart } from "./npm-start";
import { endSharedSession } from "./shared-session";
import { waitUntil } from "../../cloud/testing/until";
import { itIfLong, LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";

/** The last line of the output, without npm's own messages and empty lines. */
const getLastLine = (start: NpmStart) =>
  start
    .getText()
    .trimEnd()
    .split("\n")
    .filter((line) => !/^npm (warn|error)|^$/.test(line))
    .pop() ?? "";

async function getOutcome(start: NpmStart) {
  return { status: await start.ended, last: getLastLine(start) };
}

describe("npm start, when something is missing", () => {
  let clone = "";
  const tools = createTemporaryFolder();
  before(() => {
    // This suite runs first, by its name: its final installation in the shared clone serves the others.
    clone = existsSync(join(getSharedClone(), "node_modules")) ? createFreshClone() : getSharedClone();
    // A PATH with only Node, npm and a shell.
    for (const program of ["node", "npm", "sh"])
      symlinkSync(
        execFileSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim(),
        join(tools, program),
      );
  });
  after(() => {
    if (clone !== getSharedClone()) rmSync(clone, { recursive: true, force: true });
  });

  it("lists its options with --help, and installs nothing", async () => {
    const requested = startNpm({ root: clone, args: ["--help"], env: startEnvironment({ PATH: tools }) });
    expect(await requested.ended).to.equal(0);
    expect(requested.getText().trimEnd()).to.include(formatHelp(start).join("\n").trimEnd());
    expect(existsSync(join(clone, "node_modules"))).to.equal(false);
  });

  it("reports a missing Python before any long installation, and where to get it", async () => {
    const { status, last } = await getOutcome(startNpm({ root: clone, env: startEnvironment({ PATH: tools }) }));
    expect(last).to.match(/^Python 3\.10 or newer was not found\. Install it .*run this again\.$/);
    expect(status).to.equal(1);
    expect(existsSync(join(clone, "node_modules"))).to.equal(false);
  });

  itIfLong("reports in one line that npm can't reach its registry", async () => {
    const env = startEnvironment({
      npm_config_registry: "http://127.0.0.1:9",
      npm_config_cache: join(tools, "cache"),
      npm_config_fetch_retry_mintimeout: "1",
    });
    const { status, last } = await getOutcome(startNpm({ root: clone, env }));
    expect(last).to.match(/^npm can't reach its registry\. .*`npm start` again/);
    expect(status).to.equal(1);
  });

  itIfLong("continues an interrupted npm installation, and reports that pip can't reach its registry", async () => {
    for (const name of ["node_modules", ".venv"]) rmSync(join(clone, name), { recursive: true, force: true });
    await cutShort(clone, "node_modules", /Installing npm packages/);
    expect(existsSync(join(clone, "node_modules", ".package-lock.json")), "npm was faster than the cut").to.equal(
      false,
    );

    const nowhere = {
      PIP_INDEX_URL: "http://127.0.0.1:9",
      PIP_FIND_LINKS: "",
      PIP_NO_CACHE_DIR: "1",
      PIP_CONFIG_FILE: "/dev/null",
    };
    const again = startNpm({ root: clone, env: startEnvironment(nowhere) });
    const { status, last } = await getOutcome(again);
    expect(again.getText()).to.match(
      /npm packages: an earlier installation was not finished\.[^]*Installing npm packages: done/,
    );
    expect(last).to.match(/^pip can't reach its registry\. .*`npm start` again/);
    expect(status).to.equal(1);
  });

  itIfLong("detects an interrupted Python environment, and completes it", async () => {
    await cutShort(clone, ".venv/lib", /Installing JupyterLab/);
    const again = startNpm({ root: clone, args: ["--install"] });
    const { status, last } = await getOutcome(again);
    expect(again.getText()).to.include("Python environment: an earlier installation was not finished.");
    expect(last).to.equal("Everything is installed.");
    expect(status).to.equal(0);
  });

  it("installs with --install what is missing, and starts nothing", async function () {
    skipIf(this, LEFT_TO_CI);
    givePackages(clone);
    expect(await getOutcome(startNpm({ root: clone, args: ["--install"] }))).to.deep.equal({
      status: 0,
      last: "Everything is installed.",
    });
    expect(existsSync(join(clone, ".venv", "labs-stamp.json"))).to.equal(true);
  });

  it("installs what is missing, and rejects unknown options with the usage and status 2", async function () {
    skipIf(this, LEFT_TO_CI);
    givePackages(clone);
    const { status, last } = await getOutcome(startNpm({ root: clone, args: ["--prot", "1"] }));
    expect(last).to.match(/^Usage: npm start -- /);
    expect(status).to.equal(2);
    // An AWS configuration of an earlier install may name the CLI's plugin, and nothing but this installation puts it back.
    const aws = { ...startEnvironment(), AWS_CONFIG_FILE: join(tools, "config") };
    writeFileSync(aws.AWS_CONFIG_FILE, "[plugins]\nlabs_endpoint = labs_endpoint\n");
    expect(execFileSync(join(clone, ".venv", "bin", "aws"), ["--version"], { env: aws, encoding: "utf8" })).to.match(
      /^aws-cli/,
    );
  });
});

describe("npm start, when a port is taken", () => {
  const other = createServer();
  before(async function () {
    skipIf(this, LEFT_TO_CI);
    await endSharedSession();
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
  });
  after(() => other.close());

  for (const option of ["--port", "--cloud-port"]) {
    it(`reports it in one line for ${option}, and leaves nothing running`, async () => {
      const root = installClone();
      const { port } = other.address() as AddressInfo;
      const { status, last } = await getOutcome(startNpm({ root, args: [option, String(port)] }));
      expect(last).to.match(
        new RegExp(`^Port ${port} for .* is in use by another program\\. .*npm start -- ${option} `),
      );
      expect(status).to.equal(1);
      expect(existsSync(join(root, ".labs", "session.json"))).to.equal(false);
    });
  }
});

/** Kills an install with all its processes, as soon as a folder exists. */
async function cutShort(root: string, folder: string, started: RegExp): Promise<void> {
  const start = startNpm({ root });
  await start.waitForOutput(started);
  await Promise.race([waitUntil(() => existsSync(join(root, folder))), start.ended]);
  start.press("SIGKILL");
  await start.ended;
}
