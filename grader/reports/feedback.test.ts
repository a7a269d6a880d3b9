import { expect } from "chai";
import { FROZEN_RUN } from "../testing/frozen-run";
import { renderFeedbackHtml } from "./feedback-html";
import { renderFeedbackText } from "./feedback-text";
import type { ClaimResult, ExerciseResult, SubmissionResult } from "./results";

describe("a learner's feedback", () => {
  it("lists at the top which answers couldn't be found, and why, on the page and in a terminal", () => {
    const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
    const hint = "Not found, because it is gone. Write it.";
    const lost: ExerciseResult = {
      ...{ id: "l.a", title: "1.1 Count", score: 0, max: 1, status: "open", cause: "Not found, because it is gone." },
      claims: [{ says: "counts", holds: false, hint }],
    };
    const submission: SubmissionResult = { ...anna, status: "graded", exercises: [lost], notes: [] };
    const [first, , heading] = renderFeedbackText(submission);
    expect(first).to.equal("? 1.1 Count: not found, because it is gone.");
    expect(heading).to.equal("○ 1.1 Count: not found");
    const page = renderFeedbackHtml({ ...FROZEN_RUN, submissions: [submission] })[0]?.text ?? "";
    const at = ["<h2>Not found</h2>", "<li>1.1 Count: not found, because it is gone.</li>", 'id="l.a"'].map((text) =>
      page.indexOf(text),
    );
    expect(at).to.deep.equal(at.toSorted((a, b) => a - b));
    expect(at).not.to.include(-1);
    expect(page).not.to.contain("as it was handed out");
  });

  it("names the learner in the page's title, lists all points at the top, and shows backticks as code and nothing else as HTML", () => {
    const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
    const hint = "Expected: `<b>a</b>`. Found: `x` and a lone ` here. Look at: `putRecord`, line 3: `` `${x}` ``.";
    const claims: ClaimResult[] = [{ says: "calls `putRecord`", holds: false, hint }];
    const partial: ExerciseResult = { id: "l.a", title: "1.1 Send", score: 1, max: 3, status: "partial", claims };
    const right: ExerciseResult = { ...partial, id: "l.b", title: "1.2 Read", max: 1, status: "right", claims: [] };
    const submission: SubmissionResult = {
      ...{ ...anna, status: "graded", exercises: [partial, right], student: { name: "Ada <i>Lovelace</i>" } },
      notes: ["`anna (1).ts` was taken."],
    };
    const page = renderFeedbackHtml({ ...FROZEN_RUN, submissions: [submission] })[0]?.text ?? "";
    expect(page).to.include("<title>Feedback for Ada &lt;i&gt;Lovelace&lt;/i&gt; on 01-streaming-ingestion</title>");
    const [, table = ""] = /<tbody>(.*?)<.tbody>/s.exec(page) ?? [];
    expect(page.indexOf(table)).to.be.below(page.indexOf("<section"));
    expect([...table.matchAll(/<t[hd][^>]*>(.*?)<.t[hd]>/g)].map(([, cell]) => cell)).to.deep.equal([
      ...['<a href="#l.a">1.1 Send</a>', "partly right", "1 of 3"],
      ...['<a href="#l.b">1.2 Read</a>', "right", "1 of 1"],
    ]);
    expect(page).to.include("calls <code>putRecord</code>");
    expect(page).to.include("Expected: <code>&lt;b&gt;a&lt;/b&gt;</code>.");
    expect(page).to.include("Found: <code>x</code> and a lone ` here.");
    expect(page).to.include("Look at: <code>putRecord</code>, line 3: <code>`${x}`</code>.");
    expect(page).to.include("<li><code>anna (1).ts</code> was taken.</li>");
  });

  it("shows an open exercise's advice once on its page, and its claims as not reached", () => {
    const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
    const hint = "This exercise is still open.";
    const claims: ClaimResult[] = ["creates it", "names it"].map((says) => ({ says, holds: false, hint }));
    const open: ExerciseResult = { id: "l.a", title: "A", score: 0, max: 1, status: "open", claims };
    const submission: SubmissionResult = { ...anna, exercises: [open] };
    const page = renderFeedbackHtml({ ...FROZEN_RUN, submissions: [submission] })[0]?.text ?? "";
    expect(page.split(hint)).to.have.length(2);
    expect(page).to.include("<summary>Not reached: 2</summary>").and.not.to.include("✗");
  });

  it("shows a learner in a terminal what is right, what is wrong and why, and what is open", () => {
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
    const renderClaims = (...exercises: ExerciseResult[]) =>
      renderFeedbackText({ ...anna, status: "graded", notes: ["n"], instructorNotes: [], exercises });
    const [head] = renderClaims(right);
    expect(renderClaims(right)).to.deep.equal([head, "", "Note: n"]);
    expect(renderClaims({ ...right, claims }), "no claims of what is right").to.deep.equal([head, "", "Note: n"]);
    expect(renderClaims(right, right).at(-1)).to.equal("All 2 exercises are right.");
    for (const [follows, last] of [
      [1, "    – Not reached: is three."],
      [0, "        Look there."],
    ] as const)
      expect(renderClaims({ ...partial, claims: claims.slice(0, 2 + follows) }).at(-3)).to.equal(last);
    expect(renderClaims({ ...open, claims: [] })[1]).to.equal("    ");
    const [, , partly, cause, ...rest] = renderClaims(right, partial, open);
    expect(partly).to.match(/^◐ B/);
    expect(cause).to.equal("    Stopped.");
    expect(rest.map((line) => line.replace(/^○ C.*/, "○ C"))).to.deep.equal([
      "    ✓ is one",
      "    ✗ is two",
      "        Look there.",
      "    – Not reached: is three; is four.",
      "",
      "○ C",
      "    Begin.",
      "",
      "Note: n",
      "1 of 3 exercises are right.",
    ]);
    expect(renderFeedbackText({ ...anna, status: "crashed", exercises: [] })[0]).to.match(/^Your work /);
  });

  it("lists once how the learner's cloud differed, and names the exercises if there are several lists", () => {
    const createExercise = (title: string, difference: readonly string[]): ExerciseResult => ({
      ...{ id: `01-lab.${title}`, title, score: 0, max: 1, status: "wrong", claims: [] },
      ...(difference.length > 0 ? { difference } : {}),
    });
    const listSummaries = (...exercises: ExerciseResult[]): unknown[] => {
      const submission = { id: "a", status: "graded", score: 0, max: 3, seconds: 0, notes: [], exercises } as const;
      const [page] = renderFeedbackHtml({ ...FROZEN_RUN, submissions: [submission] });
      return page?.text.match(/What your cloud contained[^<]*|The stream [ab]\b/g) ?? [];
    };
    const [first, second] = [createExercise("1.1 One", ["The stream a"]), createExercise("1.2 Two", ["The stream a"])];
    const title = "What your cloud contained, next to the solution&#39;s";
    expect(listSummaries(first, second, createExercise("1.3 Three", []))).to.deep.equal([title, "The stream a"]);
    expect(listSummaries(first, second, createExercise("1.3 Three", ["The stream b"]))).to.deep.equal([
      ...[`${title}: 1.1, 1.2`, "The stream a"],
      ...[`${title}: 1.3`, "The stream b"],
    ]);
  });
});
