import { expect } from "chai";
import { parseMessage } from "./parse-message";

describe("parsing the output of a sandboxed process", () => {
  for (const line of [
    '{"did":"ready"}',
    '{"did":"wait","wait":1,"ms":100}',
    '{"did":"cell","id":"a","ok":true,"output":""}',
    '{"did":"cell","id":"a","ok":false,"output":"","error":"no"}',
    '{"did":"cell","id":"a","ok":true,"output":"","remarks":"one\\ntwo"}',
    '{"did":"answer","id":"a"}',
    '{"did":"answer","id":"a","json":"1"}',
    '{"did":"answer","id":"a","error":"no"}',
  ]) {
    it(`accepts the message ${line}`, () => {
      expect(parseMessage(line)).to.deep.equal(JSON.parse(line));
    });
  }

  // If such a line were taken as a message, its reader would call string methods on other values.
  for (const line of [
    "",
    "no JSON",
    "null",
    "[]",
    '{"did":"gone"}',
    '{"did":"wait","wait":1,"ms":"1"}',
    '{"did":"wait","ms":1}',
    '{"did":"cell","id":"a","ok":true,"output":{}}',
    '{"did":"cell","id":"a","ok":true,"output":"","error":{}}',
    '{"did":"cell","id":"a","ok":true,"output":"","remarks":[]}',
    '{"did":"cell","id":"a","ok":"yes","output":""}',
    '{"did":"cell","id":7,"ok":true,"output":""}',
    '{"did":"answer","id":"a","json":{}}',
    '{"did":"answer","id":"a","error":[]}',
  ]) {
    it(`ignores ${line}`, () => {
      expect(parseMessage(line)).to.equal(undefined);
    });
  }

  it("keeps only a message's known members", () => {
    expect(parseMessage('{"did":"ready","__proto__":{"polluted":true},"more":1}')).to.deep.equal({ did: "ready" });
  });
});
