import { expect } from "chai";
import { AwsFault } from "./faults";
import { checkMembers, optional, refused, required, structure } from "./members";
import { blob, boolean, integer, list, map, oneOf, string, timestamp, type Rule } from "./rules";
import { violationsText } from "./violations";

const musts = (rule: Rule<unknown>, value: unknown): string[] => rule.check(value).map(({ must }) => must);

describe("rules", () => {
  const cases: Record<string, [rule: Rule<unknown>, good: unknown[], bad: [unknown, string][]]> = {
    "a string's length": [
      string({ length: { min: 2, max: 3 } }),
      ["ab", "😀😀😀"],
      [
        ["a", "have length greater than or equal to 2"],
        ["😀😀😀😀", "have length less than or equal to 3"],
      ],
    ],
    "a string's pattern, as a whole": [
      string({ pattern: "a|b" }),
      ["a", "b"],
      [
        ["ab", "satisfy regular expression pattern: a|b"],
        ["", "satisfy regular expression pattern: a|b"],
      ],
    ],
    "a set": [oneOf(["A", "B"]), ["A"], [["a", "satisfy enum value set: [A, B]"]]],
    "a whole number": [
      integer({ min: 1, max: 5 }),
      [1, 5],
      [
        [0, "have value greater than or equal to 1"],
        [6, "have value less than or equal to 5"],
      ],
    ],
    "a blob": [blob({ max: 2 }), [new Uint8Array(2)], [[new Uint8Array(3), "have length less than or equal to 2"]]],
    "a list": [
      list(integer({ min: 1 }), { max: 2 }),
      [[1, 2]],
      [
        [[1, 2, 3], "have length less than or equal to 2"],
        [[0], "have value greater than or equal to 1"],
      ],
    ],
    "a map": [
      map(string({ length: { max: 1 } }), string(), { min: 1 }),
      [{ a: "b" }],
      [
        [{}, "have length greater than or equal to 1"],
        [{ ab: "c" }, "have length less than or equal to 1"],
      ],
    ],
  };
  for (const [what, [rule, good, bad]] of Object.entries(cases)) {
    it(`judge ${what}`, () => {
      for (const value of good) expect(musts(rule, value), JSON.stringify(value)).to.deep.equal([]);
      for (const [value, must] of bad) expect(musts(rule, value), JSON.stringify(value)).to.deep.equal([must]);
    });
  }

  const wrongTypes: [Rule<unknown>, unknown, string][] = [
    [string(), 1, "NUMBER_VALUE can not be converted to a String"],
    [string(), [], "Start of list found where not expected"],
    [string(), {}, "Start of structure or map found where not expected."],
    [integer(), "1", "STRING_VALUE can not be converted to an Integer"],
    [integer(), 1.5, "NUMBER_VALUE can not be converted to an Integer"],
    [boolean(), "true", "STRING_VALUE can not be converted to a Boolean"],
    [list(string()), "a", "STRING_VALUE can not be converted to a List"],
    [timestamp(), "now", "STRING_VALUE can not be converted to a Timestamp"],
  ];
  for (const [rule, value, message] of wrongTypes) {
    it(`refuse ${JSON.stringify(value)}: ${message} (KDS-002)`, () => {
      expect(() => rule.check(value))
        .to.throw(AwsFault, message)
        .with.property("code", "SerializationException");
    });
  }
});

describe("members", () => {
  const inner = { Key: required(string({ length: { min: 1 } })) };
  const members = {
    Name: required(string()),
    Count: optional(integer({ min: 1 })),
    Tags: optional(list(structure(inner))),
    Other: refused(),
  };

  it("collect what is missing and what is broken, in their order, under AWS's paths (KDS-002)", () => {
    const found = checkMembers(members, { Count: 0, Tags: [{ Key: "a" }, { Key: "" }, {}] });
    expect(violationsText(found)).to.equal(
      "4 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; " +
        "Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1; " +
        "Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value null at 'tags.3.member.key' failed to satisfy constraint: Member must not be null",
    );
  });

  it("refuse a member that is left out on purpose, by name", () => {
    expect(() => checkMembers(members, { Name: "a", Other: "x" }))
      .to.throw(AwsFault, "'Other'")
      .with.property("code", "NotImplemented");
    expect(() => checkMembers(members, { Name: "a", Other: ["x"] })).to.throw(AwsFault, "'Other'");
  });

  it("take an empty list or structure as one that asks for nothing, even where the member is left out", () => {
    for (const Other of [[], {}]) expect(checkMembers(members, { Name: "a", Other })).to.deep.equal([]);
    for (const Other of ["", 0, false, [{}], { a: {} }, new Date(0)])
      expect(() => checkMembers(members, { Name: "a", Other }), JSON.stringify(Other)).to.throw(AwsFault, "'Other'");
  });

  it("take null as not given", () => {
    expect(checkMembers(members, { Name: "a", Count: null, Other: null })).to.deep.equal([]);
  });
});
