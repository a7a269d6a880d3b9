import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import type { GradeResults, SubmissionResult } from "../reports/results";
import { writeClass } from "./write-class";

/** An instructor's data about a learner: each of these texts identifies somebody, and none is in an anonymous export. */
function listOriginals(n: number): Record<string, string> {
  return Object.fromEntries(
    [
      "id",
      "name",
      "email",
      "login",
      "lmsId",
      "file",
      "note",
      "own",
      "comment",
      "cause",
      "hint",
      "remark",
      "difference",
    ].map((kind) => [kind, `ada${n}-lovelace-${kind}`]),
  );
}

function createSubmission(n: number): SubmissionResult {
  const of = listOriginals(n) as Record<"id" | "name" | "email" | "login" | "lmsId" | "file" | "note" | "own", string> &
    Record<"comment" | "cause" | "hint" | "remark" | "difference", string>;
  const time = `2026-11-20T10:00:0${n}Z`;
  return {
    ...{ id: of.id, exportedAs: of.file, status: "graded", score: 1, max: 3, seconds: 1, graded: 2 },
    student: { name: of.name, email: of.email, login: of.login, lmsId: of.lmsId, submitted: time },
    late: { days: 1, percent: 50 },
    notes: [of.note],
    instructorNotes: [of.note],
    comments: [of.comment],
    attempts: [{ status: "graded", score: 1, max: 3, counts: true, submitted: time }],
    exercises: [
      {
        ...{ id: "l.a", title: "1.1 Send", score: 1, max: 2, status: "partial", comment: of.comment, cause: of.cause },
        remarks: [of.remark],
        difference: [of.difference],
        claims: [
          { says: "sends all", holds: true },
          { says: `creates ${of.own}`, holds: false, hint: of.hint },
        ],
      },
      { id: "l.b", title: "1.2 Read", score: 0, max: 1, status: "open", cause: of.cause, claims: [] },
    ],
  };
}

const createRun = (count: number): GradeResults => ({
  ...{ lab: "99-plain", seed: 1, grader: "v" },
  submissions: Array.from({ length: count }, (_, n) => createSubmission(n)),
  similar: [{ a: "ada0-lovelace-id", b: "ada1-lovelace-id", share: 0.9 }],
});

/** All files below a folder: path and text. */
function readAll(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length), readFileSync(path, "utf8")];
    }),
  );
}

const readResults = (out: string): GradeResults =>
  JSON.parse(readFileSync(join(out, "anonymous", "results.json"), "utf8")) as GradeResults;

describe("the anonymous export of a class", () => {
  it("contains the marks, but no original name, email, id, file name, time or note in any file or path", async () => {
    const out = createTemporaryFolder();
    await writeClass(out, createRun(3), { anonymous: true });
    const isNaming = (text: string): boolean => /lovelace|2026-11-20/i.test(text);
    const exported = readAll(join(out, "anonymous"));
    expect([...exported].filter((file) => file.some(isNaming)).map(([path]) => path)).to.deep.equal([]);
    expect([...exported.keys()].filter((path) => !path.startsWith("/submissions/")).sort()).to.deep.equal(
      ["grades.csv", "report.html", "results.json", "written.json"].map((name) => `/${name}`),
    );
    // With the seed, files that name a learner could be graded again, and found by their marks.
    expect(readResults(out)).to.not.have.property("seed");
    expect(exported.get("/report.html")).to.not.match(/seed/);
    // The test sees what it looks for: every original is in the instructor's own files.
    const output = [...readAll(out)].flat().join("\n");
    for (const text of [0, 1, 2].flatMap((n) => Object.values(listOriginals(n)))) expect(output).to.include(text);

    const { submissions, similar = [] } = readResults(out);
    const [first] = submissions;
    expect(first).to.deep.include({ score: 1, max: 3, graded: 2, late: { days: 1, percent: 50 } });
    expect(
      first?.exercises.map(({ title, score, claims }) => [title, score, claims.map(({ says }) => says)]),
    ).to.deep.equal([
      ["1.1 Send", 1, ["sends all", "Claim 2"]],
      ["1.2 Read", 0, []],
    ]);
    const ids = submissions.map(({ id }) => id);
    expect(ids).to.deep.equal([...ids].sort());
    expect(ids).to.include.members(similar.flatMap(({ a, b }) => [a, b]));
    expect(exported.get("/report.html")).to.not.match(/No gradebook/);
    expect(exported.get("/report.html")).to.include("with answers that could not be found");
  });

  it("keeps each learner's pseudonym between runs, and is written only on request", async () => {
    const out = createTemporaryFolder();
    await writeClass(out, createRun(2), {});
    expect(readdirSync(out)).to.not.include("anonymous");
    await writeClass(out, createRun(2), { anonymous: true });
    const before = readResults(out).submissions.map(({ id }) => id);
    await writeClass(out, createRun(3), { anonymous: true });
    const after = readResults(out).submissions.map(({ id }) => id);
    expect(after).to.include.members(before).and.to.have.lengthOf(3);
    const known = JSON.parse(readFileSync(join(out, "tables", "pseudonyms.json"), "utf8")) as Record<string, string>;
    expect(Object.keys(known)).to.deep.equal([0, 1, 2].map((n) => `ada${n}-lovelace-id`));
    expect(Object.values(known).sort()).to.deep.equal(after);
    expect(new Set(after)).to.have.lengthOf(3);
  });
});
