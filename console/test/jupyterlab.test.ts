import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { buildConsole } from "../../cloud/build.mjs";
import { useCloud } from "../../cloud/testing/use-cloud";
import { createLabEnvironment } from "../../scripts/start/environment";
import { writeJupyterConfig } from "../../scripts/start/jupyter-config";
import { findFreePort } from "../../scripts/start/ports";
import { getVenvPython } from "../../scripts/setup/venv.mjs";
import { findBrowserProblem, NO_GPU, startBrowser } from "../../test/e2e/notebook-page";
import { startEnvironment } from "../../test/e2e/npm-start";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";

const PREFIX = "/user/ann/";
const TOKEN = "a-token-of-this-test";
const PICTURE = "docs/console/jupyterlab.png";
/** Links as in the labs' notebooks, which do not know under which prefix they are read. */
const NOTES =
  "Look at [the stream](/lab-cloud/console/#/kinesis/trips), at [your stream](/lab-cloud/console/#/kinesis/tr*s), and at [the bill](/lab-cloud/console/#/cost).\n";

describe("the console inside JupyterLab, behind a prefix and under a hub's name", () => {
  const cloud = useCloud({ keys: "own" }, "suite");
  const root = createTemporaryFolder();
  let [jupyter, browser, page]: [ChildProcess?, Browser?, Page?] = [];
  const wrong: string[] = [];
  before(async function () {
    skipIf(this, findBrowserProblem());
    await buildConsole();
    const { port: cloudPort, endpoint, token, credentials, region } = cloud.running;
    const port = await findFreePort();
    cpSync(resolve("scripts/start/labextensions"), join(root, "scripts/start/labextensions"), { recursive: true });
    writeFileSync(join(root, "notes.md"), NOTES);
    const access = { endpoint, region, token, port: cloudPort, ...credentials };
    const target = { host: "127.0.0.1", prefix: PREFIX, token: TOKEN, opens: "notes.md", hub: undefined };
    writeJupyterConfig({ ...target, root, port, cloud: access, shell: undefined });
    // A folder of this test's own, with the project's programs.
    const env = createLabEnvironment(root, access, startEnvironment());
    jupyter = spawn(getVenvPython(resolve(".")), ["-m", "jupyterlab", "--ServerApp.allow_remote_access=True"], {
      cwd: root,
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await waitForOutput(jupyter, /is running at:/);
    const address = `http://hub.example:${port}`;
    // A hub uses https. For an insecure origin browsers leave out `Sec-Fetch-Site`, so this origin is treated as
    // secure.
    browser = await startBrowser([
      ...NO_GPU,
      "--host-resolver-rules=MAP hub.example 127.0.0.1",
      `--unsafely-treat-insecure-origin-as-secure=${address}`,
    ]);
    page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
    page.setDefaultTimeout(200_000);
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("request", (request) => {
      const { pathname, protocol } = new URL(request.url());
      if (/^(http|ws)/.test(protocol) && !pathname.startsWith(PREFIX)) wrong.push(`asks for ${request.url()}`);
    });
    await page.goto(`${address}${PREFIX}lab/tree/notes.md?token=${TOKEN}`);
  });
  // The tests share one JupyterLab and one page, since starting them takes most of the time.
  after(async () => {
    await browser?.close();
    jupyter?.kill();
    if (jupyter?.exitCode === null) await once(jupyter, "exit");
  });

  it("appears as a launcher tile and a side panel, follows the labs' links, updates live, and acts", async () => {
    if (page === undefined) throw new Error("there is no page");
    const panel = page.frameLocator("#lab-cloud-console iframe");
    const findLink = (name: string) => requireOpened(page).getByRole("link", { name });
    // A link in a lab's text opens exactly the page that it names.
    await findLink("the stream").waitFor();
    expect(await page.locator("#lab-cloud-console iframe").getAttribute("src"), "loaded before it is wanted").to.equal(
      null,
    );
    await findLink("the stream").click();
    await panel.getByRole("heading", { name: "trips" }).waitFor();
    await panel.getByRole("alert").getByText("ResourceNotFoundException").waitFor();
    await panel.getByText("live", { exact: true }).waitFor();
    // Opened in a new tab, or copied, the link's address is this server's.
    await findLink("the bill").hover();
    expect(await findLink("the bill").getAttribute("href")).to.match(/\/user\/ann\/lab-cloud\/console\/#\/cost$/);
    await findLink("the bill").click();
    await panel.getByRole("heading", { name: "Cost" }).waitFor();
    // The tab at the side opens and closes the panel, as with any other panel.
    const tab = page.getByRole("tab", { name: "Lab cloud console" });
    await tab.click();
    await page.locator("#lab-cloud-console").waitFor({ state: "hidden" });
    await tab.click();
    // The console in the panel is live, and calls AWS's APIs.
    await panel.getByRole("link", { name: "Kinesis", exact: true }).click();
    await panel.getByText("There is no data stream yet.").waitFor();
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(2);
    await panel.getByRole("link", { name: "trips" }).click();
    await panel.getByRole("button", { name: "Split shardId-000000000000" }).click();
    await panel.getByText("UPDATING").waitFor();
    expect(cloud.running.journal.listAfter(0).map(({ operation }) => operation)).to.include("SplitShard");
    if (process.env["CONSOLE_PICTURES"] === "1") await page.screenshot({ path: PICTURE });
    expect(existsSync(PICTURE), `make ${PICTURE} with CONSOLE_PICTURES=1`).to.equal(true);
    // A link with a part of the name finds the resource.
    await findLink("your stream").click();
    await panel.getByRole("heading", { name: "trips" }).waitFor();
    // The launcher opens the console in its own page.
    await page.locator('.lm-TabBar-addButton[title="New Launcher"]').click();
    await page.locator(".jp-LauncherCard", { hasText: "Lab cloud console" }).click();
    await page.frameLocator(".jp-ServerProxy iframe").getByRole("heading", { name: "Overview" }).waitFor();
    expect(wrong).to.deep.equal([]);
  });

  it("works behind the prefix of any port: its token's link and everything it loads are right", async () => {
    if (page === undefined) throw new Error("there is no page");
    const lab = new URL(page.url());
    const { port, token } = cloud.running;
    // Under this machine's own address, since the cloud serves its own pages under no other, except through JupyterLab's proxy.
    await page.goto(`http://127.0.0.1:${lab.port}${PREFIX}api?token=${TOKEN}`);
    await page.goto(`http://127.0.0.1:${lab.port}${PREFIX}proxy/${port}/console/?token=${token}`);
    await page.getByText("live", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    expect(page.url()).to.match(
      new RegExp(`^http://127\\.0\\.0\\.1:${lab.port}${PREFIX}proxy/${port}/console/(?:#/)?$`),
    );
    await page.getByRole("link", { name: "All tables" }).click();
    await page.getByText("Everything that the services hold").or(page.getByRole("heading").first()).first().waitFor();
    expect(wrong).to.deep.equal([]);
  });
});

/** Titles of the tabs in JupyterLab's main area. */
const requireOpened = (page: Page | undefined) => {
  if (page === undefined) throw new Error("there is no page");
  return page.locator("#jp-main-dock-panel");
};

/** Resolves when a program has written this; fails when it ends before. */
function waitForOutput(child: ChildProcess, pattern: RegExp): Promise<void> {
  let text = "";
  return new Promise((done, fail) => {
    child.stderr?.on("data", (chunk) => {
      text += String(chunk);
      if (pattern.test(text)) done();
    });
    child.once("exit", () => fail(new Error(`JupyterLab ended:\n${text}`)));
  });
}
