import { expect } from "chai";
import { readNotebook } from "../submission/read-notebook";
import { createNotebook, TINY_LAB } from "../testing/tiny-lab";
import { collectAnswers } from "./collect-answers";
import { readSkeleton } from "./read-skeleton";

const skeleton = readSkeleton(TINY_LAB);
const START = "// ### START CODE HERE ### (~ 1 line of code)";
const END = "// ### END CODE HERE ###";
const createSetup = (first: string) => ({
  id: "setup",
  source: `import { createKinesisDataStream } from "./src/index";\nconst ${first} = "first-stream";`,
});
const createFirst = (body: string) => ({
  id: "first",
  exercise: "99-tiny.first",
  source: `const SECOND = "second-stream";\n${START}\n${body}\n${END}`,
});
const createSecond = (body: string) => ({
  id: "second",
  exercise: "99-tiny.second",
  source: `${START}\n${body}\n${END}`,
});
const collectAnswersIn = (...cells: { id?: string; exercise?: string; source: string }[]) =>
  collectAnswers(skeleton, { cells: readNotebook(createNotebook(cells)), scripts: new Map() });
const getBody = (found: ReturnType<typeof collectAnswersIn>, cell: string) => found.bodies.get(cell)?.[0]?.join("\n");

describe("finding the answers of a submission", () => {
  it("reads the bodies of the regions by the exercise named in the cell's metadata", () => {
    const found = collectAnswersIn({ ...createFirst("await one();"), id: "a-new-id" }, createSecond("await two();"));
    expect(getBody(found, "first")).to.equal("await one();");
    expect(getBody(found, "second")).to.equal("await two();");
    expect(found.notes).to.deep.equal([]);
  });

  it("names the lines with git's conflict markers in a cell", () => {
    const source = ["<<<<<<< HEAD", "await one();", "=======", "await two();", ">>>>>>> theirs"].join("\n");
    const found = collectAnswersIn(createFirst(source), createSecond('const line = "=======";'));
    expect(found.notes).to.deep.equal([
      "first: git has left conflict markers in lines 3, 5 and 7, so the code doesn't run. Delete these lines, and keep one of the two versions between them.",
    ]);
  });

  it("uses the cell's id if the metadata is gone", () => {
    const { id, source } = createFirst("await one();");
    expect(getBody(collectAnswersIn({ id, source }, createSecond("x();")), "first")).to.equal("await one();");
  });

  it("reports an answer as missing if the region contains the original text, apart from spaces", () => {
    const stub = "// Create it.\n\n    await None({streamName: None,   shardCount: None});";
    const found = collectAnswersIn(createFirst(stub), createSecond("await two();"));
    expect(found.bodies.get("first")).to.deep.equal([undefined]);
  });

  it("reads the last copy of a cell that was worked on, with a note", () => {
    const stub = createFirst("// Create it.\nawait None({ streamName: None, shardCount: None });");
    const found = collectAnswersIn(
      createFirst("await early();"),
      createFirst("await late();"),
      { ...stub, id: "copy" },
      createSecond("x();"),
    );
    expect(getBody(found, "first")).to.equal("await late();");
    expect(found.notes).to.deep.equal(["The cell first appears 3 times; the last one that was edited counts."]);
  });

  it("reports answers as missing, with the reason, if the cell is missing", () => {
    const found = collectAnswersIn(createSecond("await two();"));
    expect(found.bodies.has("first")).to.equal(false);
    expect(found.notFound.get("99-tiny.first")).to.equal(
      "the notebook has no cell first, and no other cell clearly contains its answer",
    );
    for (const { notFound } of [collectAnswersIn({ source: "" }), collectAnswersIn({ source: " " }, { source: "\n" })])
      expect([...new Set(notFound.values())][0]).to.equal(
        "all cells of the notebook are empty: nothing was ever saved in it",
      );
  });

  it("restores the lab's order if cells were moved, with a note", () => {
    const found = collectAnswersIn(createSecond("await two();"), createFirst("await one();"));
    expect(getBody(found, "first")).to.equal("await one();");
    expect(found.notes).to.deep.equal([
      "The cells are in a different order than in the lab; they ran in the lab's order.",
    ]);
  });

  it("restores given lines that were edited, with a note", () => {
    const { source, ...cell } = createFirst("await one();");
    const found = collectAnswersIn({ ...cell, source: source.replace("second-stream", "mine") }, createSecond("x();"));
    expect(getBody(found, "first")).to.equal("await one();");
    expect(found.notes).to.deep.equal([
      'first: this given line was changed or removed. It was restored, because only the code between START and END is graded: const SECOND = "second-stream";',
    ]);
  });

  it("restores the lab's names if a learner has renamed them everywhere, with a note", () => {
    const setup = createSetup("firstName");
    const answer = createFirst("await one(firstName, { secondName }, `${secondName}`, a.firstName);");
    const renamed = { ...answer, source: answer.source.replace("const SECOND", "const secondName") };
    const found = collectAnswersIn(setup, renamed, createSecond("await two({ secondName: secondName });"));
    expect(getBody(found, "first")).to.equal("await one(FIRST, { secondName: SECOND }, `${SECOND}`, a.firstName);");
    expect(getBody(found, "second")).to.equal("await two({ secondName: SECOND });");
    expect(found.notes).to.deep.equal([
      "You changed names that the lab uses: secondName counts as SECOND, firstName counts as FIRST.",
    ]);
  });

  it("keeps names that were changed only in some places, and names the given line that was restored", () => {
    const answer = createFirst("await one(secondName);");
    const renamed = { ...answer, source: answer.source.replace("const SECOND", "const secondName") };
    const found = collectAnswersIn(renamed, createSecond("await two(SECOND);"));
    expect(getBody(found, "first")).to.equal("await one(secondName);");
    expect(found.notes.join()).to.match(/restored, because only .* is graded: const SECOND = "second-stream";$/);
  });

  it("restores a name that a learner has changed to one that the lab only imports", () => {
    const [setup, ...others] = skeleton.cells;
    const imports = {
      id: "imports",
      lines: ['import { secondName } from "./lib";', "secondName();"],
      slots: [],
      declares: [],
    };
    const cells = setup ? [imports, setup, ...others] : [];
    const answer = createFirst("await one(secondName);");
    const collect = (declared: string) =>
      collectAnswers(
        { ...skeleton, cells },
        {
          cells: readNotebook(
            createNotebook([
              { id: "imports", source: imports.lines.join("\n") },
              createSetup("FIRST"),
              { ...answer, source: answer.source.replace("const SECOND", declared) },
              createSecond("await two({ secondName });"),
            ]),
          ),
          scripts: new Map(),
        },
      );
    const found = collect("const secondName");
    expect(getBody(found, "first")).to.equal("await one(SECOND);");
    expect(getBody(found, "second")).to.equal("await two({ secondName: SECOND });");
    expect(found.notes).to.deep.equal(["You changed names that the lab uses: secondName counts as SECOND."]);
    // Without a declaration of its own, the name is still the imported one.
    expect(getBody(collect("secondName; const third"), "first")).to.equal("await one(secondName);");
  });

  it("restores the name of a parameter that a learner has changed in all of a cell", () => {
    const createFunction = (name: string, parameter: string) =>
      `const ${name} = (${parameter}: string): string => {\n${START}\nNone;\n${END}\n};`.split("\n");
    const createText = (id: string) => ({
      id,
      exercise: `99-tiny.${id}`,
      lines: createFunction(`${id}Of`, "key"),
      slots: [{ exercise: `99-tiny.${id}`, stub: ["None;"], solution: ["return own + key;"] }],
      declares: [`${id}Of`],
    });
    const collect = (parameter: string, ...bodies: readonly string[]) =>
      collectAnswers(
        { ...skeleton, cells: ["one", "two"].map(createText) },
        {
          cells: readNotebook(
            createNotebook(
              ["one", "two"].map((id, n) => ({
                id,
                source: createFunction(`${id}Of`, n === 0 ? parameter : "key")
                  .join("\n")
                  .replace("None;", bodies[n] ?? ""),
              })),
            ),
          ),
          scripts: new Map(),
        },
      );
    const found = collect("own", "return { own, a: b.own + own };", "return key + own;");
    expect(getBody(found, "one")).to.equal("return { own: key, a: b.own + key };");
    expect(getBody(found, "two")).to.equal("return key + own;");
    expect(found.notes).to.deep.equal(["You changed names that the lab uses: own counts as key."]);
    // The answer has the lab's name for something else, or the new name is the function's.
    expect(getBody(collect("own", "const key = 1; return own;", "return key;"), "one")).to.equal(
      "const key = 1; return own;",
    );
    expect(getBody(collect("oneOf", "return oneOf;", "return key;"), "one")).to.equal("return oneOf;");
  });

  it("restores a script's names if a learner has renamed them everywhere", () => {
    const starterLines = (skeleton.scripts[0]?.lines ?? []).join("\n").replaceAll("key", "partitionKey");
    const script = starterLines.replace("partitionKey = None", "partitionKey = `k${text}`");
    const { bodies, notes } = collectAnswers(skeleton, { scripts: new Map([["src/etl/tiny.ts", script]]) });
    expect(bodies.get("src/etl/tiny.ts")?.[1]).to.deep.equal(["key = `k${text}`;"]);
    expect(notes).to.deep.equal(["You changed names that the lab uses: partitionKey counts as key."]);
  });

  it("reports answers as broken if a syntax error outside START and END keeps their cell or script from running", () => {
    const renamed = createFirst("await one();");
    const after = collectAnswersIn({ ...renamed, source: `${renamed.source}\n}` }, createSecond("await two();"));
    expect([...after.broken]).to.deep.equal([["99-tiny.first", 'Declaration or statement expected in line 5, "}"']]);
    const script = `${skeleton.scripts[0]?.lines.join("\n").replace("text = None", "text = 1") ?? ""}\nfor (`;
    const { broken } = collectAnswers(skeleton, { scripts: new Map([["src/etl/tiny.ts", script]]) });
    expect([...broken.keys()]).to.deep.equal(["99-tiny.text"]);
    expect(broken.get("99-tiny.text")).to.match(/ in line \d+ of src\/etl\/tiny\.ts, "for \("$/);
    // A bracket too many counts also where the lab gives the same bracket.
    const braces = { ...skeleton.cells[1], id: "first", lines: ["if (a) {", START, "x = None;", END, "}"] };
    const slots = [{ exercise: "99-tiny.first", stub: ["x = None;"], solution: ["x = 1;"] }];
    const cells = [{ id: "first", lines: ["if (a) {", START, "x = 1;", END, "}", "}"] }];
    const doubled = collectAnswers(
      { ...skeleton, cells: [{ ...braces, slots, declares: [] }] },
      { cells, scripts: new Map() },
    );
    expect([...doubled.broken.keys()]).to.deep.equal(["99-tiny.first"]);
    // An error in the answer itself is reported where the answer is judged.
    expect(collectAnswersIn(createFirst("await one(;")).broken.size).to.equal(0);
    expect(collectAnswersIn({ ...renamed, source: `// Mine\nlook();\n${renamed.source}` }).broken.size).to.equal(0);
    expect(collectAnswersIn({ ...renamed, source: `${renamed.source}\n${"(".repeat(50_000)}` }).broken.size).to.equal(
      1,
    );
  });

  it("finds answers that can't do anything: they can't be read, or hold no more than a value", () => {
    const collect = (first: string) => [...collectAnswersIn(createFirst(first), createSecond("await two();")).idle];
    for (const idle of ["void 0;", ";;", "void 0; // later", "I will ask the teacher", "await one(;"])
      expect(collect(idle), idle).to.deep.equal(["99-tiny.first"]);
    for (const answer of ["await one();", "void one();", "one", "const x = void 0;", "throw 1;"])
      expect(collect(answer), answer).to.deep.equal([]);
    // Of two answers in one script, the one that can be read is not idle.
    const text = skeleton.scripts[0]?.lines.join("\n") ?? "";
    const script = text.replace("text = None", "text = 1").replace("key = None", "key = (");
    const { idle } = collectAnswers(skeleton, { scripts: new Map([["src/etl/tiny.ts", script]]) });
    expect([...idle]).to.deep.equal(["99-tiny.key"]);
  });

  it("finds answers to which no other cell contributes", () => {
    const beside = { source: "const mine = 1;" };
    const collect = (first: string, second: string, more = beside) =>
      [...collectAnswersIn(createFirst(first), createSecond(second), more).selfContained].map((id) => id.slice(8));
    expect(collect("const a = { FIRST: 1 };", "const b = (c: number) => c;")).to.deep.equal(["first", "second"]);
    // The names of a given cell and of a cell of one's own, and a call of AWS.
    for (const first of ["const a = FIRST;", "const a = mine;", "const a = await fetch();"])
      expect(collect(first, "const b = 1;"), first).to.deep.equal(["second"]);
    expect(collect("const a = [1];", "const b = SECOND;")).to.deep.equal([]);
    // The other answer may change it.
    expect(collect("let a = 1;", "a = 2;")).to.deep.equal([]);
    expect(collect("let a = 1;", "const b = 1;", { source: "a = 2;" })).to.deep.equal(["second"]);
    expect(collect("const a = 1;", "Array.prototype.map = () => [];")).to.deep.equal([]);
    expect(collect("const a = 1;", `const b = ${"(".repeat(50_000)}`)).to.deep.equal([]);
  });

  it("ignores the syntax errors of other cells that aren't graded", () => {
    const broken = { source: "const helper = 1;\nfunction (" };
    const { besideCells, notes, ...found } = collectAnswersIn(
      broken,
      createFirst("await one(helper);"),
      createSecond("x();"),
    );
    expect(found.broken.size).to.equal(0);
    expect(besideCells[0]).to.deep.equal([]);
    expect(notes).to.deep.equal([
      `Your own cell that begins with "const helper = 1;" doesn't run, so nothing in it counts: Identifier expected in line 2, "function (".`,
    ]);
  });

  it("finds answers by the lines around them if the markers are gone, with a note", () => {
    const found = collectAnswersIn(
      { id: "first", source: 'const SECOND = "second-stream";\nawait one();\nawait more();' },
      createSecond("x();"),
    );
    expect(getBody(found, "first")).to.equal("await one();\nawait more();");
    expect(found.notes).to.deep.equal([
      "first: the START CODE HERE and END CODE HERE lines are not as given; the answers were found by the lines around them.",
    ]);
  });

  it("reports answers without markers and given lines as not found", () => {
    const found = collectAnswersIn({ id: "first", source: "await one();" }, createSecond("x();"));
    expect(found.bodies.get("first")).to.deep.equal([undefined]);
    expect(found.notes).to.deep.equal([
      "first: the START CODE HERE and END CODE HERE lines are not as given; 1 of 1 answers could not be found.",
    ]);
  });

  it("reads the regions of a script in order", () => {
    const script = `${START}\ntext = "mine";\n${END}\nlet key = "";\n${START}\nkey = None;\n${END}\n`;
    const found = collectAnswers(skeleton, { scripts: new Map([["src/etl/tiny.ts", script]]) });
    expect(found.bodies.get("src/etl/tiny.ts")).to.deep.equal([['text = "mine";'], undefined]);
  });

  it("reports what was damaged or changed in a script, and misses no cell if there is no notebook", () => {
    const getNotes = (script: string) =>
      collectAnswers(skeleton, { scripts: new Map([["src/etl/tiny.ts", script]]) }).notes;
    const starterLines = skeleton.scripts[0]?.lines ?? [];
    expect(getNotes(starterLines.join("\r\n"))).to.deep.equal([]);
    expect(getNotes(starterLines.map((line) => `  ${line}`).join("\n"))).to.deep.equal([]);
    expect(getNotes(starterLines.join("\n").replace("new KinesisClient", "new Other"))).to.deep.equal([
      "src/etl/tiny.ts: this given line was changed or removed. It was restored, because only the code between START and END is graded: const kinesis = new KinesisClient({});",
    ]);
    expect(getNotes('text = "mine";')).to.deep.equal([
      "src/etl/tiny.ts: the START CODE HERE and END CODE HERE lines are not as given; 2 of 2 answers could not be found.",
    ]);
  });

  it("keeps the order if only given cells were moved", () => {
    const cells = [createFirst("await one();"), createSecond("await two();"), createSetup("FIRST")];
    expect(collectAnswersIn(...cells).notes).to.deep.equal([]);
  });

  it("counts the last copy in which a region was edited, and ignores spaces in given lines", () => {
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
    const found = collectAnswers(
      { ...skeleton, cells: [both] },
      { cells: readNotebook(createNotebook([copy("a = 1", "both"), copy("a = None", "copy")])), scripts: new Map() },
    );
    expect(found.bodies.get("both")).to.deep.equal([["a = 1;"], undefined]);
    expect(found.notes).to.deep.equal(["The cell both appears 2 times; the last one that was edited counts."]);
  });
});
