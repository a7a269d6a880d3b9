import { expect } from "chai";
import type { ExerciseResult, SubmissionResult } from "../reports/results";
import { gradeBy } from "../testing/grade-by";
import { recordWaits } from "../testing/record-waits";
import type { GradedSubmission } from "./messages";

const createExercise = (id: string, score: number): ExerciseResult => ({
  ...{ id, title: id, score, max: 2, status: "right", claims: [] },
});
const createEarlier = (
  id: string,
  more: Partial<GradedSubmission> = {},
  result: Partial<SubmissionResult> = {},
): GradedSubmission => ({
  result: { id, status: "graded", score: 3, max: 9, seconds: 0, exercises: [], notes: ["before"], ...result },
  content: "old",
  prints: [],
  ...more,
});

describe("grading a class that was partly graded before", () => {
  async function gradeSubmissions(
    ids: readonly string[],
    earlier: readonly GradedSubmission[],
    more: Parameters<typeof gradeBy>[2] = {},
  ): Promise<{ all: readonly GradedSubmission[]; added: readonly string[]; reports: readonly unknown[] }> {
    const added: string[] = [];
    const messages: unknown[] = [];
    const { all } = await gradeBy("scripted-worker.mjs", ids, {
      onProgress: ({ done, of, last }) =>
        messages.push([done, of, ...(last ? [last.result.id, last.isUnchanged] : [])]),
      log: () =>
        Promise.resolve({
          before: new Map(earlier.map((submission) => [submission.result.id, submission])),
          add: (id: string) => Promise.resolve(void added.push(id)),
        }),
      ...more,
    });
    return { all, added, reports: messages };
  }

  it("keeps unchanged results, grades new submissions, and reports each", async () => {
    const earlier = createEarlier("same");
    const { all, added, reports } = await gradeSubmissions(["new", "same"], [earlier]);
    expect(all[1]).to.equal(earlier);
    expect(all[0]?.result.notes).to.deep.equal(["{}"]);
    expect([added, reports]).to.deep.equal([
      ["new"],
      [
        [0, 2],
        [1, 2, "new", false],
        [2, 2, "same", true],
      ],
    ]);
  });

  it("passes the earlier result to a worker, and grades again what ended in a grader fault", async () => {
    const fault = createEarlier("fault", {}, { status: "grader-fault" });
    const { all } = await gradeSubmissions(["changed", "fault"], [createEarlier("changed"), fault]);
    expect(all.map(({ result: { notes } }) => notes)).to.deep.equal([['{"before":"old"}'], ["{}"]]);
    expect(all[1]).to.not.have.property("earlier");
  });

  it("keeps the marks of an earlier submission beside those of the later one, with their times", async () => {
    const first = { result: createEarlier("x").result, submitted: "2026-01-01T00:00:00Z" };
    const again = createEarlier("again", { submitted: "2026-01-02T00:00:00Z", earlier: [first] });
    const { all } = await gradeSubmissions(
      ["again", "plain", "touched"],
      [again, createEarlier("plain"), createEarlier("touched", { content: "new", earlier: [first] })],
    );
    expect(all.map(({ earlier }) => earlier)).to.deep.equal([
      [first, { result: again.result, content: again.content, submitted: "2026-01-02T00:00:00Z" }],
      [{ result: createEarlier("plain").result, content: createEarlier("plain").content }],
      [first],
    ]);
    expect(all.map(({ submitted }) => submitted)).to.deep.equal([undefined, undefined, undefined]);
  });

  it("judges some exercises again, and keeps the marks of all others", async () => {
    const exercises = [createExercise("a", 2), createExercise("b", 2)];
    const { all } = await gradeSubmissions(
      ["one", "late", "first", "empty"],
      [
        ...["one", "empty"].map((id) => createEarlier(id, {}, { exercises })),
        createEarlier("late", {}, { exercises, status: "crashed" }),
      ],
      { only: ["b"] },
    );
    expect(
      all.map(({ result: { status, score, max, exercises: judged } }) => [
        status,
        score,
        max,
        judged.map((exerciseResult) => exerciseResult.score),
      ]),
    ).to.deep.equal([
      ["graded", 3, 9, [2, 1]],
      ["timeout", 3, 9, [2, 1]],
      ["graded", 4, 4, []],
      // A submission that can't be read any more has no exercises to merge with the others.
      ["graded", 4, 4, []],
    ]);
    expect(all.map(({ earlier }) => earlier)).to.deep.equal([undefined, undefined, undefined, undefined]);
    expect(all[0]?.result.notes).to.deep.equal(['{"only":["b"]}']);
  });

  it("reports a fault if a worker calls a new submission unchanged", async () => {
    const { all } = await gradeSubmissions(["same"], []);
    expect(all[0]?.result).to.deep.equal({
      ...{ id: "same", status: "grader-fault", score: 0, max: 4, seconds: 0, exercises: [], notes: [] },
      instructorNotes: ["The grader crashed twice on this submission; grade it manually."],
    });
  });

  it("records the version that the first worker reports, and starts as many workers as allowed", async () => {
    const { version, all } = await gradeBy("scripted-worker.mjs", ["a", "b", "c"], { workers: 2 });
    expect([version, all.length]).to.deep.equal(["of 99-plain", 3]);
  });

  it("considers a submission slow after 15 s by default, and the first one after 30 s", async () => {
    const waits = await recordWaits(() => gradeBy("scripted-worker.mjs", ["a", "b"]));
    expect(waits.filter((ms) => ms !== 60_000)).to.deep.equal([30_000, 15_000]);
  });
});
