import { expect } from "chai";
import { UsageError } from "../running/run-script";
import { readJsonOption } from "./read-json-option";

describe("readJsonOption", () => {
  it("reads a JSON object", () => {
    expect(readJsonOption("o", '{"a": {"b": [1, "ü"]}}')).to.deep.equal({ a: { b: [1, "ü"] } });
  });
  it("reads a JSON object from a file", () => {
    expect(readJsonOption("o", "file://data/example_record.json")).to.include({ session_id: "a1", country: "USA" });
  });
  for (const [text, says] of [
    ["{", "not valid JSON"],
    ["[1]", "in { and }"],
    ["null", "in { and }"],
    ["7", "in { and }"],
    ["file://no/such/file.json", "there is no file no/such/file.json"],
    ["{session_id: a1, country: USA}", "without its double quotes"],
  ] as const) {
    it(`refuses ${text}`, () => {
      expect(() => readJsonOption("o", text)).to.throw(UsageError, says);
    });
  }
});
