import { expect } from "chai";
import { skeletonOf } from "../merge/read-skeleton";
import { notebookOf, TINY_LAB } from "../testing/tiny-lab";
import { fingerprints } from "./fingerprints";
import { similarPairs } from "./pairs";

const skeleton = skeletonOf(TINY_LAB);
const START = "// ### START CODE HERE ### (~ 1 line of code)";
const END = "// ### END CODE HERE ###";
const handedIn = (answer: string) =>
  fingerprints(
    {
      id: "x",
      notebook: notebookOf([{ id: "first", source: `const SECOND = "second-stream";\n${START}\n${answer}\n${END}` }]),
      scripts: new Map(),
      notes: [],
    },
    skeleton,
  );

/** A long answer that follows from a number, so that two numbers share nothing but the words of the language. */
function answerOf(n: number): string {
  return Array.from(
    { length: 6 },
    (_, line) => `const name${n}_${line} = await make${n}(${n * 7 + line}, "text ${n} ${line}", [${n}, ${line}]);`,
  ).join("\n");
}

describe("similar submissions", () => {
  const honest = Array.from({ length: 12 }, (_, n) => ({ id: `honest-${n}`, prints: handedIn(answerOf(n)) }));

  it("are those that share what the others have not, whatever the spaces and comments", () => {
    const copy = `// my own work\n${answerOf(3).replaceAll(" = ", "  =\n   ")}`;
    expect(similarPairs([...honest, { id: "copy", prints: handedIn(copy) }])).to.deep.equal([
      { a: "honest-3", b: "copy", share: 1 },
    ]);
  });

  it("are none where all have the answer that the lab leads to", () => {
    expect(similarPairs(honest.map(({ id }) => ({ id, prints: handedIn(answerOf(1)) })))).to.deep.equal([]);
  });

  it("are told with the most alike first, then by name, and as long as no more than four share the same", () => {
    const lines = answerOf(5).split("\n");
    const partly = handedIn([...lines.slice(0, 5), answerOf(77).split("\n")[5]].join("\n"));
    const copies = (...ids: string[]) => ids.map((id) => ({ id, prints: handedIn(answerOf(50)) }));
    const found = similarPairs([{ id: "a", prints: partly }, ...copies("y", "z", "x"), ...honest]);
    expect(found.map(({ a, b, share }) => [a, b, share === 1])).to.deep.equal([
      ["y", "x", true],
      ["y", "z", true],
      ["z", "x", true],
      ["a", "honest-5", false],
    ]);
    expect(found.at(-1)?.share).to.be.within(0.7, 0.95);
    expect(similarPairs([...honest, ...copies("w", "x", "y", "z")])).to.have.length(6);
    expect(similarPairs([...honest, ...copies("v", "w", "x", "y", "z")])).to.deep.equal([]);
  });

  it("are none of two that share what the lab hands out in its cells", () => {
    const given = answerOf(99).split("\n");
    const handsOut = {
      ...skeleton,
      cells: [...skeleton.cells, { id: "given", lines: given, slots: [], declares: [] }],
    };
    const cellsOf = (answer: string) =>
      notebookOf([
        { id: "given", source: given.join("\n") },
        { id: "first", source: `const SECOND = "second-stream";\n${START}\n${answer}\n${END}` },
      ]);
    const [a = [], b = []] = ["", answerOf(1)].map((answer) =>
      fingerprints({ id: "x", notebook: cellsOf(answer), scripts: new Map(), notes: [] }, handsOut),
    );
    expect(
      similarPairs([
        { id: "blank", prints: a },
        { id: "worked on", prints: b },
      ]),
    ).to.deep.equal([]);
  });

  it("are none where nobody shares anything, nor where too little is there to tell", () => {
    expect(similarPairs(honest)).to.deep.equal([]);
    expect(
      similarPairs([
        { id: "a", prints: [1, 2, 3] },
        { id: "b", prints: [1, 2, 3] },
      ]),
    ).to.deep.equal([]);
  });
});
