import { expect } from "chai";
import { AwsFault, ValueNotEmulated } from "./faults";
import { checkMembers, optional, refused, required, structure } from "./members";
import {
  blob,
  boolean,
  double,
  emulatedOf,
  integer,
  list,
  map,
  oneOf,
  string,
  timestamp,
  type Rule,
  formatScalar,
  formatViolations,
} from "./rules";

const listMusts = (rule: Rule<unknown>, value: unknown): string[] => rule.check(value).map(({ must }) => must);

describe("validation rules", () => {
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
    "any number": [double({ max: 2 }), [1.5, -3], [[2.5, "have value less than or equal to 2"]]],
    "half of a pair, which counts as a character": [
      string({ length: { max: 2 } }),
      ["\ud83d\ud83d", "\ude00\ude00", "\ude00\ud83d", "a\ude00", "\ud83da"],
      [["\ude00\ud83d\ud83d\ude00", "have length less than or equal to 2"]],
    ],
    "what has no bounds": [blob(), [new Uint8Array(), new Uint8Array(9)], []],
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
  for (const [title, [rule, good, bad]] of Object.entries(cases)) {
    it(`judge ${title}`, () => {
      for (const value of good) expect(listMusts(rule, value), JSON.stringify(value)).to.deep.equal([]);
      for (const [value, must] of bad) expect(listMusts(rule, value), JSON.stringify(value)).to.deep.equal([must]);
    });
  }

  it("accept valid values", () => {
    for (const [rule, value] of [
      [boolean(), false],
      [timestamp(), new Date(0)],
      [structure({}), { more: 1 }],
    ] as const)
      expect(rule.check(value)).to.deep.equal([]);
  });

  it("name the member for an AWS value that isn't emulated, and reject unknown values as AWS does", () => {
    const rule = emulatedOf(["A", "B"], ["C", "E"]);
    expect([rule.only, listMusts(rule, "A"), listMusts(rule, "D")]).to.deep.equal([
      ["A", "B"],
      [],
      ["satisfy enum value set: [A, B, C, E]"],
    ]);
    const members = { Outer: required(structure({ Kind: optional(rule) })) };
    expect(() => checkMembers(members, { Outer: { Kind: "C" } }))
      .to.throw(AwsFault, "the value 'C' of the member 'Outer.Kind'")
      .with.property("status", 501);
  });

  const wrongTypes: [Rule<unknown>, unknown, string][] = [
    [string(), 1, "NUMBER_VALUE can not be converted to a String"],
    [string(), [], "Start of list found where not expected"],
    [string(), {}, "Start of structure or map found where not expected."],
    [integer(), "1", "STRING_VALUE can not be converted to an Integer"],
    [integer(), 1.5, "NUMBER_VALUE can not be converted to an Integer"],
    [string(), true, "TRUE_VALUE can not be converted to a String"],
    [oneOf(["A"]), 1, "NUMBER_VALUE can not be converted to a String"],
    [double(), "1", "STRING_VALUE can not be converted to a Double"],
    [integer(), 2 ** 53, "NUMBER_VALUE can not be converted to an Integer"],
    [blob(), "a", "STRING_VALUE can not be converted to a Blob"],
    [map(string(), string()), "a", "STRING_VALUE can not be converted to a Map"],
    [map(string(), string()), [], "Start of list found where not expected"],
    [map(string(), string()), null, "Start of structure or map found where not expected."],
    [timestamp(), new Date(NaN), "Start of structure or map found where not expected."],
    [structure({}), "a", "Unrecognized collection type class java.lang.String"],
    [structure({}), [], "Unrecognized collection type class java.lang.String"],
    [structure({}), null, "Unrecognized collection type class java.lang.String"],
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

describe("member validation", () => {
  const inner = { Key: required(string({ length: { min: 1 } })) };
  const members = {
    Name: required(string()),
    Count: optional(integer({ min: 1 })),
    Tags: optional(list(structure(inner))),
    Other: refused(),
  };

  it("collects missing and invalid members in order, under AWS's paths (KDS-002)", () => {
    const found = checkMembers(members, { Count: 0, Tags: [{ Key: "a" }, { Key: "" }, {}] });
    expect(formatViolations(found)).to.equal(
      "4 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; " +
        "Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1; " +
        "Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value null at 'tags.3.member.key' failed to satisfy constraint: Member must not be null",
    );
  });

  it("rejects an intentionally unsupported member by name", () => {
    expect(() => checkMembers(members, { Name: "a", Other: "x" }))
      .to.throw(AwsFault, "'Other'")
      .with.property("code", "NotImplemented");
    expect(() => checkMembers(members, { Name: "a", Other: ["x"] })).to.throw(AwsFault, "'Other'");
  });

  it("accepts an empty list or structure for an unsupported member", () => {
    for (const Other of [[], {}]) expect(checkMembers(members, { Name: "a", Other })).to.deep.equal([]);
    for (const Other of ["", 0, false, [{}], { a: {} }, new Date(0)])
      expect(() => checkMembers(members, { Name: "a", Other }), JSON.stringify(Other)).to.throw(AwsFault, "'Other'");
  });

  it("treats null as missing", () => {
    expect(checkMembers(members, { Name: "a", Count: null, Other: null })).to.deep.equal([]);
  });

  it("leaves rejecting a member to the operation if the operation rejects the whole input", () => {
    const unless = { Other: refused(({ Name }) => Name === "none") };
    expect(checkMembers(unless, { Name: "none", Other: "x" })).to.deep.equal([]);
    expect(() => checkMembers(unless, { Name: "a", Other: "x" })).to.throw(AwsFault, "'Other'");
  });

  it("names keys and values of a map, and quotes only scalar values", () => {
    const tags = { Tags: required(map(string({ length: { max: 1 } }), string({ length: { max: 2 } }))) };
    expect(formatViolations(checkMembers(tags, { Tags: { ab: "c", d: "efg" } }))).to.equal(
      "2 validation errors detected: Value 'ab' at 'tags.key' failed to satisfy constraint: Member must have length less than or equal to 1; " +
        "Value 'efg' at 'tags.d.member' failed to satisfy constraint: Member must have length less than or equal to 2",
    );
    expect(formatViolations(checkMembers(tags, {}))).to.match(/^1 validation error detected: Value null at 'tags' /);
    expect([undefined, null, "a", 1, false, {}, [], new Uint8Array(1)].map(formatScalar)).to.deep.equal([
      ...[" null", " null", " 'a'", " '1'", " 'false'"],
      ...["", "", ""],
    ]);
  });

  it("names an unsupported value and its member at any depth", () => {
    const fault = new ValueNotEmulated("C");
    expect(
      [fault, fault.addMember("Kind"), fault.addMember("Kind").addMember("Outer")].map(({ message }) => message),
    ).to.deep.equal([
      "The lab cloud does not emulate the value 'C'.",
      "The lab cloud does not emulate the value 'C' of the member 'Kind'.",
      "The lab cloud does not emulate the value 'C' of the member 'Outer.Kind'.",
    ]);
  });
});
