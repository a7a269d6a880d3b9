import { expect } from "chai";
import { collectAnswers } from "../merge/collect-answers";
import { readOtherLabs } from "../merge/other-labs";
import { SubmissionProblem } from "../submission/submission";
import { createCell, skeletons } from "../testing/course-skeletons";
import { createNotebook, listMissed } from "../testing/notebook-answers";
import { useSubmissions } from "../testing/use-submissions";
import type { SubmittedCell } from "../submission/read-notebook";
import { readAnswers } from "./read-answers";

const [skeleton] = skeletons;
const PATHS = { notebook: skeleton.notebook, scripts: skeleton.scripts.map(({ id }) => id) };
const NAME = `${skeleton.lab}.ipynb`;
/** Without notebooks of other labs. */
const LABS = readOtherLabs(import.meta.dirname, skeleton);

const formatNotebook = (cells: readonly SubmittedCell[], type = "code"): string =>
  JSON.stringify({
    nbformat: 4,
    cells: cells.map(({ id, exercise, lines }) => ({
      cell_type: exercise === undefined ? "code" : type,
      id,
      metadata: exercise === undefined ? {} : { labs: { exercise } },
      source: lines.join("\n"),
    })),
  });
const BLANK = formatNotebook(skeleton.cells.map((text) => createCell(text, text.lines)));
const ANSWERED = formatNotebook(createNotebook(skeleton));

describe("reading the answers of a submission with several notebooks", () => {
  const { write, find } = useSubmissions(PATHS);
  const readFiles = async (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) await write(`anna/${path}`, text);
    const [submission] = await find("");
    if (!submission) throw new Error("Nothing was found.");
    const compiler = {
      collectAnswers: (...args: Parameters<typeof collectAnswers>) => Promise.resolve(collectAnswers(...args)),
    };
    return readAnswers(submission, { skeleton, labs: LABS, compiler });
  };

  for (const [title, files, path] of [
    ["a copy beside the blank notebook", { [NAME]: BLANK, "copy.ipynb": ANSWERED }, "copy.ipynb"],
    ["a copy beside a damaged notebook", { [NAME]: ANSWERED.slice(0, 99), "copy.ipynb": ANSWERED }, "copy.ipynb"],
    ["one of two with names of the learner's own", { "a.ipynb": ANSWERED, "b.ipynb": BLANK }, "a.ipynb"],
    ["one in a deeper folder", { [`a/${NAME}`]: BLANK, [`b/c/${NAME}`]: ANSWERED }, `b/c/${NAME}`],
  ] as const)
    it(`takes the only one with answers: ${title}`, async () => {
      const { answers, notes } = await readFiles(files);
      expect(listMissed(skeleton, answers)).to.deep.equal([]);
      expect(notes).to.deep.equal([`Only the notebook ${path} has answers: it counts instead.`]);
    });

  it("takes the one with the lab's name if several have answers, and names the others", async () => {
    const { answers, notes } = await readFiles({ [NAME]: ANSWERED, "a.ipynb": ANSWERED, "b.ipynb": BLANK });
    expect(listMissed(skeleton, answers)).to.deep.equal([]);
    expect(notes).to.deep.equal(["Other notebooks have answers, too, which don't count: a.ipynb."]);
  });

  it("takes none of several copies with answers, and names them", async () => {
    const { answers, notes } = await readFiles({ [NAME]: BLANK, "a.ipynb": ANSWERED, "b.ipynb": ANSWERED });
    expect([...answers.bodies.values()].flat().filter((body) => body !== undefined)).to.deep.equal([]);
    expect(notes).to.deep.equal(["Other notebooks have answers, too, which don't count: a.ipynb, b.ipynb."]);
  });

  it("says what is wrong with the notebook if no copy has answers", async () => {
    const error = await readFiles({ [NAME]: "{", "copy.ipynb": BLANK }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(SubmissionProblem).with.property("message", "The notebook is not valid JSON.");
  });

  for (const [type, name] of [
    ["markdown", "Markdown"],
    ["raw", "raw text"],
  ] as const)
    it(`takes answers in cells that were made ${name}, and says how to make them code`, async () => {
      const { answers, notes } = await readFiles({ [NAME]: formatNotebook(createNotebook(skeleton), type) });
      expect(listMissed(skeleton, answers)).to.deep.equal([]);
      expect(notes).to.include(
        `The cell of ${skeleton.lab}.create-buckets is ${name}, so it doesn't run. Its answer counts. To make it code again, select the cell, and press Escape, then Y.`,
      );
    });
});
