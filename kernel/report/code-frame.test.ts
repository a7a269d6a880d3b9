import { expect } from "chai";
import { renderCodeFrame, type Mark } from "./code-frame";

const renderPlain = (code: string, mark: Mark): string[] =>
  // oxlint-disable-next-line no-control-regex -- colors are control characters
  renderCodeFrame(code, mark).map((line) => line.replace(/\u001b\[\d+m/g, ""));

describe("renderCodeFrame", () => {
  it("shows the line with its neighbors, and a caret below", () => {
    expect(renderPlain("one\ntwo three\nfour", { line: 2, column: 5, endColumn: 10 })).to.deep.equal([
      "    1 │ one",
      "  → 2 │ two three",
      "      │     ^^^^^",
      "    3 │ four",
    ]);
  });

  it("aligns line numbers of different widths", () => {
    expect(
      renderPlain(Array.from({ length: 10 }, (_, index) => `l${index + 1}`).join("\n"), { line: 9, column: 1 }),
    ).to.deep.equal(["     8 │ l8", "  →  9 │ l9", "       │ ^", "    10 │ l10"]);
  });

  it("puts the caret in the right column below tabs, and removes CR characters", () => {
    expect(renderPlain("\tif (a) b\r\nc\r", { line: 1, column: 9 })).to.deep.equal([
      "  → 1 │ \tif (a) b",
      "      │ \t       ^",
      "    2 │ c",
    ]);
  });

  it("ends the caret where the line ends", () => {
    expect(renderPlain("ab", { line: 1, column: 2, endColumn: 99 })).to.deep.equal(["  → 1 │ ab", "      │  ^"]);
    expect(renderPlain("ab", { line: 1, column: 3 })).to.deep.equal(["  → 1 │ ab", "      │   ^"]);
  });

  it("truncates a long line", () => {
    const [line, caret] = renderPlain("x".repeat(500), { line: 1, column: 300 });
    expect(line).to.equal(`  → 1 │ ${"x".repeat(160)}…`);
    expect(caret).to.equal(undefined);
  });

  it("shows nothing for a line that does not exist", () => {
    expect(renderPlain("one", { line: 2, column: 1 })).to.deep.equal([]);
    expect(renderPlain("", { line: 0, column: 1 })).to.deep.equal([]);
  });
});
