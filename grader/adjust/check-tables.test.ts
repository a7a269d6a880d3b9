import { expect } from "chai";
import { checkTables } from "./check-tables";
import { TableProblem } from "./csv";
import { readLatePolicy } from "./late-policy";
import { readManualMarks } from "./manual-marks";
import { findMember, readRoster } from "./roster";

const METRICS = "01-streaming-ingestion.metrics";
const anna = { id: "anna", path: "anna", student: { lmsId: "7", submitted: "2026-11-21T12:00:00.000Z" } };

describe("checking an instructor's tables before the run", () => {
  it("reports all problems at once, each with its line", () => {
    const text = "id,points,comment\nanna,many,\nbert,,\n,1,\nzoe,1,\n";
    const collectProblems = (read: () => unknown): readonly string[] => {
      try {
        read();
      } catch (error) {
        if (error instanceof TableProblem) return error.problems;
      }
      return [];
    };
    expect(collectProblems(() => readManualMarks(text, "m.csv")).map((problem) => problem.slice(0, 13))).to.deep.equal([
      "m.csv, line 2",
      "m.csv, line 3",
      "m.csv, line 4",
    ]);
    expect(
      collectProblems(() => readLatePolicy('{ "due": "soon", "perDay": 1, "graceMinutes": -1 }', "l.json")),
    ).to.have.length(3);
    expect(
      collectProblems(() =>
        readRoster(
          "id,due\na,soon\nb,2026-02-30T00:00Z\nc,2026-11-20\nd,2026-11-20T23:59\ne,2026-11-20 23:59+01:00\n",
          "r.csv",
        ),
      ),
    ).to.deep.equal([
      'r.csv, line 2, due: "soon" is not a time such as 2026-11-20T23:59:00Z.',
      'r.csv, line 3, due: "2026-02-30T00:00Z" is not a time such as 2026-11-20T23:59:00Z.',
      'r.csv, line 4, due: "2026-11-20" is not a complete time. Add the hour and the time zone: 2026-11-20T23:59:00Z, or with +01:00 instead of Z.',
      'r.csv, line 5, due: "2026-11-20T23:59" is not a complete time. Add the hour and the time zone: 2026-11-20T23:59:00Z, or with +01:00 instead of Z.',
    ]);
    expect(
      collectProblems(() => readRoster("name,email,lms id\nJo,a@x.org,1\nJo,A@x.org,2\nJo,b@x.org,1\n", "r.csv")),
    ).to.deep.equal([
      'r.csv, line 3: the email "A@x.org" is also in r.csv, line 2.',
      'r.csv, line 4: the lms id "1" is also in r.csv, line 2.',
    ]);
  });

  it("checks the tables against the submissions and the lab", () => {
    const manual = readManualMarks(
      `id,exercise,points\nanna,${METRICS},2\nana,,1\nANNA,,1\nanna,metrics,1\nanna,${METRICS},3.5\nanna,,-1\nanna,,1\n`,
      "m.csv",
    );
    const roster = readRoster("name,email\nJo Doe,a@x.org\nJo Doe,b@x.org\n", "r.csv");
    const jo = { id: "jodoe-9", student: { name: "Jo Doe", lmsId: "9" } };
    const known = { found: [anna, jo], exercises: new Map([[METRICS, 3]]) };
    expect(checkTables({ manual, roster }, known)).to.deep.equal([
      'm.csv, line 3: no submission has the id "ana".',
      'm.csv, line 4: no submission has the id "ANNA". Is "anna" meant?',
      `m.csv, line 5: the lab has no exercise "metrics". Is "${METRICS}" meant?`,
      "m.csv, line 6: 3.5 points for an exercise of 3.",
      `m.csv, line 6: anna has marks for ${METRICS} already, in m.csv, line 2.`,
      'r.csv, line 2 and r.csv, line 3: both may be "jodoe-9". Give the submission\'s id, lms id, email or login in the roster.',
    ]);
    expect(checkTables({ manual: manual.slice(0, 1) }, known)).to.deep.equal([]);
    const parseMarks = (...marks: [id: string, exercise: string, points: number][]) =>
      checkTables({ manual: marks.map(([id, exercise, points]) => ({ id, exercise, points })) }, known);
    expect(parseMarks(["anna", METRICS, 0])).to.deep.equal([]);
    expect(parseMarks(["anna", METRICS, 3])).to.deep.equal([]);
    expect(parseMarks(["anna", METRICS, -0.5], ["anna", METRICS, 1])).to.deep.equal([
      "manual marks: -0.5 points for an exercise of 3.",
      `manual marks: anna has marks for ${METRICS} already, in another line.`,
    ]);
    expect([parseMarks(["nna", METRICS, 1]), parseMarks(["na", METRICS, 1])]).to.deep.equal([
      ['manual marks: no submission has the id "nna". Is "anna" meant?'],
      ['manual marks: no submission has the id "na".'],
    ]);
  });

  it("stops the run if submissions from two paths match the same line of the roster", () => {
    const roster = [{ where: "r.csv, line 2", id: "bob", email: "bob@school.org" }];
    const found = ["bob", "bob@school.org"].map((id) => ({ id, student: {} }));
    const findProblems = (paths: readonly string[]) =>
      checkTables(
        { roster },
        {
          found,
          exercises: new Map(),
          submittedPaths: new Map(found.map(({ id }, index) => [id, paths[index] ?? ""])),
        },
      );
    expect(findProblems(["aaa.zip", "bob.zip"])).to.deep.equal([
      'r.csv, line 2: "bob" of aaa.zip and "bob@school.org" of bob.zip both belong to this learner. Leave one of them out.',
    ]);
    expect(findProblems(["class", "class"])).to.deep.equal([]);
  });

  it("matches by the most reliable key, so nobody gets a namesake's mark", () => {
    const roster = readRoster("name,lms id,email\nJo Doe,1,a@x.org\nJo Doe,2,b@x.org\n", "r.csv");
    const getEmail = (id: string, student: object) => findMember({ id, student }, roster)?.email;
    expect(getEmail("jodoe", { name: "Jo Doe", lmsId: "2" })).to.equal("b@x.org");
    expect(getEmail("B@x.org", {})).to.equal("b@x.org");
    expect(getEmail("jodoe", { name: "Jo Doe" })).to.equal(undefined);
  });
});
