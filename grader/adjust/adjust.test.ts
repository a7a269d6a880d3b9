import { expect } from "chai";
import { FROZEN_RUN } from "../testing/frozen-run";
import type { SubmissionResult } from "../results";
import { adjusted } from "./adjust";
import type { Adjustments } from "./adjust";
import { readTable, TableProblem } from "./csv";
import { lateness, readLatePolicy } from "./late-policy";
import { readManualMarks } from "./manual-marks";
import { readRoster } from "./roster";

const METRICS = "01-streaming-ingestion.metrics";
const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
const found = [{ id: "anna", path: "anna", student: { lmsId: "7", submitted: "2026-11-21T12:00:00.000Z" } }];
const adjust = (adjustments: Adjustments) => adjusted([anna], found, adjustments);

describe("an instructor's table", () => {
  it("is read with quotes, semicolons, and a mark that says it is Unicode", () => {
    const rows = readTable('\uFEFFID;comment\r\nanna;"one; ""two""\nthree"\r\n;\n', "f.csv", ["id"]);
    expect(rows.map((row) => [row.line, row.get("id"), row.get("comment")])).to.deep.equal([
      [2, "anna", 'one; "two"\nthree'],
    ]);
  });

  for (const [what, text, says] of [
    ["a missing column", "name\nx\n", 'f.csv has no column "id"'],
    ["a quote that is never closed", 'id,comment\nanna,"x', "f.csv, line 2: a quotation mark is never closed"],
  ] as const) {
    it(`is refused with ${what}`, () => {
      expect(() => readTable(text, "f.csv", ["id"])).to.throw(TableProblem, says);
    });
  }
});

describe("manual marks", () => {
  it("replace an exercise's points, or are added to the whole, with comments", () => {
    const manual = readManualMarks(
      `id,exercise,points,comment\nanna,${METRICS},2.5,Nearly\nanna,,-0.5,Well explained\n`,
      "m.csv",
    );
    const [result] = adjust({ manual });
    expect(result).to.deep.include({ score: 4, graded: 3.33, comments: ["Well explained"] });
    expect(result?.exercises[1]).to.deep.include({ score: 2.5, graded: 1.33, comment: "Nearly" });
  });

  for (const [what, text, says] of [
    ["points that are none", "id,points\nanna,many\n", '"many" is no number'],
    ["neither points nor comment", "id,exercise\nanna,x\n", "neither points nor a comment"],
    ["nobody's", "id,points\n,1\n", "There is no id"],
  ] as const) {
    it(`are refused with ${what}`, () => {
      expect(() => readManualMarks(text, "m.csv")).to.throw(TableProblem, says);
    });
  }

  it("are refused for what was not graded", () => {
    expect(() => adjust({ manual: [{ id: "zoe", points: 1 }] })).to.throw(TableProblem, "zoe, which was not graded");
    expect(() => adjust({ manual: [{ id: "anna", exercise: "none", points: 1 }] })).to.throw(
      TableProblem,
      "anna, none",
    );
  });
});

describe("a late policy", () => {
  const policy = readLatePolicy(
    '{ "due": "2026-11-20T12:00:00Z", "graceMinutes": 10, "percentPerDay": 20, "atMostPercent": 50, "cutOffDays": 7 }',
    "late.json",
  );
  for (const [submitted, expected] of [
    ["2026-11-20T11:00:00Z", undefined],
    ["2026-11-20T12:10:00Z", undefined],
    ["2026-11-20T12:11:00Z", { days: 1, percent: 20 }],
    ["2026-11-21T12:00:01Z", { days: 2, percent: 40 }],
    ["2026-11-24T12:00:00Z", { days: 4, percent: 50 }],
    ["2026-11-28T12:00:00Z", { days: 8, percent: 100 }],
  ] as const) {
    it(`takes ${expected?.percent ?? 0} % of what is handed in at ${submitted}`, () => {
      expect(lateness(submitted, policy)).to.deep.equal(expected);
    });
  }

  it("is taken off after manual marks, from the learner's own time if they have one", () => {
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

  it("deducts nothing where nobody knows the time, and says so", () => {
    const [result] = adjusted([anna], [{ id: "anna", path: "anna", student: {} }], { late: policy });
    expect(result?.score).to.equal(3.33);
    expect(result?.notes.at(-1)).to.match(/^Nobody knows when/);
    const [late] = adjusted([anna], [{ id: "anna", path: "anna", student: { late: true } }], { late: policy });
    expect([
      late?.score,
      /^Canvas marks this as late\..*put the time into the roster/.test(late?.notes.at(-1) ?? ""),
    ]).to.deep.equal([3.33, true]);
  });

  for (const [what, text, says] of [
    ["no time", '{ "percentPerDay": 1 }', '"due" is missing'],
    ["a time that is none", '{ "due": "tomorrow" }', "is no time"],
    ["a setting that there is not", '{ "due": "2026-01-01", "perDay": 1 }', 'no setting "perDay"'],
    ["a share below 0", '{ "due": "2026-01-01", "percentPerDay": -1 }', "percentPerDay"],
    ["no JSON", "due: x", "no JSON object"],
  ] as const) {
    it(`is refused with ${what}`, () => {
      expect(() => readLatePolicy(text, "late.json")).to.throw(TableProblem, says);
    });
  }
});

describe("a roster", () => {
  it("names submissions by id, LMS number, email or name, and lists who has handed in nothing", () => {
    const roster = readRoster("id,name,email,lms id\nanna,Anna A,a@example.org,\n,Zoe Z,z@example.org,9\n", "r.csv");
    const results = adjust({ roster });
    expect(results.map(({ id, status, score, max, student }) => [id, status, score, max, student?.name])).to.deep.equal(
      [
        ["anna", "graded", 3.33, 5, "Anna A"],
        ["z@example.org", "missing", 0, 5, "Zoe Z"],
      ],
    );
    expect(adjust({ roster: readRoster("name,lms id\nA,7\n", "r.csv") })[0]?.student?.name).to.equal("A");
  });

  it("is refused with a line that names nobody, or a time that is none", () => {
    expect(() => readRoster("name,due\n,2026-01-01\n", "r.csv")).to.throw(TableProblem, "neither id");
    expect(() => readRoster("name,due\nA,soon\n", "r.csv")).to.throw(TableProblem, "is no time");
  });
});
