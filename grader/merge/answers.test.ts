import { expect } from "chai";
import { readNotebook } from "../submission/read-notebook";
import { notebookOf, TINY_LAB } from "../testing/tiny-lab";
import { answersOf } from "./answers";
import { skeletonOf } from "./read-skeleton";

const skeleton = skeletonOf(TINY_LAB);
const START = "// ### START CODE HERE ### (~ 1 line of code)";
const END = "// ### END CODE HERE ###";
const first = (body: string) => ({
  id: "first",
  exercise: "99-tiny.first",
  source: `const SECOND = "second-stream";\n${START}\n${body}\n${END}`,
});
const second = (body: string) => ({ id: "second", exercise: "99-tiny.second", source: `${START}\n${body}\n${END}` });
const answers = (...cells: { id?: string; exercise?: string; source: string }[]) =>
  answersOf(skeleton, { cells: readNotebook(notebookOf(cells)), scripts: new Map() });
const bodyOf = (found: ReturnType<typeof answers>, cell: string) => found.bodies.get(cell)?.[0]?.join("\n");

describe("the answers of a submission", () => {
  it("are the bodies of the regions, by the exercise that the cell's metadata names", () => {
    const found = answers({ ...first("await one();"), id: "a-new-id" }, second("await two();"));
    expect(bodyOf(found, "first")).to.equal("await one();");
    expect(bodyOf(found, "second")).to.equal("await two();");
    expect(found.notes).to.deep.equal([]);
  });

  it("belong to the cell's id where the metadata is gone", () => {
    const { id, source } = first("await one();");
    expect(bodyOf(answers({ id, source }, second("x();")), "first")).to.equal("await one();");
  });

  it("are missing where the region still says what was handed out, whatever the spaces", () => {
    const stub = "// Create it.\n\n    await None({streamName: None,   shardCount: None});";
    const found = answers(first(stub), second("await two();"));
    expect(found.bodies.get("first")).to.deep.equal([undefined]);
  });

  it("are taken from the last copy of a cell that was worked on, with a note", () => {
    const stub = first("// Create it.\nawait None({ streamName: None, shardCount: None });");
    const found = answers(first("await early();"), first("await late();"), { ...stub, id: "copy" }, second("x();"));
    expect(bodyOf(found, "first")).to.equal("await late();");
    expect(found.notes).to.deep.equal(["The cell first is there 3 times; the last one that was worked on counts."]);
  });

  it("are not found where the cell is missing, with the reason", () => {
    const found = answers(second("await two();"));
    expect(found.bodies.has("first")).to.equal(false);
    expect(found.notFound.get("99-tiny.first")).to.equal(
      "the notebook has no cell first, and no other cell holds an answer that is surely its own",
    );
  });

  it("keep the order of the lab when the cells were moved, with a note", () => {
    const found = answers(second("await two();"), first("await one();"));
    expect(bodyOf(found, "first")).to.equal("await one();");
    expect(found.notes).to.deep.equal([
      "The cells are in another order than they were given; they ran in the order of the lab.",
    ]);
  });

  it("leave given lines to the skeleton when they were edited, with a note", () => {
    const { source, ...cell } = first("await one();");
    const found = answers({ ...cell, source: source.replace("second-stream", "mine") }, second("x();"));
    expect(bodyOf(found, "first")).to.equal("await one();");
    expect(found.notes).to.deep.equal([
      "first: given lines outside START and END were changed; they count as they were given.",
    ]);
  });

  it("are found by the lines around them when the markers are gone, with a note", () => {
    const found = answers(
      { id: "first", source: 'const SECOND = "second-stream";\nawait one();\nawait more();' },
      second("x();"),
    );
    expect(bodyOf(found, "first")).to.equal("await one();\nawait more();");
    expect(found.notes).to.deep.equal([
      "first: the START CODE HERE and END CODE HERE lines are not as given; the answers were found by the lines around them.",
    ]);
  });

  it("cannot be found when neither markers nor given lines are there, and that is said", () => {
    const found = answers({ id: "first", source: "await one();" }, second("x();"));
    expect(found.bodies.get("first")).to.deep.equal([undefined]);
    expect(found.notes).to.deep.equal([
      "first: the START CODE HERE and END CODE HERE lines are not as given; 1 of 1 answers could not be found.",
    ]);
  });

  it("are those of the regions of a script, in their order", () => {
    const script = `${START}\ntext = "mine";\n${END}\nlet key = "";\n${START}\nkey = None;\n${END}\n`;
    const found = answersOf(skeleton, { scripts: new Map([["src/etl/tiny.ts", script]]) });
    expect(found.bodies.get("src/etl/tiny.ts")).to.deep.equal([['text = "mine";'], undefined]);
  });

  it("of a script say what was found damaged or changed, and no cell is missed where there is no notebook", () => {
    const notesOf = (script: string) => answersOf(skeleton, { scripts: new Map([["src/etl/tiny.ts", script]]) }).notes;
    const given = skeleton.scripts[0]?.lines ?? [];
    expect(notesOf(given.join("\r\n"))).to.deep.equal([]);
    expect(notesOf(given.map((line) => `  ${line}`).join("\n"))).to.deep.equal([]);
    expect(notesOf(given.join("\n").replace("new KinesisClient", "new Other"))).to.deep.equal([
      "src/etl/tiny.ts: given lines outside START and END were changed; they count as they were given.",
    ]);
    expect(notesOf('text = "mine";')).to.deep.equal([
      "src/etl/tiny.ts: the START CODE HERE and END CODE HERE lines are not as given; 2 of 2 answers could not be found.",
    ]);
  });

  it("keep their order where only given cells were moved", () => {
    const setup = { id: "setup", source: 'const FIRST = "first-stream";' };
    expect(answers(first("await one();"), second("await two();"), setup).notes).to.deep.equal([]);
  });

  it("count in the last copy where one of its regions was worked on, and spaces in given lines do not", () => {
    const lines = ["let a;", "  ", START, "a = None;", END, "let b;", START, "b = None;", END];
    const slots = ["a", "b"].map((name) => ({ exercise: "x.both", stub: [`${name} = None;`], solution: [] }));
    const both = { id: "both", exercise: "x.both", lines, slots, declares: ["a", "b"] };
    const copy = (a: string, id: string) => ({
      id,
      exercise: "x.both",
      source: lines
        .filter((line) => line !== "  ")
        .join("\n")
        .replace("a = None", a)
        .replaceAll("let", "   let"),
    });
    const found = answersOf(
      { ...skeleton, cells: [both] },
      { cells: readNotebook(notebookOf([copy("a = 1", "both"), copy("a = None", "copy")])), scripts: new Map() },
    );
    expect(found.bodies.get("both")).to.deep.equal([["a = 1;"], undefined]);
    expect(found.notes).to.deep.equal(["The cell both is there 2 times; the last one that was worked on counts."]);
  });
});
