import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import type { Session } from "../../scripts/start/session";
import { installedClone } from "./clone";
import { browserProblem, openNotebook, startBrowser } from "./notebook-page";
import type { NotebookPage } from "./notebook-page";
import { startEnvironment, startedSession } from "./npm-start";
import type { NpmStart } from "./npm-start";

const LAB = "02-fuel-network";
const SCRIPTS = ["fuel-planning-app", "fuel-truck-app", "gas-station-app"].map((name) => `src/fuel/${name}.ts`);

interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly metadata: { readonly labs?: { readonly exercise: string } };
}

describe("a learner of lab 02 in the browser", function () {
  this.timeout(600_000);
  const problem = browserProblem();
  if (problem !== undefined) {
    it.skip(`works through lab 02: ${problem}`);
    return;
  }

  let root = "";
  let start: NpmStart | undefined;
  let session: Session;
  let browser: Browser | undefined;
  let lab: NotebookPage;
  let cells: readonly Cell[];

  before(async () => {
    root = installedClone();
    leaveOutSingleChecks();
    ({ start, session } = await startedSession({ root }));
    browser = await startBrowser();
    const page = await (await browser.newContext({ viewport: { width: 1400, height: 1000 } })).newPage();
    lab = await openNotebook(page, (session.url ?? "").replace(/notebooks\/[^?]*/, `notebooks/${LAB}.ipynb`));
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
  /** As they are in the saved notebook: the browser draws what can be seen. */
  const errorsSaved = () => {
    const { cells: saved } = JSON.parse(readFileSync(join(root, `notebooks/${LAB}.ipynb`), "utf8")) as { cells: { id: string; outputs?: { output_type: string; evalue?: string }[] }[] };
    return saved.flatMap(({ id, outputs = [] }) => outputs.filter(({ output_type }) => output_type === "error").map(({ evalue }) => `${id}: ${evalue}`));
  };
  const output = (id: string) => lab.output(place(id));

  /** Each of them runs the grader; the one for the whole lab, at the end, says the same. */
  function leaveOutSingleChecks(): void {
    const file = join(root, `notebooks/${LAB}.ipynb`);
    const notebook = JSON.parse(readFileSync(file, "utf8")) as { cells: Cell[] };
    const kept = notebook.cells.filter(({ id }) => id === "lab-check" || !id.endsWith("-check"));
    writeFileSync(file, JSON.stringify({ ...notebook, cells: kept }, null, 1));
  }

  it("meets what AWS refuses in the drafts, as they were handed out", async () => {
    // What the drafts are made of has to be right before they can be.
    await fill("partition-keys", "folder");
    for (const id of ["setup", "names", "partition-keys", "jq-query", "folder", "drafts"]) await lab.run(place(id));
    expect(await lab.run(place("error-prefix"))).to.contain("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions");
    expect(await lab.run(place("error-type"))).to.contain("must contain at least one occurrence of !{firehose:error-output-type}");
    expect(await lab.run(place("buffering"))).to.contain("SizeInMBs must be at least 64");
  });

  it("fills in the cells and the three functions, runs all, and sees trucks on their way", async () => {
    execFileSync("npx", ["labs", "solution", "02"], { cwd: root, stdio: "pipe", env: startEnvironment() });
    await fill(...cells.flatMap(({ id, metadata }) => (metadata.labs ? [id] : [])));
    await lab.save();
    for (const script of SCRIPTS) copyFileSync(join(root, script.replace(".ts", "_Solution.ts")), join(root, script));

    await lab.runAll();
    await lab.save();
    expect(errorsSaved()).to.deep.equal([]);
    expect(await output("invoke-fuel-planning")).to.contain("Gas station 9 is low on fuel. Alerting fuel trucks.").and.match(/REPORT RequestId: .*Memory Size: 128 MB/);
    expect(await output("messages-waiting")).to.match(/Fuel_Planning_Queue\s*7\s*0/);
    expect(await output("short-question-run")).to.match(/Messages processed: [1-7]"/);
    expect(await output("empty-queue")).to.contain("No messages found in queue. Messages processed: 0");
    expect(await output("queue-empty")).to.match(/Fuel_Planning_Queue\s*0\s*0/);
  });

  it("sees what went wrong, where, and why", async () => {
    expect(await output("too-early-question-run")).to.match(/readings\s*0/);
    expect(await output("null-failed")).to.contain("partitionKeys values must not be null or empty");
    expect(await output("slip-tree")).to.match(/month=(\d{4})\/day=\1\/hour=\1\//);
    expect(await output("compare-question-run")).to.match(/12\s*99\s*false\s*true\s*13\s*1000\s*true\s*false/);
  });

  it("sees pictures of what is in the cloud: tree, levels, map, and bytes", async () => {
    expect(await output("minute-tree")).to.match(/SI-Firehose-1-.*\n?.*minute=\d\d\/[^]*SI-Firehose-2-/);
    for (const id of ["levels", "predicate-question-run", "formats-question-run"]) {
      const plot = lab.cell(place(id)).locator(".jp-RenderedVegaCommon5 canvas, .jp-RenderedVegaCommon5 svg");
      await plot.first().scrollIntoViewIfNeeded();
      expect((await plot.first().boundingBox())?.height, id).to.be.greaterThan(60);
    }
    const map = lab.cell(place("queue-empty")).locator(".jp-RenderedSVG img, .jp-RenderedSVG svg");
    expect(await map.count()).to.be.greaterThan(0);
  });

  it("is told that everything is right once all is saved", async () => {
    await lab.save();
    const told = await lab.run(place("lab-check"));
    expect(told).to.contain("Do it yourself: by the minute").and.not.match(/\b(open|wrong|not yet|partly)\b/);
  });

  it("cleans up, and is shown that nothing is left", async () => {
    await lab.fill(place("clean-up"), cells[place("clean-up")]?.source.join("").replace("CLEAN_UP = false", "CLEAN_UP = true") ?? "");
    expect(await lab.run(place("clean-up"))).to.contain("Lambda function GasStationApp deleted.").and.contain("Glue database conversion with its tables deleted.");
    expect(await lab.run(place("clean-up-proof"))).to.contain("(no rows)");
  });

  /** Puts the solution's text into cells. */
  async function fill(...ids: string[]): Promise<void> {
    const solution = (JSON.parse(readFileSync(join(root, "solutions", `${LAB}_Solution.ipynb`), "utf8")) as { cells: Cell[] }).cells;
    for (const id of ids) {
      // As `labs solution` gives it: with the learner's own scripts in the place of the solution's.
      const text = solution.find((cell) => cell.id === id)?.source.join("").replace(/solutions\/(src\/fuel\/[a-z-]+)_Solution/g, "$1") ?? "";
      await lab.fill(place(id), text);
    }
  }
});
