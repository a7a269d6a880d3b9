import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import type { Session } from "../../scripts/start/session";
import { installedClone } from "./clone";
import { browserProblem, openNotebook, startBrowser } from "./notebook-page";
import type { NotebookPage } from "./notebook-page";
import { startEnvironment, startedSession } from "./npm-start";
import type { NpmStart } from "./npm-start";

const LAB = "01-streaming-ingestion";
const SCRIPT = "src/etl/consumer.ts";
/** Where the picture for the README goes, when one is wanted: `PICTURE=docs/screenshot.png npm test -- test/e2e/learner`. */
const PICTURE = process.env["PICTURE"];

interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly metadata: { readonly labs?: { readonly exercise: string } };
}

describe("a learner in the browser", function () {
  this.timeout(600_000);
  const problem = browserProblem();
  if (problem !== undefined) {
    it.skip(`works through lab 01: ${problem}`);
    return;
  }

  let root = "";
  let start: NpmStart | undefined;
  let session: Session;
  let browser: Browser | undefined;
  let lab: NotebookPage;
  let cells: readonly Cell[];
  const foreign: string[] = [];
  const faults: string[] = [];

  before(async () => {
    root = installedClone();
    ({ start, session } = await startedSession({ root }));
    browser = await startBrowser();
    const page = await (await browser.newContext({ viewport: { width: 1400, height: 1000 } })).newPage();
    page.on("request", (request) => { if (!/^(http:\/\/127\.0\.0\.1:|ws:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url())) foreign.push(request.url()); });
    page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
    lab = await openNotebook(page, session.url ?? "");
    cells = cellsOf(`notebooks/${LAB}.ipynb`);
  });
  after(async () => {
    await browser?.close();
    start?.press();
    await start?.ended;
  });

  const cellsOf = (path: string) => (JSON.parse(readFileSync(join(root, path), "utf8")) as { cells: Cell[] }).cells;
  const place = (id: string) => {
    const index = cells.findIndex((cell) => cell.id === id);
    expect(index, `the notebook has no cell ${id}`).to.be.greaterThan(-1);
    return index;
  };
  /** The last cell that calls a function of the helper library. */
  const calling = (name: string) => cells.findLastIndex(({ cell_type, source }) => cell_type === "code" && source.join("").includes(`${name}(`));
  /** Records in the source stream, as if the shop had been open for a while: nobody has to wait for chance. */
  const shopFor = (count: number) =>
    execFileSync("npx", ["tsx", "src/generators/produce-browsing-sessions.ts", "--stream", "de-c2w2lab1-kinesis-data-stream", "--rate", "60000", "--count", String(count), "--seed", "7"], {
      cwd: root,
      stdio: "pipe",
      env: { ...startEnvironment(), ...session.environment, PATH: [session.environment["PATH"], process.env["PATH"]].join(delimiter) },
    });

  it("finds nothing changed by opening the notebook, and no fault in the page", async () => {
    expect(await lab.page.locator(".lm-TabBar-tab.jp-mod-dirty").count(), "the notebook counts as unsaved").to.equal(0);
    expect(faults).to.deep.equal([]);
  });

  it("runs the untouched notebook up to the first open exercise, which says that it is open", async () => {
    await lab.runAll();
    expect(await lab.output(place("setup"))).to.include("You are in the AWS account 000000000000.");
    expect(await lab.output(place("create-cli-stream"))).to.include(`${LAB}.create-cli-stream is still open`);
    expect(await lab.output(place("create-cli-stream-look"))).to.equal("");
  });

  it("is told of every exercise that is open", async () => {
    const told = await lab.run(place("lab-check"));
    const exercises = cells.flatMap(({ metadata }) => metadata.labs?.exercise ?? []);
    expect(exercises.length).to.be.greaterThan(3);
    expect(told.match(/\bopen\b/g)?.length).to.be.at.least(exercises.length);
  });

  it("fills in the cells and the script, runs all, and sees delivered objects and a plot", async () => {
    execFileSync("npx", ["labs", "solution", "01"], { cwd: root, stdio: "pipe", env: startEnvironment() });
    const solution = cellsOf(`notebooks/${LAB}_Solution.ipynb`);
    for (const { id, metadata } of cells) {
      const answer = solution.find((cell) => cell.id === id);
      if (metadata.labs && answer) await lab.fill(place(id), answer.source.join(""));
    }
    await lab.save();
    await fillScript();
    shopFor(40);

    await lab.runAll();
    const failed = await lab.page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").allTextContents();
    expect(failed).to.deep.equal([]);
    expect(await lab.output(place("delivered"))).to.match(/firehose-usa-1-\d{4}-/).and.to.match(/firehose-international-1-\d{4}-/);
    const plot = lab.cell(calling("showRecordsPerMinute")).locator(".jp-RenderedVegaCommon5 canvas, .jp-RenderedVegaCommon5 svg");
    await plot.first().scrollIntoViewIfNeeded();
    expect((await plot.first().boundingBox())?.height).to.be.greaterThan(100);
    expect(await lab.cell(calling("showPipeline")).locator(".jp-RenderedSVG img, .jp-RenderedSVG svg").count()).to.be.greaterThan(0);
    if (PICTURE !== undefined) await takePicture();
  });

  it("is told that everything is right once all is saved", async () => {
    await lab.save();
    const told = await lab.run(place("lab-check"));
    expect(told).to.not.match(/\b(open|wrong|not yet)\b/);
  });

  it("opens the lab cloud's console in a tab of JupyterLab, and sees the streams and buckets", async () => {
    await lab.page.getByTitle("New Launcher", { exact: false }).first().click();
    await lab.page.locator(".jp-LauncherCard:visible", { hasText: "Lab cloud console" }).click();
    const console = lab.page.frameLocator("iframe[src*='lab-cloud']");
    await console.getByText("de-c2w2lab1-usa-data-stream").first().waitFor({ timeout: 30_000 });
    await console.getByText("de-c2w2lab1-000000000000-usa").first().waitFor({ timeout: 30_000 });
  });

  it("has needed nothing from outside this machine", () => expect(foreign).to.deep.equal([]));

  /** Pastes the solution's script into JupyterLab's editor, and comes back to the notebook. */
  async function fillScript(): Promise<void> {
    const { page } = lab;
    const address = new URL(session.url ?? "");
    const editorPage = await page.context().newPage();
    await editorPage.goto(`${address.origin}/lab/workspaces/script/tree/${SCRIPT}${address.search}`);
    const editor = editorPage.locator(".jp-FileEditor .cm-content");
    await editor.click();
    await editorPage.keyboard.press("ControlOrMeta+a");
    await editorPage.keyboard.insertText(readFileSync(join(root, SCRIPT.replace(".ts", "_Solution.ts")), "utf8"));
    await editorPage.keyboard.press("ControlOrMeta+s");
    await editorPage.locator(".lm-TabBar-tab.jp-mod-dirty").first().waitFor({ state: "detached" });
    await editorPage.close();
  }

  async function takePicture(): Promise<void> {
    // From the delivered records down to the pipeline, if they fit.
    await lab.cell(calling("showPipeline")).evaluate((cell) => { cell.scrollIntoView({ block: "end" }); });
    await lab.page.screenshot({ path: resolve(String(PICTURE)) });
  }
});
