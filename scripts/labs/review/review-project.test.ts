import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../cloud/testing/temporary-folder";
import { parseFile, readProject } from "./project";
import { reviewPage } from "./review-page";
import { reviewFiles, reviewInShort, type ReviewedItem } from "./review-project";
import { writeSolvedProject } from "./testing/solved-project";
import { ONE_LONG_FILE, RIGHT_FOLDERS_ONLY, RIGHT_PROJECT, type ProjectTexts } from "./testing/projects";

const reviewProject = (folder: string) => reviewFiles(readProject(folder));
const review = (texts: ProjectTexts) => reviewFiles(Object.entries(texts).map(([path, text]) => parseFile(path, text)));
const listPoints = (items: readonly ReviewedItem[], verdict: ReviewedItem["verdict"]) =>
  items.filter((item) => item.verdict === verdict).map(({ point }) => point);
const listMissing = (texts: ProjectTexts) => listPoints(review(texts), "fails");

describe("the code review of the exam", () => {
  const folder = createTemporaryFolder();

  it("passes all items of a correct project, whatever its parts are called", () => {
    expect(review(RIGHT_PROJECT).filter(({ verdict }) => verdict !== "holds")).to.deep.equal([]);
  });

  it("passes all items of the course's own project, solved and with tests of its operators", () => {
    const project = join(folder, "metrics");
    writeSolvedProject(project);
    expect(reviewProject(project).filter(({ verdict }) => verdict !== "holds")).to.deep.equal([]);

    // Files that `labs solution` and `labs reset` leave there do not belong to the learner's project.
    const graph = join(project, "app/operation-graph.ts");
    for (const beside of ["_Solution", "_before-reset-1"]) cpSync(graph, graph.replace(".ts", `${beside}.ts`));
    expect(reviewProject(project).filter(({ verdict }) => verdict !== "holds")).to.deep.equal([]);
  });

  it("finds none of the parts in a project of one long file", () => {
    expect(listMissing(ONE_LONG_FILE)).to.deep.equal(["2", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3"]);
  });

  it("finds mistakes in the right folders, with file and line", () => {
    const items = review(RIGHT_FOLDERS_ONLY);
    expect(
      items.flatMap(({ point, verdict, found }) => (verdict === "fails" ? [`${point}: ${found}`] : [])),
    ).to.deep.equal([
      "2.1: pipeline/topology.ts, line 6: for (const record of records) sum = sum + decode(record).val",
      "2.3: pipeline/operators/summarize.ts exports summarize, average",
      "2.4: none that expects a result of pipeline/operators/summarize.ts",
      "2.5: none in pipeline/operators/summarize.ts",
      "3.2: test/whole.spec.ts: services: user-service; doesn't cover both cpu and ram; all in order",
      "3.3: test/whole.spec.ts does not name maxValue, avg, fromTimestamp, toTimestamp",
    ]);
  });

  /** Projects in which one thing is wrong, each with the item of the list that does not hold in it. */
  const changed = [
    [
      "a model that imports the application",
      "1",
      { "data/messages.ts": `import "../pipeline/logger";${RIGHT_PROJECT["data/messages.ts"]}` },
    ],
    [
      "an aggregate that lacks its times",
      "1",
      { "data/messages.ts": String(RIGHT_PROJECT["data/messages.ts"]).replace("fromTimestamp: string;", "") },
    ],
    ["a graph in the folder of the model", "2", { "data/graph.ts": `import "../pipeline/operators/decode";` }],
    ["two places that connect operators", "2.1", { "pipeline/other.ts": `import "./operators/decode";` }],
    [
      "settings read from the environment elsewhere",
      "2.2",
      { "pipeline/logger.ts": "export const logger = process.env.QUIET ? { debug() {} } : console;" },
    ],
    [
      "a class beside the graph",
      "2.3",
      { "pipeline/main.ts": `${RIGHT_PROJECT["pipeline/main.ts"]}\nclass Window {}` },
    ],
    [
      "a program that logs nothing",
      "2.5",
      { "pipeline/main.ts": `import { topology } from "./topology";\ntopology([]);` },
    ],
    ["code that is not finished", "2", { "pipeline/main.ts": "const settings = None;" }],
    [
      "a test that calls an operator and expects that true is true",
      "2.4",
      {
        "test/decode.spec.ts": `import { decode } from "../pipeline/operators/decode";
          it("decodes", () => { decode(Buffer.from("{}")); expect(true).toBe(true); });`,
      },
    ],
    [
      "a test that expects a number of its own",
      "2.4",
      {
        "test/decode.spec.ts": `import { decode } from "../pipeline/operators/decode";
          it("decodes", () => { const one = 1; decode(Buffer.from("{}")); assert.equal(one, 1); });`,
      },
    ],
    ["no test of streams", "3.1", { "test/whole.spec.ts": "" }],
  ] as const;
  for (const [title, point, change] of changed)
    it(`finds ${title}`, () => {
      expect(listMissing({ ...RIGHT_PROJECT, ...change })).to.include(point);
    });

  for (const [how, body] of [
    [
      "kept in a variable",
      "let read; beforeEach(() => { read = decode(bytes); }); it('is', () => expect(read).toEqual({}));",
    ],
    ["destructured", "it('is', () => { const { value: v } = decode(bytes); assert.strictEqual(v, 1); });"],
    ["collected in a list", "it('is', () => { const all = []; all.push(decode(bytes)); expect(all).toEqual([{}]); });"],
    [
      "got by a helper below",
      "it('is', () => { expect(read()).toEqual({}); }); function read() { return decode(bytes); }",
    ],
    ["looked at in a loop", "it('is', () => { for (const one of [decode(bytes)]) expect(one).to.equal(1); });"],
  ])
    it(`accepts a test whose result is ${how}`, () => {
      const test = `import { decode } from "../pipeline/operators/decode"; ${body}`;
      expect(listMissing({ ...RIGHT_PROJECT, "test/decode.spec.ts": test })).to.deep.equal([]);
    });

  it("passes each item in a correct project, and fails it in two wrong ones", () => {
    const wrong = [
      ONE_LONG_FILE,
      RIGHT_FOLDERS_ONLY,
      ...changed.map(([, , change]) => ({ ...RIGHT_PROJECT, ...change })),
    ];
    for (const { point, verdict } of review(RIGHT_PROJECT)) {
      expect(verdict, point).to.equal("holds");
      expect(wrong.filter((texts) => listMissing(texts).includes(point)).length, point).to.be.at.least(2);
    }
  });

  it("leaves to a person what the code doesn't show", () => {
    const test = `import "@aws-sdk/client-kinesis"; it("is", () => expect(same(randomEvents())).toBe(true));`;
    expect(listPoints(review({ ...RIGHT_PROJECT, "test/whole.spec.ts": test }), "person")).to.deep.equal([
      "3.2",
      "3.3",
    ]);
  });

  it("prints a summary, and a page with a form, as text", () => {
    const items = review({ ...ONE_LONG_FILE, "app/operators/<b>.ts": "" });
    expect(reviewInShort(items)).to.match(/^1 of 10 items hold; missing: 2, 2\.1, /);
    const page = reviewPage("<script>alert(1)</script>", items);
    expect(page)
      .to.include("&lt;script&gt;")
      .and.to.include('<input type="radio"')
      .and.not.to.match(/<script|<b>\.ts/);
  });

  it("follows no link, and refuses what isn't a project", () => {
    const outside = join(folder, "outside.ts");
    writeFileSync(outside, "export const secret = 1;");
    const project = join(folder, "linked");
    mkdirSync(join(project, dirname("app/a.ts")), { recursive: true });
    symlinkSync(outside, join(project, "app/a.ts"));
    expect(() => reviewProject(project)).to.throw("There is no TypeScript file in");
    expect(() => reviewProject(join(folder, "nowhere"))).to.throw("There is no folder");
  });
});
