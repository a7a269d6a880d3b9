import { expect } from "chai";
import { toPlainText, formatValue } from "./plain-text";

describe("a learner's text in a report", () => {
  it("has no escape sequences, control characters or changes of direction, and one line", () => {
    expect(toPlainText("\u001b[31mred\u001b[0m\u0007 one\n two\u202e\u0000")).to.equal("red one two");
  });
  it("is truncated", () => {
    expect(toPlainText("x".repeat(10_000)))
      .to.have.length(400)
      .and.to.match(/…$/);
  });
  it("shows values as they are written", () => {
    expect([formatValue(undefined), formatValue("2"), formatValue(2), formatValue([{ a: null }])]).to.deep.equal([
      "nothing",
      '"2"',
      "2",
      '[{"a":null}]',
    ]);
  });
});
