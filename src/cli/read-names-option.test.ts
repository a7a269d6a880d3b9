import { expect } from "chai";
import { UsageError } from "../running/run-script";
import { readNamesOption } from "./read-names-option";

const expected = { USA: "usa-stream", International: "other_stream.1" };

describe("readNamesOption", () => {
  for (const text of [
    '{"USA": "usa-stream", "International": "other_stream.1"}',
    "{'USA':'usa-stream','International':'other_stream.1'}",
    "{USA: usa-stream, International: other_stream.1}", // the first text without the quotes, as PowerShell passes it
    ' { "International" : "other_stream.1" , "USA" : "usa-stream" } ',
  ]) {
    it(`reads ${text}`, () => {
      expect(readNamesOption("o", text, ["USA", "International"])).to.deep.equal(expected);
    });
  }
  for (const [text, says] of [
    ["USA=a", "must begin with {"],
    ['{"USA": "a"}', 'no stream for "International"'],
    ["{}", "(nothing)"],
    ['{"USA": "a", "International": 7 8}', "not a key with a name"],
    ['{"USA": {"a": "b"}, "International": "c"}', "not a key with a name"],
  ] as const) {
    it(`refuses ${text}`, () => {
      expect(() => readNamesOption("o", text, ["USA", "International"])).to.throw(UsageError, says);
    });
  }
});
