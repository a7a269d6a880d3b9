import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { readManualMarks } from "../../../grader/index";
import { temporaryFolder } from "../../../test/temporary-folder";
import { runCommand } from "../command";
import { review } from "./review";

const ROOT = join(import.meta.dirname, "..", "..", "..");

describe("labs review", () => {
  const home = temporaryFolder();

  async function called(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
    const [out, err]: [string[], string[]] = [[], []];
    const io = {
      out: (line: string) => void out.push(line),
      err: (line: string) => void err.push(line),
      root: ROOT,
      cwd: home,
      env: {},
      isTerminal: false,
    };
    const status = await runCommand(review, argv, io);
    return { status, out: out.join("\n"), err: err.join("\n") };
  }

  it("reviews the learner's own project, and says the next step", async () => {
    const { status, out } = await called();
    expect(status).to.equal(1);
    expect(out)
      .to.include("2.4: none for app/operators/tumbling-window.ts, app/operators/watermark.ts.")
      .and.to.include("Look at: a file <operator>.test.ts that imports the operator")
      .and.to.include("2: app/operation-graph.ts is not finished: there is None in it.")
      .and.to.include("8 of 10 items hold; missing: 2, 2.4.");
  });

  it("writes a page, and lines that `labs grade --manual` takes", async () => {
    for (const id of ["ada", "grace"])
      await called(
        join(ROOT, "src/metrics"),
        "--html",
        "review.html",
        "--marks",
        "marks.csv",
        "--id",
        id,
        "--points",
        "9",
      );
    expect(await readFile(join(home, "review.html"), "utf8")).to.include("<h2>What a person judges</h2>");
    const marks = readManualMarks(await readFile(join(home, "marks.csv"), "utf8"), "marks.csv");
    expect(marks.map(({ id, points, comment }) => [id, points, comment])).to.deep.equal(
      ["ada", "grace"].map((id) => [id, 9, "Code review: 8 of 10 items hold; missing: 2, 2.4."]),
    );
  });

  it("refuses a folder that is none, and marks of nobody", async () => {
    expect(await called("nowhere")).to.include({ status: 1, err: `There is no folder ${join(home, "nowhere")}.` });
    expect((await called("--marks", "marks.csv")).err).to.include("--marks and --id belong together.");
    expect((await called("--points", "3")).err).to.include("--points is a column of --marks.");
    expect((await called("--marks", "a", "--id", "b", "--points", "many")).err).to.include('"many" is no number');
  });
});
