import { basename, join } from "node:path";
import { readdirSync } from "node:fs";
import { expect } from "chai";
import { AT_AN_UNKNOWN_TIME } from "../adjust/adjust";
import {
  CLOUD_FAILED,
  describeNotEmulated,
  NO_ORC,
  type ClaimResult,
  type ExerciseResult,
  type ResultsFile,
  type SubmissionResult,
} from "./results";
import { findAttention } from "./attention";
import { expectGolden } from "../../scripts/golden/expect-golden";
import { renderClassTables } from "./class-tables";
import { formatCsv } from "./csv-text";
import { FROZEN_RUN } from "../testing/frozen-run";
import { reports } from "./index";
import { adviseNextSteps } from "./next-steps";
import type { ReportFile } from "./report";
import { REPORT_SCRIPT } from "./report-script";
import { renderResultsJson } from "./results-json";
import { formatHeading } from "./words";

const NO_REPORTS = [
  "hand-back",
  ...[
    "anonymous",
    "attention",
    "class-tables",
    "csv-text",
    "feedback-text",
    "final-mark",
    "html",
    "index",
    "item-statistics",
    "next-steps",
    "report",
    "results",
  ],
  ...["report-script", "words", "create-feedback-zip"],
];

/**
 * The content of a zip. Pages are given by their first lines only, since they are also compared as files of their own.
 */
function readFromZip({ zip = {} }: ReportFile): string {
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
    it(`include ${name}, which renders the frozen run like its golden file`, () => {
      const text = report(FROZEN_RUN)
        .map((file) => `--- ${file.path}\n${readFromZip(file)}${file.text.replaceAll("\r\n", "\n")}`)
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
    it(`write ${JSON.stringify(text)} as what no spreadsheet runs, whatever the separator`, () => {
      expect(formatCsv([[text]])).to.equal(`${safe}\r\n`);
      // Splits a text as a spreadsheet does. In the report no field begins like a formula, although a learner's text
      // does.
      const isRun = (csv: string) => csv.split(/[;\r\n]/).some((field) => /^"?\s*[=+\-@\uff1d]/.test(field));
      expect([isRun(text), isRun(formatCsv([[text]]))]).to.deep.equal([text !== "a - b = c", false]);
    });
  }

  it("show an instructor's notes to the instructor alone", () => {
    const note = "for the instructor alone";
    const run = {
      ...FROZEN_RUN,
      submissions: FROZEN_RUN.submissions.map((submission) => ({ ...submission, instructorNotes: [note] })),
    };
    const holding = Object.values(reports)
      .flatMap((report) => report(run))
      .filter(({ text, zip = {} }) => [text, ...Object.values(zip)].some((item) => item.includes(note)))
      .map(({ path }) => path);
    expect(holding.sort()).to.deep.equal(["grades.csv", "report.html", "results.json"]);
  });

  it("give no mark if the grader failed", () => {
    expect(reports["grades-csv"]?.(FROZEN_RUN)[0]?.text).to.contain("\ncarla,,,grader-fault,,5,");
    const gradescope = reports["gradescope-json"]?.(FROZEN_RUN).find(({ path }) => path.includes("carla"));
    expect(JSON.parse(gradescope?.text ?? "{}")).not.to.have.property("score");
  });

  it("point an instructor to each submission that needs attention, with the reason", () => {
    const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
    const open: ExerciseResult = { id: "l.a", title: "A", score: 0, max: 1, status: "open", claims: [] };
    const plain = { id: "", status: "graded", score: 5, max: 5, exercises: [], notes: [], student: { email: "e" } };
    const differing: Readonly<Record<string, Partial<SubmissionResult>>> = {
      plain: {},
      fault: { status: "grader-fault", instructorNotes: ["why"] },
      broken: { instructorNotes: [CLOUD_FAILED] },
      orc: { instructorNotes: [NO_ORC] },
      refused: { instructorNotes: [describeNotEmulated("The lab cloud does not emulate kms Verify.")] },
      unreadable: { status: "unreadable" },
      rejected: { status: "rejected" },
      timeout: { status: "timeout", score: 4.9 },
      crashed: { status: "crashed" },
      full: { status: "out-of-memory" },
      nearly: { score: 4.5 },
      // A manual mark may fill what was missing, also where lateness costs points; or only a part of it.
      raised: { score: 5, graded: 4.5 },
      late: { score: 4.5, graded: 4.5, exercises: [{ ...open, status: "right", score: 5, max: 5, graded: 4.5 }] },
      both: { score: 4.8, graded: 4.5 },
      lowered: { score: 4.9, graded: 5 },
      half: { score: 4.4 },
      lost: { score: 0, exercises: [open, { ...open, cause: "Not found, because it is gone." }] },
      untouched: { score: 0, exercises: [open, open] },
      timeless: { instructorNotes: [AT_AN_UNKNOWN_TIME] },
      marked: { instructorNotes: ["m.csv, line 2 (1 points for the whole) applies to another hand-in"] },
      twice: { attempts: [{ status: "graded", score: 5, max: 5, counts: true }] },
      missing: { status: "missing", score: 0 },
      nobody: { student: { name: "N" } },
      canvas: { student: { lmsId: "7" } },
      login: { student: { login: "l" } },
    };
    const submissions = Object.entries(differing).map(([id, change]): SubmissionResult => ({
      ...anna,
      ...(plain as Partial<SubmissionResult>),
      ...change,
      id,
    }));
    const similar = [
      { a: "plain", b: "half", share: 1 },
      { a: "half", b: "login", share: 0.8 },
    ];
    const found = findAttention({ ...FROZEN_RUN, submissions, similar });
    expect(found.map(({ key, ids }) => [key, ...ids])).to.deep.equal([
      ["fault", "fault"],
      ["cloud", "broken"],
      ["machine", "orc"],
      ["not-emulated", "refused"],
      ["unreadable", "unreadable", "rejected"],
      ["stopped", "timeout", "crashed", "full"],
      ["not-found", "lost"],
      ["untouched", "untouched"],
      ["similar", "plain", "half", "login"],
      ["nearly", "nearly", "both"],
      ["time", "timeless"],
      ["notes", "marked"],
      ["attempts", "twice"],
      ["missing", "missing"],
      ["lms", "nobody"],
    ]);
  });

  it("say once what concerns the whole class, and in a row what concerns only some", () => {
    const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
    const createReport = (...scores: number[]): string => {
      const submissions = scores.map((score): SubmissionResult => ({
        ...anna,
        ...{ id: `of-${score}`, status: "graded", score, max: 5, student: { name: "N" }, notes: [] },
      }));
      return reports["report-html"]?.({ ...FROZEN_RUN, submissions, similar: [] })[0]?.text ?? "";
    };
    const listLooks = (text: string): string[] =>
      [...text.matchAll(/data-label="Look"[^>]*>([^<]*)</g)].map(([, look = ""]) => look);
    const withoutId = "without a Canvas or Moodle id, login or email";
    const two = createReport(4.75, 1);
    expect(two).to.include(`2 ${withoutId}`);
    expect(listLooks(two)).to.deep.equal(["nearly right", ""]);
    expect(listLooks(createReport(1))).to.deep.equal([withoutId]);
  });

  it("count a class by tenths of its scores, and list the most frequently missed claims first", () => {
    const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
    const createClaims = (missed: number): ClaimResult[] =>
      Array.from({ length: 16 }, (_, n) => ({ says: `claim ${n}`, holds: n < 16 - missed }));
    const exercise: ExerciseResult = { id: "l.a", title: "A", score: 1, max: 1, status: "right", claims: [] };
    const submissions = [
      { score: 1, max: 1, exercises: [{ ...exercise, status: "partial", claims: createClaims(16) }] },
      { score: 10, max: 10, exercises: [{ ...exercise, status: "wrong", claims: createClaims(1) }] },
      { score: 9.9, max: 10, exercises: [exercise] },
      { score: 5, max: 10, exercises: [exercise] },
      { score: 0, max: 0, exercises: [{ ...exercise, status: "open", claims: createClaims(16) }] },
      { status: "grader-fault", score: 0, max: 10, exercises: [] },
    ].map((change) => ({ ...anna, ...(change as Partial<SubmissionResult>) }));
    const parseRows = (text: string): string[] =>
      [...text.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
        row
          .replace(/<[^>]*>/g, " ")
          .replace(/\s+/g, " ")
          .trim(),
      );
    const bar = "█".repeat(20);
    const rows = parseRows(renderClassTables(submissions).html);
    expect(rows.slice(0, 5)).to.deep.equal([
      "Exercise right partly right not right yet still open",
      "A 2 1 1 1",
      "Exercise right of the points discrimination",
      "A 40 % 100 % none",
      "Score Submissions Drawn",
    ]);
    expect(rows.slice(5, 15)).to.deep.equal([
      ...[0, 10, 20, 30, 40].map((from) => `${from} to below ${from + 10} % 0`),
      "50 to below 60 % 1 ███████",
      ...[60, 70, 80].map((from) => `${from} to below ${from + 10} % 0`),
      `90 to 100 % 3 ${bar}`,
    ]);
    expect(rows.slice(15, 18)).to.deep.equal(["Exercise Claim Submissions", "A claim 15 2", "A claim 0 1"]);
    expect(rows).to.have.length(31);
    const alone = parseRows(renderClassTables(submissions.slice(3, 4)).html);
    expect([alone.at(-5), alone.length], "no table of claims").to.deep.equal([`50 to below 60 % 1 ${bar}`, 15]);
    const oneMissed = [{ ...anna, exercises: [{ ...exercise, claims: createClaims(1) }] }];
    expect(parseRows(renderClassTables(oneMissed).html).at(-1)).to.equal("A claim 15 1");
  });

  it("give each exercise's share of right answers and its point-biserial correlation with the rest", () => {
    const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
    const answer = (id: string, score: number, max: number): ExerciseResult => ({
      ...{ id, title: id.toUpperCase(), score, max, claims: [] },
      status: score === max ? "right" : "wrong",
    });
    const submissions = [
      [2, 3],
      [2, 1],
      [0, 2],
      [0, 0],
    ].map(([a = 0, b = 0], n): SubmissionResult => ({
      ...anna,
      id: `s${n}`,
      exercises: [answer("a", a, 2), answer("b", b, 3), answer("c", 1, 1)],
    }));
    const nobody: SubmissionResult = { ...anna, status: "missing", exercises: [] };
    const [{ text }] = renderResultsJson({ ...FROZEN_RUN, submissions: [...submissions, nobody] }) as [ReportFile];
    // For a: the deviations are ±0.5 and 1.5, -0.5, 0.5, -1.5, so it is 1 / √(1 · 5). For b: 1 / √(0.75 · 4).
    expect((JSON.parse(text) as ResultsFile).itemStatistics).to.deep.equal([
      { id: "a", title: "A", submissions: 4, rightShare: 0.5, pointsShare: 0.5, discrimination: 0.45 },
      { id: "b", title: "B", submissions: 4, rightShare: 0.25, pointsShare: 0.5, discrimination: 0.58 },
      { id: "c", title: "C", submissions: 4, rightShare: 1, pointsShare: 1 },
    ]);
    expect(renderClassTables(submissions).html).to.match(/Discrimination is the point-biserial correlation/);
  });

  it("describe a class of one submission, of none, and of several per learner", () => {
    const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
    const graded = { ...anna, score: 5, student: { email: "e" } };
    const attempts = [
      { status: "graded", score: 5, max: 5, counts: true },
      { status: "graded", score: 3, max: 5, counts: false },
    ] as const;
    const readText = (name: string, submissions: readonly SubmissionResult[]): string =>
      reports[name]?.({ ...FROZEN_RUN, submissions, similar: [] })[0]?.text ?? "";
    const formatPoints = (...submissions: SubmissionResult[]) => readText("canvas-csv", submissions).split("\r\n")[1];
    expect([formatPoints(), formatPoints(graded)]).to.deep.equal(["Points Possible,,,,0", "Points Possible,,,,5"]);
    expect(readText("report-html", [graded]))
      .to.include("<p>1 submission, graded")
      .and.include("Nothing needs attention");
    const twice = [{ ...graded, attempts }];
    expect(readText("report-html", twice))
      .to.include("1 handed in more than once")
      .and.include("Handed in 2 times: 5 of 5 (counts), 3 of 5.")
      .and.not.include("Nothing needs attention");
    expect(readText("feedback-html", twice)).to.include("You handed in 2 times: 5 of 5 (counts), 3 of 5.");
  });

  it("name a lab in the next steps as its commands do, and put no colon after a question", () => {
    const step = (lab: string) => adviseNextSteps({ status: "timeout" }, lab).at(-1);
    expect([step("01-streaming"), step("own-lab")]).to.deep.equal([
      "Run `npx labs check 01`: it names the exercise.",
      "Run `npx labs check own-lab`: it names the exercise.",
    ]);
    expect(["How many?", "Count"].map((title) => formatHeading({ title, status: "right" }))).to.deep.equal([
      "How many? right",
      "Count: right",
    ]);
  });
});
