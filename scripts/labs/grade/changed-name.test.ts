import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { INotebookContent } from "@jupyterlab/nbformat";
import { expect } from "chai";
import { readSolutions } from "../../../course/testing/change-solution";
import type { GradeResults } from "../../../grader/index";
import { explainNotConfined } from "../../../grader/sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../../grader/sandbox/limits";
import { findLab } from "../find-lab";
import { createLearnerFolder, runLabs } from "../testing/learner-folder";

const LAB = "01-streaming-ingestion";
const ROOT = join(import.meta.dirname, "..", "..", "..");

const ACCOUNT = `${LAB}.account-id`;
const EXERCISES = [ACCOUNT, ...["create-buckets", "create-streams", "create-firehoses"].map((id) => `${LAB}.${id}`)];

describe("a notebook of lab 01 in which a given name is changed everywhere", function () {
  this.timeout(900_000);

  // The lab imports a function of this name: the learner's constant replaces it.
  it("gets full marks for its answers, with a note that names the change: ACCOUNT_ID, now accountId", async () => {
    const solutions = await readSolutions(LAB);
    const answers = Object.fromEntries(EXERCISES.map((id) => [id, solutions.get(id)?.split("\n") ?? []]));
    // The renamed constant can't be set by the function of the same name.
    answers[ACCOUNT] = ['const ACCOUNT_ID = "000000000000";'];
    const root = await createLearnerFolder(LAB, { answers });
    const notebook = JSON.parse(readFileSync(join(root, findLab(LAB).notebook), "utf8")) as INotebookContent;
    for (const cell of notebook.cells)
      if (cell.cell_type === "code")
        cell.source = [cell.source]
          .flat()
          .join("")
          .replaceAll(/\bACCOUNT_ID\b/g, "accountId");
    mkdirSync(join(root, "handed-in"));
    writeFileSync(join(root, "handed-in", "ada.ipynb"), JSON.stringify(notebook));

    const out = join(root, "grades");
    const unsafe = explainNotConfined(DEFAULT_LIMITS) === undefined ? [] : ["--unsafe"];
    await runLabs(ROOT, ["grade", "01", join(root, "handed-in"), "--out", out, "--workers", "1", ...unsafe]);
    const { submissions } = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as GradeResults;
    const [{ exercises = [], notes = [] } = {}] = submissions;
    const answered = exercises.filter(({ status }) => status !== "open");
    expect(answered.map(({ id, score, max }) => [id, score === max])).to.deep.equal(EXERCISES.map((id) => [id, true]));
    expect(notes.join("\n")).to.include("ACCOUNT_ID").and.include("accountId");
  });
});
