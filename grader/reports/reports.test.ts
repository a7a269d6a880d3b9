import { basename, join } from "node:path";
import { readdirSync } from "node:fs";
import { expect } from "chai";
import type { ClaimResult, ExerciseResult, SubmissionResult } from "../results";
import { attentionTo } from "./attention";
import { feedbackText } from "./feedback-text";
import { expectGolden } from "../../scripts/golden/expect-golden";
import { csvText } from "./csv-text";
import { FROZEN_RUN } from "../testing/frozen-run";
import { reports } from "./index";
import type { ReportFile } from "./report";
import { REPORT_SCRIPT } from "./report-script";

const NO_REPORTS = [
  ...["attention", "class-tables", "csv-text", "feedback-text", "final-mark", "html", "index", "next-steps", "report"],
  ...["report-script", "words", "zipped"],
];

/** What is in a zip, pages by their first lines: they are compared where they stand alone. */
function inZip({ zip = {} }: ReportFile): string {
  const files = Object.entries(zip).map(([name, text]) => {
    const lines = /\.(html|json)$/.test(name) ? [/<h1>.*<.h1>|"score": .*/.exec(text)?.[0] ?? ""] : text.split("\n");
    return `- ${name}\n${lines.map((line) => `  ${line}`.trimEnd()).join("\n")}\n`;
  });
  return files.join("");
}

describe("reports", () => {
  it("are all listed", () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
    const names = files.map((name) => basename(name, ".ts")).filter((name) => !NO_REPORTS.includes(name));
    expect(Object.keys(reports).sort()).to.deep.equal(names.sort());
  });

  for (const [name, report] of Object.entries(reports)) {
    it(`${name} renders the frozen run as its golden file says`, () => {
      const text = report(FROZEN_RUN)
        .map((file) => `--- ${file.path}\n${inZip(file)}${file.text.replaceAll("\r\n", "\n")}`)
        .join("");
      expectGolden(join(import.meta.dirname, "golden", `${name}.txt`), text);
    });
  }

  it("never let a learner's text become HTML or a formula", () => {
    const texts = Object.values(reports)
      .flatMap((report) => report(FROZEN_RUN))
      .filter(({ path }) => !path.endsWith(".json"));
    for (const { text } of texts.filter(({ path }) => path.endsWith(".html")))
      expect(text.replace(`<script>${REPORT_SCRIPT}</script>`, "")).not.to.match(/<script|<line>/);
    expect(texts.find(({ path }) => path === "grades.csv")?.text).to.contain("\n'=bert");
  });

  for (const [text, safe] of [
    ["=1+1", "'=1+1"],
    ["\t@SUM(1)", "\t'@SUM(1)"],
    ["\uff1d1", "'\uff1d1"],
    ["-", "'-"],
    ["a - b = c", "a - b = c"],
    ['a;=HYPERLINK("x")', `"a;'=HYPERLINK(""x"")"`],
    ["a; +1", "a; '+1"],
    ["a\r\n=1", '"a\r\n\'=1"'],
  ] as const) {
    it(`write ${JSON.stringify(text)} as what no spreadsheet runs, whichever sign ends its fields`, () => {
      expect(csvText([[text]])).to.equal(`${safe}\r\n`);
      // As a spreadsheet splits it: none of its fields begins like a formula, as one of the text itself does.
      const isRun = (csv: string) => csv.split(/[;\r\n]/).some((field) => /^"?\s*[=+\-@\uff1d]/.test(field));
      expect([isRun(text), isRun(csvText([[text]]))]).to.deep.equal([text !== "a - b = c", false]);
    });
  }

  it("show an instructor's notes to the instructor alone", () => {
    const note = "for the instructor alone";
    const run = {
      ...FROZEN_RUN,
      submissions: FROZEN_RUN.submissions.map((one) => ({ ...one, instructorNotes: [note] })),
    };
    const holding = Object.values(reports)
      .flatMap((report) => report(run))
      .filter(({ text, zip = {} }) => [text, ...Object.values(zip)].some((one) => one.includes(note)))
      .map(({ path }) => path);
    expect(holding.sort()).to.deep.equal(["grades.csv", "report.html", "results.json"]);
  });

  it("give no mark where the grader failed", () => {
    expect(reports["grades-csv"]?.(FROZEN_RUN)[0]?.text).to.contain("\ncarla,,,grader-fault,,5,");
    const gradescope = reports["gradescope-json"]?.(FROZEN_RUN).find(({ path }) => path.includes("carla"));
    expect(JSON.parse(gradescope?.text ?? "{}")).not.to.have.property("score");
  });

  it("point an instructor to each submission that wants a look, by its reason", () => {
    const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
    const plain = { id: "", status: "graded", score: 5, max: 5, exercises: [], notes: [], student: { email: "e" } };
    const differing: Readonly<Record<string, Partial<SubmissionResult>>> = {
      plain: {},
      fault: { status: "grader-fault", instructorNotes: ["why"] },
      unreadable: { status: "unreadable" },
      rejected: { status: "rejected" },
      timeout: { status: "timeout", score: 4.9 },
      crashed: { status: "crashed" },
      full: { status: "out-of-memory" },
      nearly: { score: 4.5 },
      raised: { score: 5, graded: 4.5 },
      lowered: { score: 4.9, graded: 5 },
      half: { score: 4.4 },
      timeless: { instructorNotes: ["Nobody knows when"] },
      twice: { attempts: [{ status: "graded", score: 5, max: 5, counts: true }] },
      missing: { status: "missing", score: 0 },
      nobody: { student: { name: "N" } },
      canvas: { student: { lmsId: "7" } },
      login: { student: { login: "l" } },
    };
    const submissions = Object.entries(differing).map(([id, own]): SubmissionResult => ({
      ...anna,
      ...(plain as Partial<SubmissionResult>),
      ...own,
      id,
    }));
    const similar = [{ a: "plain", b: "half", share: 1 }];
    const found = attentionTo({ ...FROZEN_RUN, submissions, similar });
    expect(found.map(({ key, ids }) => [key, ...ids])).to.deep.equal([
      ["fault", "fault"],
      ["unreadable", "unreadable", "rejected"],
      ["stopped", "timeout", "crashed", "full"],
      ["similar", "plain", "half"],
      ["nearly", "nearly", "raised"],
      ["time", "timeless"],
      ["attempts", "twice"],
      ["missing", "missing"],
      ["lms", "nobody"],
    ]);
  });

  it("tell a learner in a terminal what is right, what is not and why, and what is open", () => {
    const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
    const right: ExerciseResult = { id: "l.a", title: "A", score: 1, max: 1, status: "right", claims: [] };
    const claims: ClaimResult[] = [
      { says: "is one", holds: true },
      { says: "is two", holds: false, hint: "Look there." },
      { says: "is three", holds: false, hint: "Unneeded.", follows: true },
      { says: "is four", holds: false, hint: "Unneeded.", follows: true },
    ];
    const partial: ExerciseResult = { ...right, title: "B", status: "partial", claims, cause: "Stopped." };
    const open: ExerciseResult = {
      ...right,
      title: "C",
      status: "open",
      claims: [{ says: "is there", holds: false, hint: "Begin." }],
    };
    const told = (...exercises: ExerciseResult[]) =>
      feedbackText({ ...anna, status: "graded", notes: ["n"], instructorNotes: [], exercises });
    const [head] = told(right);
    expect(told(right)).to.deep.equal([head, "", "Note: n"]);
    expect(told(right, right).at(-1)).to.equal("All 2 exercises are right.");
    const [, , partly, cause, ...rest] = told(right, partial, open);
    expect(partly).to.match(/^◐ B/);
    expect(cause).to.equal("    Stopped.");
    expect(rest.map((line) => line.replace(/^○ C.*/, "○ C"))).to.deep.equal([
      "    ✓ is one",
      "    ✗ is two",
      "        Look there.",
      "    ✗ Because of this, not right yet: is three; is four.",
      "",
      "○ C",
      "    Begin.",
      "",
      "Note: n",
      "1 of 3 exercises are right.",
    ]);
    expect(feedbackText({ ...anna, status: "crashed", exercises: [] })[0]).to.match(/^Your work /);
  });
});
