import { expect } from "chai";
import { NO_ANSWERS } from "../merge/answers";
import { collectAnswers } from "../merge/collect-answers";
import { readSkeleton } from "../merge/read-skeleton";
import type { Skeleton } from "../merge/skeleton";
import { readNotebook } from "../submission/read-notebook";
import { createNotebook, TINY_LAB } from "../testing/tiny-lab";
import { createFingerprints } from "./fingerprints";
import { findSimilarPairs } from "./pairs";

const skeleton = readSkeleton(TINY_LAB);
const START = "// ### START CODE HERE ### (~ 1 line of code)";
const END = "// ### END CODE HERE ###";
/** The fingerprints of a submission that is only a notebook. */
const createPrints = (notebook: string, lab: Skeleton = skeleton) =>
  createFingerprints(collectAnswers(lab, { cells: readNotebook(notebook), scripts: new Map() }), lab);
const createHandIn = (answer: string) =>
  createPrints(
    createNotebook([{ id: "first", source: `const SECOND = "second-stream";\n${START}\n${answer}\n${END}` }]),
  );

/** A long answer made from a number, so that the answers of two numbers share only the keywords of the language. */
function createAnswer(n: number): string {
  return Array.from(
    { length: 6 },
    (_, line) => `const name${n}_${line} = await make${n}(${n * 7 + line}, "text ${n} ${line}", [${n}, ${line}]);`,
  ).join("\n");
}

describe("finding similar submissions", () => {
  const honest = Array.from({ length: 12 }, (_, n) => ({ id: `honest-${n}`, prints: createHandIn(createAnswer(n)) }));

  it("compares code that few others share, ignoring spaces and comments", () => {
    const copy = `// my own work\n${createAnswer(3).replaceAll(" = ", "  =\n   ")}`;
    expect(findSimilarPairs([...honest, { id: "copy", prints: createHandIn(copy) }])).to.deep.equal([
      { a: "honest-3", b: "copy", share: 1 },
    ]);
  });

  it("finds no pairs if all have the answer that the lab leads to", () => {
    expect(findSimilarPairs(honest.map(({ id }) => ({ id, prints: createHandIn(createAnswer(1)) })))).to.deep.equal([]);
  });

  it("lists the most similar first, then by name, if no more than four share the same code", () => {
    const lines = createAnswer(5).split("\n");
    const partly = createHandIn([...lines.slice(0, 5), createAnswer(77).split("\n")[5]].join("\n"));
    const createCopies = (...ids: string[]) => ids.map((id) => ({ id, prints: createHandIn(createAnswer(50)) }));
    const found = findSimilarPairs([{ id: "a", prints: partly }, ...createCopies("y", "z", "x"), ...honest]);
    expect(found.map(({ a, b, share }) => [a, b, share === 1])).to.deep.equal([
      ["y", "x", true],
      ["y", "z", true],
      ["z", "x", true],
      ["a", "honest-5", false],
    ]);
    expect(found.at(-1)?.share).to.be.within(0.7, 0.95);
    expect(findSimilarPairs([...honest, ...createCopies("w", "x", "y", "z")])).to.have.length(6);
    expect(findSimilarPairs([...honest, ...createCopies("v", "w", "x", "y", "z")])).to.deep.equal([]);
  });

  it("ignores shared starter code in cells", () => {
    const starter = createAnswer(99).split("\n");
    const handsOut = {
      ...skeleton,
      cells: [...skeleton.cells, { id: "given", lines: starter, slots: [], declares: [] }],
    };
    const createCells = (answer: string) =>
      createNotebook([
        { id: "given", source: starter.join("\n") },
        { id: "first", source: `const SECOND = "second-stream";\n${START}\n${answer}\n${END}` },
      ]);
    const [a = [], b = []] = ["", createAnswer(1)].map((answer) => createPrints(createCells(answer), handsOut));
    expect(
      findSimilarPairs([
        { id: "blank", prints: a },
        { id: "worked on", prints: b },
      ]),
    ).to.deep.equal([]);
  });

  it("finds no pairs if nobody shares anything", () => {
    expect(findSimilarPairs(honest)).to.deep.equal([]);
  });

  /** A class of `size` in which `holders` submissions share `both` prints, each with `own` prints of its own. */
  const createAlike = (holders: number, [both, unique]: readonly [number, number], size = holders) =>
    Array.from({ length: size }, (_, index) => ({
      id: `s${index}`,
      prints: [...(index < holders ? createRange(0, both) : []), ...createRange((index + 1) * 1000, unique)],
    }));
  const createRange = (from: number, length: number) => Array.from({ length }, (_, index) => from + index);
  for (const [title, submissions, pairs, share] of [
    ["two share five prints, and have no other", createAlike(2, [5, 0]), 0],
    ["two share six", createAlike(2, [6, 0]), 1, 1],
    ["two share less than seven tenths", createAlike(2, [69, 31]), 0],
    ["two share seven tenths", createAlike(2, [14, 6]), 1, 0.7],
    ["two share nine of eleven", createAlike(2, [9, 2]), 1, 0.82],
    ["a tenth of the class shares the same", createAlike(6, [9, 2], 60), 15, 0.82],
    ["more than a tenth does", createAlike(7, [9, 2], 60), 0],
    ["five share much, and each has something of its own", createAlike(5, [90, 9]), 0],
    ["forty share the same: no more are reported", createAlike(40, [6, 0], 500), 50, 1],
    ["forty-one do", createAlike(41, [6, 0], 500), 0],
  ] as const) {
    it(`finds ${pairs} pairs if ${title}`, () => {
      const found = findSimilarPairs(submissions);
      expect([found.length, found.at(0)?.share, found.at(-1)?.share]).to.deep.equal([pairs, share, share]);
    });
  }

  it("measures two submissions by the length of the shorter one", () => {
    const [short, long] = [createRange(0, 6), createRange(0, 100)].map((prints, index) => ({
      id: `s${index}`,
      prints,
    }));
    expect(short && long && findSimilarPairs([long, short])).to.deep.equal([{ a: "s1", b: "s0", share: 1 }]);
  });
});

describe("fingerprinting a submission", () => {
  // Expected values from a Python program: FNV-1a of eight tokens with spaces between, and the least of each four in a
  // row.
  for (const [answer, prints] of [
    ["const a = f(1)", []],
    ["const a = f(1);", [4261482375]],
    ['const total = add(1, "two words", left);', [1817402404, 2337406323]],
    ['const total = add(1, "two words", left, right, [mid]); // and no remark', [365119632, 765794622, 1817402404]],
  ] as const) {
    it(`returns these fingerprints for ${answer}, wherever it is, in ascending order`, () => {
      expect(createHandIn(answer)).to.deep.equal(prints);
      const beside = createNotebook([{ id: "mine", source: answer }]);
      expect(createPrints(beside)).to.deep.equal(prints);
    });
  }

  it("returns at most 2,000 fingerprints, and none for a submission without answers", () => {
    expect(createHandIn(Array.from({ length: 500 }, (_, n) => createAnswer(n)).join("\n"))).to.have.length(2_000);
    expect(createFingerprints(NO_ANSWERS, skeleton)).to.deep.equal([]);
  });
});
