import { expect } from "chai";
import { toPlainBigInt } from "./big-int";
import { toPlainText, formatValue } from "./plain-text";

describe("showing a learner's text in a report", () => {
  it("removes escape sequences, control characters, changes of direction and line breaks", () => {
    expect(toPlainText("\u001b[31mred\u001b[0m\u0007 one\n two\u202e\u0000")).to.equal("red one two");
  });
  it("truncates long text", () => {
    expect(toPlainText("x".repeat(10_000)))
      .to.have.length(400)
      .and.to.match(/…$/);
  });
  it("shows a BigInt as it is written, and not as text", () => {
    expect([formatValue(toPlainBigInt(2n ** 70n)), formatValue(toPlainBigInt(-3n))]).to.deep.equal([
      "1180591620717411303424n",
      "-3n",
    ]);
    expect(formatValue([toPlainBigInt(1n), '{"bigint":"1"}'])).to.equal('[1n,"{\\"bigint\\":\\"1\\"}"]');
    expect(formatValue({ bigint: "digits" })).to.equal('{"bigint":"digits"}');
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
