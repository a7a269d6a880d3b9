import { basename, join } from "node:path";
import { readdirSync } from "node:fs";
import { expect } from "chai";
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
});
