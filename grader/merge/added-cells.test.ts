import { expect } from "chai";
import type { SubmittedCell } from "../submission/read-notebook";
import { skeletons } from "../testing/course-skeletons";
import { collectChanged, findText } from "../testing/notebook-answers";
import { collectAnswers } from "./collect-answers";
import type { SkeletonText } from "./skeleton";
import { computeFeatures, isFreeAnswer } from "./slot-features";

/** Code that learners write into cells of their own, to look at what there is. */
const TRIALS = [
  "await listResources();",
  "await kinesis.send(new ListShardsCommand({ StreamName: STREAM }));",
  "for (const shard of await openShards()) console.log(shard.id);",
  "const x = 1;",
  "await sh`aws s3 ls`;",
  "foo(",
];

describe("cells of a learner's own", () => {
  for (const lab of skeletons)
    it(`are an answer of ${lab.lab} if they have its names, and otherwise none`, () => {
      const isInCell = ({ text }: { text: SkeletonText }): boolean => lab.cells.includes(text);
      const slots = computeFeatures(lab).slots.filter((slot) => isInCell(slot) && isFreeAnswer(slot, slot.solution));
      expect(slots).not.to.deep.equal([]);
      for (const { text, at, exercise, solution } of slots) {
        const solved = collectChanged(lab, text, (cell) => [cell, { lines: solution }]);
        expect(solved.bodies.get(text.id)?.[at], exercise).to.deep.equal(solution);
        for (const code of TRIALS) {
          const { bodies, notFound } = collectChanged(lab, text, (cell) => [cell, { lines: [code] }]);
          expect(bodies.get(text.id)?.[at], `${exercise}: ${code}`).to.equal(undefined);
          expect([...notFound], `${exercise}: ${code}`).to.deep.equal([]);
        }
      }
    });
});

describe("given cells without an exercise", () => {
  const lab = skeletons[4];
  const listNotes = (id: string, change: (cell: SubmittedCell) => readonly SubmittedCell[]) =>
    collectChanged(lab, findText(lab, id), change).notes;

  it("cause no notes as they were handed out, split, or with a prediction", () => {
    expect(listNotes("hot-hash", (cell) => [cell])).to.deep.equal([]);
    expect(
      listNotes("hot-hash", ({ lines, ...cell }) => [{ ...cell, lines: lines.slice(0, 1) }, { lines: lines.slice(1) }]),
    ).to.deep.equal([]);
    expect(
      listNotes("merge-predict", (cell) => [{ ...cell, lines: ['await predict("05-resharding.merge", "yes");'] }]),
    ).to.deep.equal([]);
  });

  it("cause a note if they're deleted and an exercise uses their names", () => {
    expect(listNotes("hot-hash", () => [])).to.deep.equal([
      "The given cell with the name HOT_HASH is missing. It was restored.",
    ]);
    expect(listNotes("look", () => [])).to.deep.equal([]);
    const pasted = lab.cells.filter(({ slots }) => slots.length > 0).map(({ id, lines }) => ({ id, lines }));
    expect(collectAnswers(lab, { cells: pasted, scripts: new Map() }).notes).to.deep.equal([]);
  });

  it("cause a note that quotes a changed line", () => {
    const changed = listNotes("hot-hash", (cell) => [{ ...cell, lines: ["const HOT_HASH = 5n;"] }]);
    expect(changed).to.have.lengthOf(1);
    expect(changed.join()).to.match(
      /^hot-hash: 2 given lines were changed or removed. They were restored, .*: const HOT_HASH = BigInt/,
    );
  });

  it("cause a note that quotes a syntax error, and cost nothing", () => {
    const { notes, broken } = collectChanged(lab, findText(lab, "hot-hash"), (cell) => [
      { ...cell, lines: [...cell.lines, "foo("] },
    ]);
    expect(notes).to.deep.equal([
      `The given cell with the name HOT_HASH doesn't run as you left it: ')' expected in line 3, "foo(". It was restored.`,
    ]);
    expect([...broken]).to.deep.equal([]);
    expect(listNotes("look", (cell) => [{ ...cell, lines: [...cell.lines, "foo("] }]).join()).to.match(
      /^A given cell doesn't run as you left it: '\)' expected in line \d+, "foo\("\. It was restored\.$/,
    );
  });
});
