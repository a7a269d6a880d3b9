import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { INotebookContent } from "@jupyterlab/nbformat";
import { expect } from "chai";
import type { GradeResults } from "../../../grader/index";
import { explainNotConfined } from "../../../grader/sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../../grader/sandbox/limits";
import { findLab } from "../find-lab";
import { createLearnerFolder, runLabs } from "../testing/learner-folder";

const LAB = "01-streaming-ingestion";
const ROOT = join(import.meta.dirname, "..", "..", "..");

/** The call for one of the two Firehoses, as it was handed out, with its stream and bucket. */
const createFirehose = (place: string, constant: string): readonly string[] => [
  "await createKinesisFirehose({",
  `  firehoseName: "de-c2w2lab1-firehose-${place}",`,
  `  streamName: ${constant}_DATA_STREAM,`,
  `  bucketName: ${constant}_BUCKET,`,
  '  roleName: "de-c2w2lab1-firehose-role",',
  `  logGroup: "de-c2w2lab1-firehose-${place}-log-group",`,
  `  logStream: "de-c2w2lab1-${place}-firehose-log-stream",`,
  "  accountId: ACCOUNT_ID,",
  "  region: AWS_DEFAULT_REGION,",
  "});",
];

const ANSWERS = {
  [`${LAB}.account-id`]: ['const ACCOUNT_ID = "000000000000";'],
  [`${LAB}.create-buckets`]: ["USA_BUCKET", "INTERNATIONAL_BUCKET"].map(
    (bucketName) => `await createS3Bucket({ bucketName: ${bucketName}, region: AWS_DEFAULT_REGION });`,
  ),
  [`${LAB}.create-streams`]: ["USA_DATA_STREAM", "INTERNATIONAL_DATA_STREAM"].map(
    (streamName) => `await createKinesisDataStream({ streamName: ${streamName}, shardCount: 2 });`,
  ),
  [`${LAB}.create-firehoses`]: [...createFirehose("usa", "USA"), ...createFirehose("international", "INTERNATIONAL")],
};

describe("a notebook of lab 01 in which a given name is changed everywhere", function () {
  this.timeout(900_000);

  // The lab imports a function of this name: the learner's constant replaces it.
  it("gets full marks for its answers, with a note that names the change: ACCOUNT_ID, now accountId", async () => {
    const root = await createLearnerFolder(LAB, { answers: ANSWERS });
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
    expect(answered.map(({ id, score, max }) => [id, score === max])).to.deep.equal(
      Object.keys(ANSWERS).map((id) => [id, true]),
    );
    expect(notes.join("\n")).to.include("ACCOUNT_ID").and.include("accountId");
  });
});
