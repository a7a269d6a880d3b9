import { expect } from "chai";
import { filterPattern } from "./filter-pattern";

describe("logs filter patterns", () => {
  const cases: readonly (readonly [pattern: string, message: string, wanted: boolean])[] = [
    ["", "anything", true],
    ["ERROR", "[ERROR] no bucket", true],
    ["ERROR", "[error] no bucket", false],
    ["ERROR bucket", "[ERROR] no bucket", true],
    ["ERROR role", "[ERROR] no bucket", false],
    ["\"no bucket\"", "[ERROR] no bucket", true],
    ["\"say \\\"hi\\\"\"", "they say \"hi\"", true],
    ["?ERROR ?WARN", "[WARN] slow", true],
    ["?ERROR ?WARN", "[INFO] fine", false],
    ["ERROR -bucket", "[ERROR] no bucket", false],
    ["ERROR -\"no role\"", "[ERROR] no bucket", true],
    ["-ERROR", "[INFO] fine", true],
    ["?WARN ERROR", "[WARN] slow", false],
  ];
  for (const [pattern, message, wanted] of cases) {
    it(`'${pattern}' ${wanted ? "takes" : "leaves"} '${message}'`, () => expect(filterPattern(pattern)(message)).to.equal(wanted));
  }
  for (const [pattern, code] of [["{ $.a = 1 }", "NotImplemented"], ["[ip, user]", "NotImplemented"], ["%a+%", "NotImplemented"], ["a:b", "InvalidParameterException"], ["\"open", "InvalidParameterException"]] as const) {
    it(`refuses ${pattern} with ${code}`, () => expect(() => filterPattern(pattern)).to.throw().with.property("code", code));
  }
});
