import { execFileSync, type ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import {
  buildBareDebian,
  findImageObstacle,
  runBuildah,
  startInContainer,
  stopInContainer,
  waitForLine,
} from "../../cloud/testing/bare-debian";
import { describeIfLong, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { PACKAGES } from "../../scripts/release/find-gaps";

const ROOT = join(import.meta.dirname, "..", "..");
const BASE = "localhost/bare-debian-test";
/** Where the container has the packages' files. */
const FILES = "/packages";
/** The settings for pip that this machine needs. */
const PIP_SETTINGS = ["PIP_INDEX_URL", "PIP_CERT", "UV_DEFAULT_INDEX", "SSL_CERT_FILE"].flatMap((name) => {
  const value = process.env[name];
  return value === undefined ? [] : ["--env", `${name}=${value}`];
});

describeIfLong("the packages on a bare Debian, each started by one command from its file", () => {
  let container = "";
  const packed = new Map<string, string>();
  before(function () {
    skipIf(this, findImageObstacle());
    const folder = createTemporaryFolder();
    buildBareDebian(BASE, folder, ["python3", "python3-venv"]);
    container = runBuildah("from", "--pull-never", BASE);
    for (const name of PACKAGES) {
      const before = new Set(readdirSync(folder));
      execFileSync("npm", ["pack", "--pack-destination", folder], { cwd: join(ROOT, name), stdio: "pipe" });
      const file = readdirSync(folder).find((item) => !before.has(item)) ?? "";
      runBuildah("copy", container, join(folder, file), `${FILES}/${file}`);
      packed.set(name, `${FILES}/${file}`);
    }
  });
  after(() => {
    if (container === "") return;
    runBuildah("rm", container);
    runBuildah("rmi", BASE);
  });

  const getFile = (name: (typeof PACKAGES)[number]): string => `file:${packed.get(name) ?? ""}`;
  const start = (...args: readonly string[]): ChildProcess =>
    startInContainer("--workingdir", "/tmp", ...PIP_SETTINGS, container, "--", ...args);

  it("lab-cloud serves a client", async () => {
    const cloud = start("npx", "--yes", getFile("cloud"), "--memory", "--port", "0");
    try {
      const [, endpoint = ""] = await waitForLine(cloud, /^lab cloud ready on (http:\S+)/);
      const credentials = { accessKeyId: "test", secretAccessKey: "test" };
      const kinesis = new Kinesis({ endpoint, region: "us-east-1", credentials });
      await kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
      expect((await kinesis.listStreams({})).StreamNames).to.deep.equal(["trips"]);
      kinesis.destroy();
    } finally {
      await stopInContainer(cloud, "SIGINT");
    }
  });

  it("the course unpacks, installs its parts, and opens JupyterLab with the labs", async () => {
    const session = start("npx", "--yes", getFile("scripts/create"), "course", "--", "--no-browser");
    try {
      const [, url = ""] = await waitForLine(session, /^JupyterLab +(http:\S+)/);
      const { origin, search } = new URL(url);
      const response = await fetch(`${origin}/api/contents/notebooks${search}`);
      expect(await response.text()).to.include("01-streaming-ingestion.ipynb");
    } finally {
      await stopInContainer(session, "SIGINT");
    }
  });

  it("lab-kernel registers with a Jupyter and runs a cell", async () => {
    const environment = [
      "env",
      "PATH=/tmp/course/.venv/bin:/usr/local/bin:/usr/bin:/bin",
      "JUPYTER_DATA_DIR=/tmp/data",
    ];
    const installed = start(...environment, "npx", "--yes", getFile("kernel"), "install");
    await waitForLine(installed, /lab-kernel/);
    const cell = "const square = (n: number): number => n * n;\nconsole.log(square(12));";
    const run = start(...environment, "sh", "-c", `printf '%s' '${cell}' | jupyter run --kernel lab-kernel`);
    await waitForLine(run, /^144$/);
  });
});
