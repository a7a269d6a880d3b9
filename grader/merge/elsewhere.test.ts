import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { listRegions, replaceRegionBodies } from "../../authoring/index";
import { readNotebook, type SubmittedCell } from "../submission/read-notebook";
import { createCell, skeletons, solveText } from "../testing/course-skeletons";
import {
  createNotebook,
  createSolvedNotebook,
  findAnswers,
  findBelow,
  findText,
  getStub,
  listMissed,
  replaceCells,
} from "../testing/notebook-answers";
import type { Answers } from "./answers";
import { removeComments } from "./code-words";
import { collectAnswers } from "./collect-answers";
import { listExercises, type Skeleton, type SkeletonText } from "./skeleton";
import { isStub } from "./slot-features";
import { isFence } from "./spans";

const ROOT = join(import.meta.dirname, "..", "..");
const [lab01] = skeletons;

const removeIds = ({ lines }: SubmittedCell): SubmittedCell => ({ lines });
const removeMarkers = ({ lines, ...cell }: SubmittedCell): SubmittedCell => ({
  ...cell,
  lines: lines.filter((line) => !isFence(line)),
});
/** The answers of a blank notebook with the lines `inside` in the n-th region of a text, and `below` behind its END. */
function findBeside(
  lab: Skeleton,
  text: SkeletonText,
  { n, inside, below }: { readonly n: number; readonly inside: readonly string[]; readonly below: readonly string[] },
): Answers {
  const filled = replaceRegionBodies(
    text.lines,
    text.slots.map((_, slot) => (slot === n ? inside : undefined)),
  );
  const end = listRegions(filled)[n]?.end ?? 0;
  const lines = filled.toSpliced(end + 1, 0, ...below);
  const cells = lab.cells.map((cell) => createCell(cell, cell.id === text.id ? lines : cell.lines));
  const scripts = new Map(
    lab.scripts.map((script) => [script.id, (script.id === text.id ? lines : script.lines).join("\n")]),
  );
  return collectAnswers(lab, { cells, scripts });
}

/** The lines without their comments, and without comments over several lines. */
const removeAllComments = (lines: readonly string[]): string[] =>
  removeComments(
    lines
      .join("\n")
      .replaceAll(/\/\*[^]*?\*\//g, "")
      .split("\n"),
  );

const ARROW = /^const (\w+) = (async )?\(([^)]*)\)(: .*)? => \{$/;
const PARAMETER_TYPE = /: (?:readonly )?\w+(?:\[\])?(?=[,)])/g;
/** Function declarations instead of arrow functions, arrow functions without types, and both. */
const FORMS = ["$2function $1($3)$4 {", "const $1 = $2($3) => {", "$2function $1($3) {"];

/** Code with functions, in other forms. */
const rewriteFunctions = (lines: readonly string[]): string[][] =>
  FORMS.filter(() => lines.some((line) => ARROW.test(line))).map((form) =>
    lines.map((line) => {
      if (line === "};" && form.includes("function")) return "}";
      const head = line.replace(ARROW, form);
      return head === line || form.includes("$4") ? head : head.replaceAll(PARAMETER_TYPE, "");
    }),
  );

/** Code that does nothing, as learners write it in a region whose answer is elsewhere. */
const REMARKS = [['console.log("see below");'], ["// see below", "console.log(`see below`);", ";"], ["void 0;"]];
const pickRemark = (n: number): readonly string[] => REMARKS[n % REMARKS.length] ?? [];

/** Joins the lines of all cells that hold an exercise, as somebody pastes them into one cell. */
const mergeCells = (cells: readonly SubmittedCell[]): SubmittedCell =>
  createSolvedNotebook(...cells.filter(({ exercise }) => exercise !== undefined).flatMap(({ lines }) => lines));

describe("finding misplaced answers", () => {
  for (const lab of skeletons)
    describe(`of ${lab.lab}`, () => {
      it("finds answers in a notebook saved without ids or metadata", () => {
        const answers = findAnswers(lab, createNotebook(lab).map(removeIds));
        expect(listMissed(lab, answers)).to.deep.equal([]);
        expect(answers.notFound.size).to.equal(0);
        expect(answers.notes.filter((note) => note.startsWith("Found in another cell, by the text"))).to.have.length(1);
      });

      it("finds answers if only the exercises' cells were pasted into a new notebook", () => {
        const pasted = createNotebook(lab).filter(({ exercise }) => exercise !== undefined);
        expect(listMissed(lab, findAnswers(lab, pasted.map(removeIds)))).to.deep.equal([]);
        expect(listMissed(lab, findAnswers(lab, [mergeCells(pasted)]))).to.deep.equal([]);
      });

      it("finds answers in cells without START and END", () => {
        expect(listMissed(lab, findAnswers(lab, createNotebook(lab).map(removeMarkers)))).to.deep.equal([]);
        const pasted = createNotebook(lab).map(removeMarkers).map(removeIds);
        const answers = findAnswers(lab, pasted);
        expect(listMissed(lab, answers).every((id) => answers.notFound.has(id))).to.equal(true);
      });

      it("finds answers below END and above START", () => {
        const below = createNotebook(lab).map((cell) => {
          const text = lab.cells.find(({ id, slots }) => id === cell.id && slots.length > 0);
          return text && isAtTop(text) ? { ...cell, lines: [...text.lines, ...(text.slots[0]?.solution ?? [])] } : cell;
        });
        const answers = findAnswers(lab, below);
        expect(listMissed(lab, answers)).to.deep.equal([]);
        if (lab.cells.some(isAtTop)) expect(answers.notes.join()).to.contain("below END CODE HERE, and counts");
      });

      it("finds answers of all regions below END, with their closing brackets, and says so", () => {
        for (const text of [...lab.cells, ...lab.scripts])
          for (const [n, { exercise, solution }] of text.slots.entries()) {
            const answers = findBeside(lab, text, { n, inside: [], below: solution });
            expect(isStub(answers.bodies.get(text.id)?.[n] ?? [], solution), exercise).to.equal(true);
            expect(answers.notes.join()).to.contain(`${exercise}: the answer was found below END CODE HERE`);
          }
      });

      it("finds answers in a cell below the exercise's, whose region is empty or holds a comment", () => {
        for (const text of lab.cells.filter(({ slots }) => slots.length === 1))
          for (const inside of [[], ["// See the cell below."]]) {
            const [{ exercise = "", solution = [] } = {}] = text.slots;
            const cells = lab.cells.flatMap((cell) => {
              if (cell.id !== text.id) return [createCell(cell, cell.lines)];
              const emptied = createCell(cell, replaceRegionBodies(cell.lines, [inside]));
              return [emptied, createSolvedNotebook(...solution)];
            });
            expect(isStub(findAnswers(lab, cells).bodies.get(text.id)?.[0] ?? [], solution), exercise).to.equal(true);
          }
      });

      it("finds answers below a region that holds only a remark", () => {
        for (const [at, text] of [...lab.cells, ...lab.scripts].entries())
          for (const [n, { exercise, solution }] of text.slots.entries()) {
            const { bodies, notes } = findBeside(lab, text, { n, inside: pickRemark(at), below: solution });
            expect(isStub(bodies.get(text.id)?.[n] ?? [], solution), exercise).to.equal(true);
            expect(notes.join()).to.contain(`${exercise}: the answer was found below END CODE HERE`);
          }
      });

      it("finds answers in the cell below a region that holds only a remark", () => {
        for (const [at, text] of lab.cells.filter(({ slots }) => slots.length === 1).entries()) {
          const [{ exercise = "", solution = [] } = {}] = text.slots;
          const inside = pickRemark(at);
          const { bodies, notes } = findBelow(lab, text, { inside, cells: [solution] });
          expect(isStub(bodies.get(text.id)?.[0] ?? [], solution), exercise).to.equal(true);
          expect(notes.join(), exercise).to.match(new RegExp(`Found in another cell.*${exercise}`));
          // A remark without an answer stays where it is.
          expect(findBelow(lab, text, { inside, cells: [] }).bodies.get(text.id)).to.deep.equal([inside]);
        }
      });

      it("finds answers that go on below END, and says so", () => {
        const found: string[] = [];
        for (const text of [...lab.cells, ...lab.scripts])
          for (const [n, { exercise, solution }] of text.slots.entries()) {
            const half = Math.ceil(solution.length / 2);
            const parts = { inside: solution.slice(0, half), below: solution.slice(half) };
            if (removeComments(parts.inside).length === 0 || removeComments(parts.below).length === 0) continue;
            const answers = findBeside(lab, text, { n, ...parts });
            expect(answers.notes.join()).to.contain(`${exercise}: a part of the answer was found below END`);
            expect(isStub(answers.bodies.get(text.id)?.[n] ?? [], solution), exercise).to.equal(true);
            found.push(exercise);
          }
        expect(found).not.to.deep.equal([]);
      });

      it("leaves out what a learner tries below a function that is answered", () => {
        const tries = [
          "",
          "await listResources();",
          'console.log("done");',
          "for (const n of [1, 2]) {",
          "  console.log(n);",
          "}",
        ];
        const tried = createNotebook(lab).map((cell) => {
          const text = lab.cells.find(({ id, slots }) => id === cell.id && slots.length > 0);
          return text && !isAtTop(text) ? { ...cell, lines: [...cell.lines, ...tries] } : cell;
        });
        const answers = findAnswers(lab, tried);
        expect(listMissed(lab, answers)).to.deep.equal([]);
        for (const text of lab.cells.filter((cell) => !isAtTop(cell)))
          for (const [n, { solution }] of text.slots.entries())
            expect(isStub(answers.bodies.get(text.id)?.[n] ?? [], solution), text.id).to.equal(true);
      });

      it("joins a cell that JupyterLab has split, with or without its metadata", () => {
        for (const parts of [2, 3])
          for (const keep of [true, false]) {
            const split = createNotebook(lab).flatMap((cell) =>
              cell.exercise === undefined ? [cell] : splitCell(cell, parts, keep),
            );
            const answers = findAnswers(lab, split);
            expect(listMissed(lab, answers), `${parts} parts, ${keep}`).to.deep.equal([]);
            expect(answers.notes.join()).to.match(/was split into \d cells; they were joined/);
          }
      });

      it("never takes another exercise's answer: if one is left out, only that one is missing", () => {
        for (const { id, slots } of lab.cells) {
          const [slot] = slots;
          if (!slot) continue;
          const rest = createNotebook(lab).filter((cell) => cell.id !== id);
          for (const cells of [rest, rest.map(removeIds)]) {
            const answers = findAnswers(lab, cells);
            expect(listMissed(lab, answers)).to.deep.equal([slot.exercise]);
            expect(answers.bodies.get(id)?.[0]).to.equal(undefined);
            expect(answers.notFound.get(slot.exercise)).to.match(
              /no cell .* and no other cell clearly contains its answer/,
            );
          }
        }
      });

      it("finds answers of scripts without START and END", () => {
        const scripts = new Map(
          lab.scripts.map((text) => [
            text.id,
            solveText(text)
              .filter((line) => !isFence(line))
              .join("\n"),
          ]),
        );
        const answers = collectAnswers(lab, { cells: createNotebook(lab), scripts });
        expect(listMissed(lab, answers, lab.scripts)).to.deep.equal([]);
        expect(answers.notFound.size).to.equal(0);
      });

      it("finds answers of scripts without any comments", () => {
        const scripts = new Map(lab.scripts.map((text) => [text.id, removeAllComments(solveText(text)).join("\n")]));
        const { bodies, notFound, notes } = collectAnswers(lab, { cells: createNotebook(lab), scripts });
        for (const { id, slots } of lab.scripts) {
          const expected = slots.map(({ solution }) => removeComments(solution).join("\n"));
          expect(bodies.get(id)?.map((body) => removeComments(body ?? []).join("\n"))).to.deep.equal(expected);
          expect(notes.join()).to.contain(`${id}: the START CODE HERE and END CODE HERE lines are not as given`);
        }
        expect(notFound.size).to.equal(0);
      });

      it("finds answers without START and END in functions that were written in another form", () => {
        for (const text of lab.cells.filter(({ slots }) => slots.length === 1))
          for (const lines of rewriteFunctions(solveText(text).filter((line) => !isFence(line)))) {
            const [{ exercise = "", solution = [] } = {}] = text.slots;
            const rewritten = { lines };
            const blank = createCell(text, text.lines);
            for (const cells of [[createCell(text, lines)], [rewritten], [blank, rewritten]]) {
              const all = lab.cells.flatMap((cell) => (cell === text ? cells : [createCell(cell, cell.lines)]));
              const { bodies, notes } = findAnswers(lab, all);
              expect(bodies.get(text.id)?.[0]?.join("\n"), exercise).to.equal(solution.join("\n"));
              expect(notes, exercise).not.to.deep.equal([]);
            }
          }
      });

      it("finds none in the original notebook, although a call of check follows each exercise", () => {
        const cells = readNotebook(readFileSync(join(ROOT, lab.notebook), "utf8"));
        const { bodies, notFound } = findAnswers(lab, cells);
        expect([...bodies.values()].flat().filter((body) => body !== undefined)).to.deep.equal([]);
        expect(notFound.size).to.equal(0);
      });

      it("finds no answers in unchanged exercises, in any of these ways", () => {
        const blank = lab.cells.map((text) => createCell(text, text.lines));
        for (const cells of [blank, blank.map(removeIds), blank.map(removeMarkers)]) {
          const { bodies, notFound } = findAnswers(lab, cells);
          expect([...bodies.values()].flat().filter((body) => body !== undefined)).to.deep.equal([]);
          expect(notFound.size).to.equal(0);
        }
      });
    });

  for (const lab of skeletons) {
    it(`reports each answer of ${lab.lab} without any given line at most once, and as lost only if it wasn't found`, () => {
      const cells = lab.cells.flatMap(({ slots }) => slots.map(({ solution }) => createSolvedNotebook(...solution)));
      const { notes, bodies } = findAnswers(lab, cells);
      const found = notes.flatMap(
        (note) => /^Found in another cell.* answer to (.*)\.$/.exec(note)?.[1]?.split(", ") ?? [],
      );
      expect(found)
        .to.deep.equal([...new Set(found)])
        .and.not.to.deep.equal([]);
      const complete = lab.cells.filter(({ id, slots }) => slots.every((_, n) => bodies.get(id)?.[n] !== undefined));
      const lost = notes.filter((note) => note.endsWith("answers could not be found."));
      expect(lost.filter((note) => complete.some(({ id }) => note.startsWith(`${id}: `)))).to.deep.equal([]);
    });
  }

  it("reads a copied cell if another exercise was written in it", () => {
    const copy = createCell(findText(lab01, "create-streams"), solveText(findText(lab01, "create-streams")));
    const first = findText(lab01, "create-cli-stream");
    const cells = [
      ...replaceCells(lab01, "create-streams", getStub(lab01, "create-streams")),
      { lines: copy.lines, id: "copied", exercise: first.exercise ?? "" },
    ];
    expect(listMissed(lab01, findAnswers(lab01, cells))).to.deep.equal([]);
  });

  it("reports that a script's answer and the lines around it are missing, and that a file wasn't submitted", () => {
    const { notFound } = collectAnswers(lab01, { scripts: new Map([["src/etl/consumer.ts", 'console.log("mine");']]) });
    expect(notFound.get("01-streaming-ingestion.account-id")).to.equal(
      "01-streaming-ingestion.ipynb was not handed in",
    );
    const script = listExercises(lab01.scripts).map((id) => notFound.get(id));
    expect(script.every((why) => why?.startsWith("its START CODE HERE and END CODE HERE lines are gone"))).to.equal(
      true,
    );
    const absent = new Map([["src/etl/consumer.ts", "src/etl/consumer.ts is empty"]]);
    const without = collectAnswers(lab01, { cells: createNotebook(lab01), scripts: new Map(), absent });
    expect([...without.notFound.values()]).to.deep.equal(script.map(() => "src/etl/consumer.ts is empty"));
  });

  it("reports that a script which was not handed in is in a cell of the notebook", () => {
    const script = findText(lab01, "src/etl/consumer.ts");
    const collectCauses = (...added: SubmittedCell[]) => [
      ...collectAnswers(lab01, { cells: [...createNotebook(lab01), ...added], scripts: new Map() }).notFound.values(),
    ];
    const pasted = collectCauses(createSolvedNotebook(...solveText(script)));
    expect(new Set(pasted)).to.deep.equal(
      new Set([
        "consumer.ts was not handed in. Its code is in a cell of the notebook: save it as src/etl/consumer.ts, and hand in that file, too",
      ]),
    );
    expect(new Set(collectCauses())).to.deep.equal(new Set(["consumer.ts was not handed in"]));
  });

  it("takes time proportional to the size of the notebook", () => {
    // A search that compared each cell with each other would not end here.
    const bait = (findText(lab01, "create-buckets").lines ?? []).join("\n");
    const cells = Array.from({ length: 5_000 }, (_, n) =>
      createSolvedNotebook(...bait.split("\n").slice(0, 3), `// ${"{".repeat(150)} ${n}`),
    );
    const { notFound } = collectAnswers(lab01, { cells, scripts: new Map() });
    expect(notFound.size).to.be.greaterThan(0);
    const long = Array.from({ length: 60_000 }, (_, n) => (n % 2 === 0 ? "// ### START CODE HERE ###" : "}"));
    expect(
      collectAnswers(lab01, {
        cells: [createSolvedNotebook(...long)],
        scripts: new Map([["src/etl/consumer.ts", long.join("\n")]]),
      }).notFound.size,
    ).to.be.greaterThan(0);
  });
});

/** Whether a region is outside of all brackets: code below END then runs like code in the region. */
function isAtTop({ lines, slots }: SkeletonText): boolean {
  const [start = ""] = lines.filter(isFence);
  return slots.length === 1 && !/^\s/.test(start) && !/=>\s*$/.test(lines[lines.indexOf(start) - 1] ?? "");
}

/** The parts of a cell, as JupyterLab leaves them: without the empty lines at their ends. */
function splitCell(cell: SubmittedCell, parts: number, keep: boolean): SubmittedCell[] {
  const at = Array.from({ length: parts + 1 }, (_, n) => Math.round((n * cell.lines.length) / parts));
  return at.slice(1).flatMap((to, n): SubmittedCell[] => {
    const lines = cell.lines.slice(at[n], to);
    if (lines.length === 0) return [];
    return [
      n === 0 ? { ...cell, lines } : { lines, ...(keep ? { id: `new-${n}`, exercise: cell.exercise ?? "" } : {}) },
    ];
  });
}
