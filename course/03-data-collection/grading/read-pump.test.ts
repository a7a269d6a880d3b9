import { expect } from "chai";
import { SqlParseError, UnreadableSqlError } from "../../sql/read-sql";
import { readPump } from "./read-pump";

const createPump = (select: string) =>
  `CREATE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA" SELECT STREAM ${select};`;

describe("the reader of pumps", () => {
  it("reads all columns of a stream, and functions of values", () => {
    const { createRow } = readPump(createPump(`ALL s.*, UPPER("last") FROM "IN" AS s WHERE COALESCE("age", 0) >= 21`));
    expect(createRow({ last: "Ode", age: 21 })).to.deep.equal(["Ode", 21, "ODE"]);
    expect(createRow({ last: "Ode", age: null })).to.equal(undefined);
  });

  for (const [select, part] of [
    [`"age" FROM "IN" WHERE NULLIF("age", 0) >= 21`, "the function NULLIF"],
    // Flink's, but not in AWS's reference.
    [`IFNULL("age", 0) FROM "IN"`, "the function IFNULL"],
    [`CASE WHEN "age" >= 21 THEN "age" END FROM "IN"`, "CASE"],
    [`DISTINCT "age" FROM "IN"`, "DISTINCT"],
    [`"age" FROM "IN" ORDER BY "age"`, "ORDER"],
  ] as const)
    it(`names a part that it can't read: ${part}`, () => {
      expect(() => readPump(createPump(select))).to.throw(UnreadableSqlError, `the check can't read ${part}:`);
    });

  for (const select of [`other.* FROM "IN"`, `OTHER."age" FROM "IN" AS s`])
    it(`names the stream that isn't there: ${select}`, () => {
      expect(() => readPump(createPump(select))).to.throw(SqlParseError, /^there is no stream OTHER after FROM$/);
    });
});
