import { expect } from "chai";
import type { Rehearsal } from "../checker/rehearsal";
import type { SubmissionResult } from "../reports/results";
import { CELL, CLOUD_CELL, HONEST_CLOUD, useRehearsal } from "./testing/attack";

/** A part of the plain lab's solution of another exercise: no file that a learner has contains it. */
const SECRET = "word.length > best.length";
/** The same text in pieces, so that the attack does not find its own code. */
const FIND = '["word.length", ">", "best.length"].join(" ")';
/** The stream that exists before lab 01; the names of lab 01's own resources begin like it. */
const SOURCE_STREAM = "de-c2w2lab1-kinesis-data-stream";
/** Code that takes the text around the secret. */
const surroundCode = (text: string) =>
  `const at = ${text}.indexOf(${FIND}); const found = at < 0 ? "" : ${text}.slice(Math.max(at - 40, 0), at + 60);`;
const finding = 'throw new Error("found: " + found);';
/** Code that reads the source of all scripts that the process has compiled. */
const inspector = [
  'import { Session } from "node:inspector";',
  "const session = new Session();",
  "session.connect();",
  "const ids: string[] = [];",
  'session.on("Debugger.scriptParsed", ({ params }) => { ids.push(params.scriptId); });',
  'session.post("Debugger.enable");',
  'const sources: string[] = ids.map((scriptId) => { let text = ""; session.post("Debugger.getScriptSource", { scriptId }, (_, got) => { text = got?.scriptSource ?? ""; }); return text; });',
  'const all = sources.join("\\n");',
];

/**
 * Attacks that run in one process with the solution of all other exercises: each writes the solution's text that it
 * finds into messages for its learner.
 */
const thieves: Readonly<Record<string, readonly string[]>> = {
  "asks the inspector, and tells it in an error": [...inspector, surroundCode("all"), finding],
  "asks a function for its text": ["const all = longest.toString();", surroundCode("all"), finding],
  "gives it as the answer to a question": [...inspector, surroundCode("all"), 'const LIMIT = "found: " + found;'],
  "reads the source map in the text of another cell": [
    ...inspector,
    'const maps = [...all.matchAll(/base64,([\\w+/=]+)/g)].map(([, map]) => Buffer.from(map ?? "", "base64").toString());',
    'const text = [...maps, all].join("\\n");',
    surroundCode("text"),
    finding,
  ],
  "takes a picture of the heap": [
    'import { getHeapSnapshot } from "node:v8";',
    'let text = ""; for await (const part of getHeapSnapshot()) text += String(part);',
    surroundCode("text"),
    finding,
  ],
  "patches what others call": [
    'let all = ""; const real = Array.prototype.reduce;',
    "Array.prototype.reduce = function (this: unknown[], ...args: unknown[]) { all += String(args[0]); return Reflect.apply(real, this, args); } as never;",
    "longest(WORDS);",
    surroundCode("all"),
    finding,
  ],
};

/** Everything that the learner gets to read. */
const getFeedback = ({ exercises, notes, made: created }: SubmissionResult) =>
  JSON.stringify([exercises, notes, created]);

async function gradeBoth(
  rehearsal: Rehearsal,
  answers: Readonly<Record<string, readonly string[]>>,
): Promise<[SubmissionResult, SubmissionResult]> {
  const open = { others: "open" } as const;
  return Promise.all([rehearsal.grade(answers, open), rehearsal.grade(answers, open, { revealsAllOutput: true })]);
}

const getMarks = ({ status, score, exercises }: SubmissionResult) => [
  status,
  score,
  exercises.map(({ id, claims }) => [id, claims.map(({ says, holds }) => [says, holds])]),
];

describe("a submission that requires the solution, which runs in place of exercises that are open or judged alone", () => {
  const rehearsal = useRehearsal("plain");

  for (const [does, lines] of Object.entries(thieves)) {
    it(`gets nothing of the solution by code that ${does}; with all output revealed, the feedback has it`, async () => {
      const [held, free] = await gradeBoth(rehearsal(), { [CELL]: lines });

      expect(getFeedback(free)).to.contain(SECRET);
      expect(getFeedback(held)).to.not.contain("best.length");
      expect(getMarks(held)).to.deep.equal(getMarks(free));
    });
  }

  it("learns only the original code's types by types that appear in the compiler's errors", async () => {
    const lines = ["const found: never = longest;", "const LIMIT = 1;"];
    const [held, free] = await gradeBoth(rehearsal(), { [CELL]: lines });
    expect(getFeedback(free)).to.contain("'(words: readonly string[]) => string' is not assignable");
    expect(getMarks(held)).to.deep.equal(getMarks(free));
    expect(getFeedback(held)).to.contain("'any' is not assignable");
  });

  it("sees the output of its own code in its feedback, even if one exercise depends on an open one", async () => {
    const answers = {
      "99-plain.square": ["return n * n;"],
      "99-plain.counts": ['throw new Error("my own words");'],
      [CELL]: ["const LIMIT = square(7) + longest(WORDS).length;"],
    };
    const [held, free] = await gradeBoth(rehearsal(), answers);
    expect(getMarks(held)).to.deep.equal(getMarks(free));
    expect(held.score).to.equal(2); // the open exercise got the solution
    const hints = held.exercises.flatMap(({ claims }) => claims.flatMap(({ hint = [] }) => hint));
    expect(hints.join(" ")).to.contain("my own words");
    expect(getFeedback(held)).to.equal(getFeedback(free));
  });

  it("sees the output of its own code, although another of its exercises ends the process earlier", async () => {
    const answers = {
      "99-plain.square": ["return n * n;"],
      "99-plain.longest": ['process.exit(3); return "";'],
      "99-plain.counts": ['throw new Error("my own words");'],
      [CELL]: ["const LIMIT = (() => { if (longest(WORDS) === '') return 0; return 'other words'; })();"],
    };
    const [held, free] = await gradeBoth(rehearsal(), answers);
    expect(getMarks(held)).to.deep.equal(getMarks(free));

    expect(getFeedback(held)).to.contain("my own words");
  });
});

describe("a submission that requires the solution, in a lab with a cloud", () => {
  const rehearsal = useRehearsal("cloud");

  /** Creates streams whose names are the given name followed by stolen text. */
  const createThief = (name: string): readonly string[] => [
    'import { Session } from "node:inspector";',
    'import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";',
    "const session = new Session();",
    "session.connect();",
    "const stolen = new Set<string>();",
    // The event is also sent for cells that are compiled later.
    'session.on("Debugger.scriptParsed", ({ params }) => session.post("Debugger.getScriptSource", { scriptId: params.scriptId }, (_, got) => {',
    '  const found = new RegExp("bucketName: [\\\\w.]*" + "USA_BUCKET").exec(got?.scriptSource ?? "");',
    `  const name = ${JSON.stringify(name)} + found?.[0].replace(/\\W+/g, "-");`,
    "  if (!found || stolen.has(name)) return;",
    "  stolen.add(name);",
    "  void new KinesisClient({}).send(new CreateStreamCommand({ StreamName: name, ShardCount: 1 })).catch(() => undefined);",
    "}));",
    'session.post("Debugger.enable");',
    HONEST_CLOUD.replace("shardCount: 2", "shardCount: 1"),
  ];

  it("gets nothing of the solution that it stores in its cloud; with all output revealed, the feedback has it", async () => {
    const [held, free] = await gradeBoth(rehearsal(), { [CLOUD_CELL]: createThief("stolen-") });
    expect(getFeedback(free)).to.match(/stolen-bucketName-.*USA_BUCKET/);
    expect(getFeedback(held)).to.not.contain("stolen-");
    expect(getMarks(held)).to.deep.equal(getMarks(free));
    expect(getFeedback(held)).to.match(/shard/); // advice on its own answer
  });

  it("gets nothing of the solution that it hides in a resource's name; with all output revealed, the feedback has it", async () => {
    const answers = { [CLOUD_CELL]: createThief(`${SOURCE_STREAM}-stolen-`) };
    const asCheck = { visibleOnly: true };
    const held = await rehearsal().grade(answers, { others: "open" }, asCheck);
    const free = await rehearsal().grade(answers, { others: "open" }, { ...asCheck, revealsAllOutput: true });
    expect(JSON.stringify(free.made)).to.match(/stolen-bucketName-.*USA_BUCKET/);
    expect(held.made).to.equal(undefined);
    expect(getFeedback(held)).to.not.contain("stolen-");
    expect(getMarks(held)).to.deep.equal(getMarks(free));
  });

  it("sees what its code creates if the whole notebook is its own", async () => {
    const { made: created } = await rehearsal().grade({}, { others: "solution" }, { visibleOnly: true });
    expect(created?.resources.map(({ kind, name }) => `${kind} ${name}`)).to.include(
      `data stream ${SOURCE_STREAM}-cli`,
    );
    expect(created?.resources.length).to.be.greaterThan(6);
    const graded = await rehearsal().grade({}, { others: "solution" });
    expect(graded.made, "a grade is not compared with anybody's cloud").to.equal(undefined);
  });
});
