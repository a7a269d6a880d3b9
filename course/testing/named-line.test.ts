import { expect } from "chai";
import type { Skeleton } from "../../grader/merge/skeleton";
import { isLineNamed } from "./named-line";

describe("the line of a mistake", () => {
  const slots = [{ exercise: "99.wait", stub: [], solution: ["// Wait.", "const isBusy = start <= HOT_HASH;"] }];
  const cells = [{ id: "wait", lines: [], slots, declares: [] }];
  const skeleton: Skeleton = { lab: "99", notebook: "99.ipynb", cells, scripts: [] };
  const isNamed = (feedback: string, line = "const isBusy = start > 10;"): boolean =>
    isLineNamed({ exercise: "99.wait", answer: ["// Wait.", line] }, skeleton, feedback);

  it("is named by its identifier, its number, or the line itself", () => {
    expect(isNamed("Look at: isBusy: when is a shard busy?")).to.equal(true);
    expect(isNamed("Look at: the 10 at the end.")).to.equal(true);
    expect(isNamed("The error is in line 2 of your cell: const isBusy = start > 10;")).to.equal(true);
    expect(isNamed("The error is in line 2 of your cell: `const isBusy = start > 10;`")).to.equal(true);
  });
  it("is named by an identifier that is a word of English only if advice writes it as code", () => {
    expect(isNamed("Look at: what is compared at the start.")).to.equal(false);
    expect(isNamed("Look at: `start`: what is it compared with?")).to.equal(true);
  });
  it("is not named by a word of the language, by a comment, or by another line", () => {
    expect(isNamed("Look at: `const`.")).to.equal(false);
    expect(isNamed("Look at: `Wait`.")).to.equal(false);
    expect(isNamed("The error is in line 3 of your cell: await send(isBusy);")).to.equal(false);
  });
  it("is named by a clause of SQL if no other line has that clause", () => {
    const query = ["SELECT user_id, COUNT(*)", "FROM clicks", "GROUP BY user_id, window_start"];
    const sqlSlots = [{ exercise: "99.query", stub: [], solution: query }];
    const sql: Skeleton = { ...skeleton, cells: [{ id: "query", lines: [], slots: sqlSlots, declares: [] }] };
    const isNamedIn = (answer: readonly string[]): boolean =>
      isLineNamed({ exercise: "99.query", answer }, sql, "Look at: GROUP BY: what is missing?");
    expect(isNamedIn(query.with(2, "GROUP BY user_id"))).to.equal(true);
    expect(isNamedIn(query.with(1, "FROM tables"))).to.equal(false);
    expect(isNamedIn([...query.with(2, "GROUP BY user_id"), "UNION", ...query])).to.equal(false);
  });
  it("is a line that moved, also if another line differs", () => {
    const moved = ["const isBusy = start <= HOT_HASH;", "await wait(isBusy);"];
    const slot = { exercise: "99.order", stub: [], solution: [...moved, "send(1);"] };
    const order: Skeleton = { ...skeleton, cells: [{ id: "order", lines: [], slots: [slot], declares: [] }] };
    const answer = [...moved.toReversed(), "send(2);"];
    expect(isLineNamed({ exercise: "99.order", answer }, order, "Look at: isBusy: when?")).to.equal(true);
    expect(isLineNamed({ exercise: "99.order", answer: [...moved, "send(2);"] }, order, "Look at: isBusy.")).to.equal(
      false,
    );
  });
  it("is not named by what was expected or found", () => {
    expect(isNamed("Expected: isBusy is true. Found: 10.")).to.equal(false);
  });
});
