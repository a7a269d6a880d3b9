import { expect } from "chai";
import { discover, createNames, findType } from "./discover";

describe("the schema of live records", () => {
  it("has a column per JSON value, by path, and returns rows next to raw records (KDA-003)", () => {
    const found = discover([
      '{"user":{"name":"Ann","age":31},"tags":["a"],"score":1.5,"ok":true,"at":"2030-01-01 00:00:00"}',
      '{"user":{"name":"Bartholomew","age":3000000000},"score":2,"ok":false,"at":"2030-01-01T00:00:01"}',
    ]);
    expect(found?.schema.RecordFormat?.RecordFormatType).to.equal("JSON");
    expect(found?.schema.RecordColumns).to.deep.equal([
      { Name: "name", Mapping: "$.user.name", SqlType: "VARCHAR(16)" },
      { Name: "age", Mapping: "$.user.age", SqlType: "BIGINT" },
      { Name: "tags", Mapping: "$.tags[0]", SqlType: "VARCHAR(4)" },
      { Name: "score", Mapping: "$.score", SqlType: "DOUBLE" },
      { Name: "ok", Mapping: "$.ok", SqlType: "BOOLEAN" },
      { Name: "COL_at", Mapping: "$.at", SqlType: "TIMESTAMP" },
    ]);
    expect(found?.rows[1]).to.deep.equal(["Bartholomew", "3000000000", "", "2", "false", "2030-01-01T00:00:01"]);
  });
  it("renames reserved words, invalid characters and duplicates (KDA-004)", () => {
    expect(createNames(["USER", "a-b", "@@", "!!", "x", "x", "1st"])).to.deep.equal([
      "COL_USER",
      "ab",
      "COL_0",
      "COL_1",
      "x",
      "x0",
      "COL_1st",
    ]);
  });
  it("has types that fit every value", () => {
    expect([[1, 2], [1, 2.5], [1, "a"], [true], [null], ["x".repeat(17)]].map(findType)).to.deep.equal([
      "INTEGER",
      "DOUBLE",
      "VARCHAR(4)",
      "BOOLEAN",
      "VARCHAR(4)",
      "VARCHAR(32)",
    ]);
  });
  it("supports comma-separated lines, and nothing else", () => {
    expect(discover(["a,1\n", "b,2\n"])?.schema.RecordColumns).to.deep.equal([
      { Name: "COL_0", SqlType: "VARCHAR(4)" },
      { Name: "COL_1", SqlType: "INTEGER" },
    ]);
    expect(discover(["a", "b,c"])).to.equal(undefined);
    expect(discover(["a", "b"])).to.equal(undefined);
    expect(discover(["1, ,2.5\r\n", "2,x,3\r\n"])?.schema.RecordColumns).to.deep.equal([
      { Name: "COL_0", SqlType: "INTEGER" },
      { Name: "COL_1", SqlType: "VARCHAR(4)" },
      { Name: "COL_2", SqlType: "DOUBLE" },
    ]);
    expect(discover(["[1,2]", "[3,4]"])?.schema.RecordFormat?.RecordFormatType).to.equal("CSV");
  });

  it("has types that fit the smallest and largest values, and at most a thousand columns", () => {
    const min = -(2 ** 31);
    for (const [values, type] of [
      [[min, -min - 1], "INTEGER"],
      [[-min], "BIGINT"],
      [[min - 1], "BIGINT"],
      [[Number.MAX_SAFE_INTEGER], "BIGINT"],
      [[2 ** 53], "DOUBLE"],
      [[undefined, null, 1], "INTEGER"],
      [[true, null], "BOOLEAN"],
      [[true, 1], "VARCHAR(4)"],
      [["2030-01-01 00:00:00.123"], "TIMESTAMP"],
      [["2030-01-01 00:00:00.1234"], "VARCHAR(32)"],
      [["2030-01-01 00:00:00", "x"], "VARCHAR(32)"],
      [["x".repeat(16)], "VARCHAR(16)"],
      [["x".repeat(5)], "VARCHAR(8)"],
    ] as const)
      expect(findType(values), JSON.stringify(values)).to.equal(type);
    const createWide = (columns: number): string =>
      JSON.stringify(Object.fromEntries(Array.from({ length: columns }, (_, n) => [`c${n}`, 1])));
    expect(discover([createWide(1_000)])?.schema.RecordColumns).to.have.lengthOf(1_000);
    expect(discover([createWide(1_001)])).to.equal(undefined);
    const createCsv = (columns: number): string => Array<string>(columns).fill("1").join(",");
    expect(discover([createCsv(1_000)])?.schema.RecordColumns).to.have.lengthOf(1_000);
    expect(discover([createCsv(1_001)])).to.equal(undefined);
  });
});
