import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { CHECK_OPTIONS, checkWith, DEFAULT_SEED } from "./check-lab";
import { openGrader, type Grader } from "../engine/open-grader";
import { PLAIN_LAB, PLAIN_ROOT } from "../testing/plain-lab";

const ROOT = join(import.meta.dirname, "..", "..");
const NOTEBOOK = "notebooks/99-plain.ipynb";
const ANSWER = ["// ### START CODE HERE ###", "const LIMIT = 55;", "// ### END CODE HERE ###"].join("\n");

describe("checking a learner's own files", () => {
  let grader: Grader;
  const work = createTemporaryFolder();
  before(async () => {
    grader = await openGrader({
      root: ROOT,
      lab: PLAIN_LAB.id,
      labRoot: PLAIN_ROOT,
      seed: DEFAULT_SEED,
      ...CHECK_OPTIONS,
    });
    mkdirSync(join(work, "notebooks"));
    const cells = [{ cell_type: "code", id: "a", metadata: { labs: { exercise: "99-plain.limit" } }, source: ANSWER }];
    writeFileSync(join(work, NOTEBOOK), JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
  });
  after(() => grader.close());
  const check = async (): Promise<readonly unknown[]> => {
    const lab = { id: PLAIN_LAB.id, notebook: NOTEBOOK, scripts: [] };
    const { exercises, notes } = await checkWith(grader, { root: ROOT, work, lab });
    return [
      exercises.find(({ id }) => id === "99-plain.limit")?.status,
      ...notes.filter((note) => note.includes(NOTEBOOK)),
    ];
  };

  it("reads the files that exist and, like `grade`, follows no link", async () => {
    expect(await check()).to.deep.equal(["right"]);
    renameSync(join(work, NOTEBOOK), join(work, "elsewhere.ipynb"));
    expect(await check()).to.deep.equal(["open", `There is no ${NOTEBOOK}: its exercises count as open.`]);
    symlinkSync(join(work, "elsewhere.ipynb"), join(work, NOTEBOOK));
    const note = `${NOTEBOOK} is a link, not a regular file, or larger than 128 MiB: its exercises count as open.`;
    expect(await check()).to.deep.equal(["open", note]);
  });
});
