import { expect } from "chai";
import { isBeyond, parseUntrustedJson } from "./parsed-json";

const LIMITS = { depth: 3, values: 12 };

describe("reading JSON from a submission", () => {
  for (const text of [
    "1",
    "[[[1]]]",
    '{"a":{"b":{}}}',
    '["]]]],,,,,,,,,,,,,,[[[[", "\\"[[[[", "\\\\"]',
    "[1,2,3,4,5,6,7,8,9,10]",
  ]) {
    it(`reads within the limits: ${text}`, () => {
      expect(parseUntrustedJson(text, LIMITS)).to.deep.equal(JSON.parse(text));
    });
  }

  for (const [title, text] of [
    ["deeper", "[[[[1]]]]"],
    ["deeper, after a text", '["\\\\",[[[1]]]]'],
    ["of more values", "[1,2,3,4,5,6,7,8,9,10,11,12]"],
    ["of more members", '{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}'],
  ] as const) {
    it(`fails if it is ${title}; without limits it is read`, () => {
      expect([parseUntrustedJson(text, LIMITS), isBeyond(text, LIMITS)]).to.deep.equal([undefined, true]);
      expect(parseUntrustedJson(text)).to.deep.equal(JSON.parse(text));
    });
  }
});
