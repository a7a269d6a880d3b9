import { expect } from "chai";
import { splitJson } from "./split-json";

describe("splitJson", () => {
  it("splits objects with nothing between them", () => {
    expect(splitJson('{"a":1}{"a":2}{"a":3}')).to.deep.equal([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });
  it("ignores spaces and new lines between values", () => {
    expect(splitJson(' {"a":1}\n{"a":2} \r\n')).to.deep.equal([{ a: 1 }, { a: 2 }]);
  });
  it("ignores brackets and quotes inside strings", () => {
    const records = [{ text: "} { ] [" }, { text: 'a "quoted" }' }, { text: "ends in a backslash \\" }];
    expect(splitJson(records.map((record) => JSON.stringify(record)).join(""))).to.deep.equal(records);
  });
  it("keeps nested values together", () => {
    expect(splitJson('{"a":{"b":[1,{"c":2}]}}[1,[2]]"x"1 true null')).to.deep.equal([
      { a: { b: [1, { c: 2 }] } },
      [1, [2]],
      "x",
      1,
      true,
      null,
    ]);
  });
  it("returns nothing for empty text", () => {
    expect(splitJson("")).to.deep.equal([]);
    expect(splitJson(" \n")).to.deep.equal([]);
  });
  for (const [text, letter] of [
    ['{"a":1}oops', 8],
    ['{"a":1}{"a":', 8],
    ["}", 1],
    ['{"a":1}"open', 8],
  ] as const) {
    it(`reports where the text stops being JSON: ${text}`, () => {
      expect(() => splitJson(text)).to.throw(SyntaxError, `from character ${letter} on`);
    });
  }
});
