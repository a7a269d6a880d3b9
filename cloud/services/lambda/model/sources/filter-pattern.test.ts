import { expect } from "chai";
import { filterPattern, PatternError } from "./filter-pattern";

const isMatching = (pattern: unknown, value: unknown): boolean => filterPattern(JSON.stringify(pattern))(value);

describe("Lambda filter patterns", () => {
  const cases: readonly (readonly [string, unknown, readonly unknown[], readonly unknown[]])[] = [
    [
      "values",
      { a: ["x", 1, null, true] },
      [{ a: "x" }, { a: 1 }, { a: null }, { a: true }, { a: ["y", "x"] }],
      [{ a: "y" }, { a: "1" }, {}, { b: "x" }],
    ],
    [
      "nested members, all of them",
      { a: { b: ["x"] }, c: ["y"] },
      [{ a: { b: "x" }, c: "y" }],
      [{ a: { b: "x" } }, { a: "x", c: "y" }],
    ],
    [
      "beginnings and ends",
      { a: [{ prefix: "us-" }, { suffix: ".png" }] },
      [{ a: "us-east" }, { a: "x.png" }],
      [{ a: "eu-us-" }, { a: 1 }],
    ],
    ["any case", { a: [{ "equals-ignore-case": "Ok" }] }, [{ a: "OK" }], [{ a: "okay" }]],
    [
      "what is there, or not",
      { a: [{ exists: true }], b: [{ exists: false }] },
      [{ a: 1 }],
      [{ a: 1, b: 1 }, { b: 1 }, {}],
    ],
    ["anything but", { a: [{ "anything-but": ["x", "y"] }] }, [{ a: "z" }, { a: 1 }], [{ a: "x" }, {}]],
    ["anything but a beginning", { a: [{ "anything-but": { prefix: "x" } }] }, [{ a: "yx" }], [{ a: "xy" }]],
    [
      "numbers",
      { a: [{ numeric: [">", 0, "<=", 5] }, { numeric: ["=", 10] }] },
      [{ a: 5 }, { a: 10 }],
      [{ a: 0 }, { a: 6 }, { a: "5" }],
    ],
    [
      "a single object of a list, in all members",
      { a: { b: ["x"], c: [{ exists: true }] } },
      [{ a: [{ b: "y" }, { b: "x", c: 1 }] }, { a: [[{ b: "x", c: 1 }]] }],
      [{ a: [{ b: "x" }, { c: 1 }] }, { a: [] }],
    ],
    [
      "values alone, no objects and empty lists",
      { a: [{ exists: true }] },
      [{ a: null }, { a: [[1]] }],
      [{ a: {} }, { a: { b: 1 } }, { a: [] }, { a: [{ b: 1 }] }],
    ],
    [
      "what is absent from the object that matched",
      { a: { b: ["x"], c: [{ exists: false }] } },
      [{ a: [{ b: "x" }, { b: "y", c: 1 }] }],
      [{ a: [{ b: "x", c: 1 }] }],
    ],
    [
      "what is absent from a list, where no value has matched before",
      { a: { b: [{ exists: false }], c: ["x"] } },
      [{ a: [{ c: "x" }] }],
      [{ a: [{ c: "x" }, { b: 1 }] }],
    ],
    ["one or the other", { $or: [{ a: ["x"] }, { b: ["y"] }] }, [{ a: "x" }, { b: "y" }], [{ a: "y", b: "x" }]],
  ];
  for (const [title, pattern, right, wrong] of cases) {
    it(`match ${title}`, () => {
      expect(right.filter((value) => !isMatching(pattern, value))).to.deep.equal([]);
      expect(wrong.filter((value) => isMatching(pattern, value))).to.deep.equal([]);
    });
  }
  it("accept records whose lists are nested deeper than the stack", () => {
    const event: unknown = JSON.parse(`{"a":${"[".repeat(100_000)}"x"${"]".repeat(100_000)}}`);
    expect(isMatching({ a: ["x"] }, event)).to.equal(true);
    expect(isMatching({ a: { b: ["x"] } }, event)).to.equal(false);
    expect(isMatching({ a: { b: [{ exists: false }] } }, event)).to.equal(true);
  });
  it("answer for lists of 100,000 items, whatever the pattern asks of each", () => {
    const event: unknown = JSON.parse(`{"a":[${Array.from({ length: 100_000 }, () => "{}").join(",")}]}`);
    expect(isMatching({ a: { b: [{ exists: false }] } }, event)).to.equal(true);
    expect(isMatching({ a: { b: [{ exists: false }], c: [1] } }, event)).to.equal(false);
    const numbers = { a: Array.from({ length: 100_000 }, () => 3) };
    expect(isMatching({ $or: Array.from({ length: 400 }, () => ({ a: [1] })) }, numbers)).to.equal(false);
    expect(isMatching({ $or: [{ a: [1] }, { a: [3] }] }, numbers)).to.equal(true);
  });
  for (const text of [
    "",
    "{",
    "[]",
    "{}",
    '{"a":"x"}',
    '{"a":[]}',
    '{"a":[{"unknown":1}]}',
    '{"a":[{"numeric":["<"]}]}',
    '{"a":[{"numeric":[">",5,"<",5]}]}',
    '{"a":[{"numeric":["<",5,">",0]}]}',
    '{"a":[{"numeric":["=",5,"<",9]}]}',
    '{"a":[{"anything-but":null}]}',
    '{"a":[{"anything-but":[]}]}',
    '{"a":[{"anything-but":["x",1]}]}',
    '{"a":[{"prefix":1}]}',
    '{"$or":[{"a":[1]}]}',
  ]) {
    it(`reject ${text === "" ? "an empty text" : text}`, () => {
      expect(() => filterPattern(text)).to.throw(PatternError);
    });
  }
});
