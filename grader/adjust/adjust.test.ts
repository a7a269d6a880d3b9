import { expect } from "chai";
import { FROZEN_RUN } from "../testing/frozen-run";
import type { SubmissionResult } from "../reports/results";
import { adjustResults, type Adjustments } from "./adjust";
import { formatCsv } from "../reports/csv-text";
import { readRows, readTable, TableProblem } from "./csv";
import { calculateLateness, readLatePolicy } from "./late-policy";
import { readManualMarks } from "./manual-marks";
import { readRoster } from "./roster";

const METRICS = "01-streaming-ingestion.metrics";
const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
const found = [{ id: "anna", path: "anna", student: { lmsId: "7", submitted: "2026-11-21T12:00:00.000Z" } }];
const adjust = (adjustments: Adjustments) => adjustResults([anna], found, adjustments);

describe("the cost of hints", () => {
  const [{ id, score }] = anna.exercises as unknown as [{ id: string; score: number }];
  const withHints = { ...anna, hints: { [id]: 2 } };
  const adjustHints = (adjustments: Adjustments) => adjustResults([withHints], found, adjustments)[0];

  it("is nothing unless the instructor charges for hints", () => {
    expect(adjustHints({})).to.include({ score: anna.score });
    expect(adjustHints({})?.exercises).to.deep.equal(anna.exercises);
    expect(adjust({ hintPercent: 10 })[0]).to.include({ score: anna.score });
  });

  it("is a share of the exercise's points for each hint, at most all of them, shown with a note", () => {
    const [cost, rest] = [score * 0.2, score * 0.8].map((points) => Math.round(points * 100) / 100);
    const charged = adjustHints({ hintPercent: 10 });
    expect(charged?.exercises[0]).to.include({ score: rest, hintCost: cost });
    expect(charged?.graded).to.equal(anna.score);
    expect(charged?.notes.at(-1)).to.equal(
      `Each hint costs 10 % of the points earned in its exercise: ${cost} points in all.`,
    );
    expect(adjustHints({ hintPercent: 60 })?.exercises[0]).to.include({ score: 0, hintCost: score });
  });
});

describe("reading an instructor's table", () => {
  it("reads quoted fields, semicolons and a byte order mark", () => {
    const rows = readTable('\uFEFFID;comment\r\nanna;"one; ""two""\nthree"\r\n;\n', "f.csv", ["id"]);
    expect(rows.map((row) => [row.line, row.get("id"), row.get("comment")])).to.deep.equal([
      [2, "anna", 'one; "two"\nthree'],
    ]);
  });

  it("splits rows by the separator in the heading, whatever the fields contain", () => {
    const parseRows = (text: string, column: string) =>
      readTable(text, "f.csv", []).map((row) => [row.line, row.get(column)]);
    expect(parseRows(' A;B , Id\n1,"2;3"\n  ,\n4,5" x"\n', "a;b")).to.deep.equal([
      [2, "1"],
      [4, "4"],
    ]);
    expect(parseRows(' A;B , Id\n1,"2;3"\n,\n4,5"x"\n', "id")).to.deep.equal([
      [2, "2;3"],
      [4, '5"x"'],
    ]);
    expect(parseRows("id\na;b\n", "id")).to.deep.equal([[2, "a;b"]]);
    expect(readTable("", "f.csv", [])).to.deep.equal([]);
  });

  it("accepts ids that the grader's own tables escape with an apostrophe against spreadsheets", () => {
    const ids = ["=cmd", "+1", "-x", "@a", "'tis", "plain"];
    const table = formatCsv([["id"], ...ids.map((id) => [id])]);
    expect(table).to.contain("'=cmd");
    expect(readTable(table, "f.csv", ["id"]).map((row) => row.get("id"))).to.deep.equal(ids);
    const read = () => {
      throw new Error("our bug");
    };
    expect(() => readRows(readTable("id\na\n", "f.csv", []), read)).to.throw("our bug");
  });

  for (const [title, text, says] of [
    ["a missing column", "name\nx\n", 'f.csv has no column "id"'],
    [
      "a quote that is never closed",
      'id,comment\nanna,"x',
      "f.csv, line 2: a quotation mark is never closed or is misplaced",
    ],
  ] as const) {
    it(`refuses a table with ${title}`, () => {
      expect(() => readTable(text, "f.csv", ["id"])).to.throw(TableProblem, says);
    });
  }
});

describe("applying manual marks", () => {
  it("replaces an exercise's points or adds to the total, with comments", () => {
    const manual = readManualMarks(
      `id,exercise,points,comment\nanna,${METRICS},2.5,Nearly\nanna,,-0.5,Well explained\n`,
      "m.csv",
    );
    const [result] = adjust({ manual });
    expect(result).to.deep.include({ score: 4, graded: 3.33, comments: ["Well explained"] });
    expect(result?.exercises[1]).to.deep.include({ score: 2.5, graded: 1.33, comment: "Nearly" });
    expect(adjust({ manual: [{ id: "anna", points: -9 }] })[0]).to.include({ score: 0, graded: 3.33 });
  });

  it("applies each mark to its learner alone, and changes no points for a comment", () => {
    const bert = { ...anna, id: "bert", exercises: [] };
    const both = [...found, { id: "bert", student: {} }];
    const manual = readManualMarks(
      `id,exercise,points,comment\nanna,,,Seen\nanna,,1,\nbert,${METRICS},1,\nanna,${METRICS},1,\n`,
      "m.csv",
    );
    const [first, second] = adjustResults([anna, bert], both, { manual });
    expect(first).to.deep.include({ score: 4, comments: ["Seen"] });
    expect(second).to.include({ id: "bert", score: 0 });
    const alone = [{ id: "anna", comment: "Seen" }];
    expect(adjust({ manual: alone })[0])
      .to.include({ score: 3.33 })
      .and.not.have.property("graded");
  });

  it("changes nothing if there are no manual marks", () => {
    const [result] = adjustResults([anna], [{ id: "anna", student: {} }], {});
    expect(result).to.not.have.any.keys("student", "comments", "graded", "late", "attempts");
    expect(adjust({})[0]?.student).to.deep.equal(found[0]?.student);
    const [, , , emil] = FROZEN_RUN.submissions as [unknown, unknown, unknown, SubmissionResult];
    const handedIn = { id: "emil", student: {}, exportedAs: "emil_77_4711_" };
    expect(adjustResults([emil], [handedIn], {})[0]?.exportedAs).to.equal("emil_77_4711_");
  });

  for (const [title, text, says] of [
    ["points that aren't a number", "id,points\nanna,many\n", '"many" is not a number'],
    ["neither points nor comment", "id,exercise\nanna,x\n", "neither points nor a comment"],
    ["no id", "id,points\n,1\n", "the line has no id"],
  ] as const) {
    it(`refuses manual marks with ${title}`, () => {
      expect(() => readManualMarks(text, "m.csv")).to.throw(TableProblem, says);
    });
  }

  it("refuses manual marks for submissions or exercises that weren't graded", () => {
    expect(() => adjust({ manual: [{ id: "zoe", points: 1 }] })).to.throw(TableProblem, "zoe, which was not graded");
    expect(() => adjust({ manual: [{ id: "anna", exercise: "none", points: 1 }] })).to.throw(
      TableProblem,
      "anna, none",
    );
  });
});

describe("applying a late policy", () => {
  const policy = readLatePolicy(
    '{ "due": "2026-11-20T12:00:00Z", "graceMinutes": 10, "percentPerDay": 20, "atMostPercent": 50, "cutOffDays": 7 }',
    "late.json",
  );
  for (const [submitted, expected] of [
    ["2026-11-20T11:00:00Z", undefined],
    ["2026-11-20T12:10:00Z", undefined],
    ["2026-11-20T12:10:00.001Z", { days: 1, percent: 20 }],
    ["2026-11-27T12:00:00Z", { days: 7, percent: 50 }],
    ["2026-11-21T12:00:01Z", { days: 2, percent: 40 }],
    ["2026-11-24T12:00:00Z", { days: 4, percent: 50 }],
    ["2026-11-28T12:00:00Z", { days: 8, percent: 100 }],
  ] as const) {
    it(`deducts ${expected?.percent ?? 0} % if the work is submitted at ${submitted}`, () => {
      expect(calculateLateness(submitted, policy)).to.deep.equal(expected);
    });
  }

  it("deducts after manual marks, from the learner's own due date if the roster has one", () => {
    expect(adjust({ late: policy, manual: [{ id: "anna", points: 1.67 }] })[0]).to.deep.include({
      score: 4,
      graded: 3.33,
      late: { days: 1, percent: 20 },
    });
    const roster = readRoster("lms id,due\n7,2026-11-21T12:00:00Z\n", "r.csv");
    expect(adjust({ late: policy, roster })[0])
      .to.include({ score: 3.33 })
      .and.not.have.property("late");
  });

  it("deducts nothing if the time of submission is unknown, and says so", () => {
    const [result] = adjustResults([anna], [{ id: "anna", student: {} }], { late: policy });
    expect(adjustResults([anna], [{ id: "anna", student: {} }], {})[0]).to.not.have.property("instructorNotes");
    expect(result?.score).to.equal(3.33);
    expect(result?.instructorNotes?.at(-1)).to.match(/^The hand-in time is unknown/);
    const [late] = adjustResults([anna], [{ id: "anna", student: { late: true } }], { late: policy });
    expect([
      late?.score,
      /^Canvas marks this as late,.*Put the time into the roster/.test(late?.instructorNotes?.at(-1) ?? ""),
    ]).to.deep.equal([3.33, true]);
  });

  it("deducts nothing by default, and never more than the whole score", () => {
    const due = "2026-11-20T12:00:00.000Z";
    expect(readLatePolicy(`{ "due": "${due}" }`, "l.json")).to.deep.equal({
      due,
      graceMinutes: 0,
      percentPerDay: 0,
      atMostPercent: 100,
    });
    expect(readLatePolicy(`{ "due": "${due}", "atMostPercent": 150 }`, "l.json").atMostPercent).to.equal(100);
  });

  for (const [title, text, says] of [
    ["no time", '{ "percentPerDay": 1 }', '"due" is missing'],
    ["a time that is none", '{ "due": "tomorrow" }', "is not a time"],
    ["a setting that there is not", '{ "due": "2026-01-01", "perDay": 1 }', 'no setting "perDay"'],
    ["a share below 0", '{ "due": "2026-01-01", "percentPerDay": -1 }', "percentPerDay"],
    ["no JSON", "due: x", "not a JSON object"],
    ["a list", "[]", "not a JSON object"],
    ["nothing", "null", "not a JSON object"],
    ["a number", "7", "not a JSON object"],
  ] as const) {
    it(`refuses a late policy with ${title}`, () => {
      expect(() => readLatePolicy(text, "late.json")).to.throw(TableProblem, says);
    });
  }
});

describe("reading a roster", () => {
  it("matches submissions by id, LMS number, email or name, and lists learners who submitted nothing", () => {
    const roster = readRoster("id,name,email,lms id\nanna,Anna A,a@example.org,\n,Zoe Z,z@example.org,9\n", "r.csv");
    const results = adjust({ roster });
    expect(results.map(({ id, status, score, max, student }) => [id, status, score, max, student?.name])).to.deep.equal(
      [
        ["anna", "graded", 3.33, 5, "Anna A"],
        ["z@example.org", "missing", 0, 5, "Zoe Z"],
      ],
    );
    expect(adjust({ roster: readRoster("name,lms id\nA,7\n", "r.csv") })[0]?.student?.name).to.equal("A");
    expect(readRoster("lmsid\n 7 \n", "r.csv")).to.deep.equal([{ where: "r.csv, line 2", lmsId: "7" }]);
    const zoe = { id: "Zoe", status: "missing", score: 0, max: 0, seconds: 0, exercises: [], notes: [] };
    expect(adjustResults([], [], { roster: readRoster("name\nZoe\n", "r.csv") })).to.deep.equal([
      { ...zoe, student: { name: "Zoe" } },
    ]);
    const known = readRoster("name,lms id,login\nZoe Z,,\n,9,\n,,yan\n", "r.csv");
    expect(adjust({ roster: known }).map(({ id }) => id)).to.deep.equal(["anna", "Zoe Z", "9", "yan"]);
  });

  it("refuses a row that names nobody and a due date that isn't a time", () => {
    expect(() => readRoster("name,due\n,2026-01-01T12:00Z\n", "r.csv")).to.throw(TableProblem, "the line has no id");
    expect(() => readRoster("name,due\nA,soon\n", "r.csv")).to.throw(TableProblem, "is not a time");
    expect(() => readRoster("name,due\nA,2026-11-20T25:00Z\n", "r.csv")).to.throw(TableProblem, "is not a time");
    expect(() => readRoster("login\na\nA\n", "r.csv")).to.throw(TableProblem, 'line 3: the login "A" is also in');
  });
});

describe("grading several submissions of the same learner", () => {
  const policy = readLatePolicy('{ "due": "2026-11-20T12:00:00Z", "percentPerDay": 50 }', "late.json");
  const earlier = [{ result: { ...anna, score: 3 }, submitted: "2026-11-20T11:00:00.000Z" }];
  const handIn = { id: "anna", student: { submitted: "2026-11-20T13:00:00.000Z" }, earlier };
  const parseMarks = (adjustments: Adjustments) => {
    const [result] = adjustResults([anna], [handIn], adjustments);
    return { score: result?.score, attempts: result?.attempts?.map(({ score, counts }) => [score, counts]) };
  };
  const better = {
    ...anna,
    exercises: anna.exercises.map((exercise) => ({ ...exercise, score: exercise.max })),
    score: 5,
  };

  it("keeps all marks, and counts the last submission", () => {
    earlier[0] = { result: better, submitted: "2026-11-20T11:00:00.000Z" };
    expect(parseMarks({})).to.deep.equal({
      score: 3.33,
      attempts: [
        [5, false],
        [3.33, true],
      ],
    });
  });

  it("counts the best submission on request, after the late deduction", () => {
    expect(parseMarks({ counts: "best" })).to.deep.equal({
      score: 5,
      attempts: [
        [5, true],
        [3.33, false],
      ],
    });
    const [swapped] = adjustResults(
      [better],
      [{ ...handIn, earlier: [{ result: anna, submitted: "2026-11-20T11:00:00.000Z" }] }],
      { late: policy, counts: "best" },
    );
    expect(swapped).to.deep.include({
      score: 3.33,
      attempts: [
        { status: "graded", score: 3.33, max: 5, submitted: "2026-11-20T11:00:00.000Z", counts: true },
        { status: "graded", score: 2.5, max: 5, submitted: "2026-11-20T13:00:00.000Z", counts: false },
      ],
    });
  });

  it("deducts for each submission's own lateness, whatever time the roster has for the last one", () => {
    const roster = readRoster("id,name,submitted\nanna,Anna A,2026-11-21T13:00:00Z\n", "r.csv");
    const [result] = adjustResults(
      [anna],
      [{ ...handIn, earlier: [{ result: anna, submitted: "2026-11-20T12:30:00Z" }] }],
      {
        late: policy,
        roster,
        counts: "best",
      },
    );
    expect(result).to.deep.include({ late: { days: 1, percent: 50 } });
    expect(result?.student).to.deep.equal({ name: "Anna A", submitted: "2026-11-20T12:30:00Z" });
    expect(result?.attempts?.map(({ submitted, score }) => [submitted, score])).to.deep.equal([
      ["2026-11-20T12:30:00Z", 1.67],
      ["2026-11-21T13:00:00.000Z", 0],
    ]);
    const [unknown] = adjustResults([anna], [{ ...handIn, earlier: [{ result: anna }] }], { roster, late: policy });
    expect(unknown?.attempts?.map(({ submitted }) => submitted)).to.deep.equal([undefined, "2026-11-21T13:00:00.000Z"]);
  });
});
