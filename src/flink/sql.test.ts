import { expect } from "chai";
import { quoteIdentifier, sql } from "./sql";

describe("sql", () => {
  it("writes values as literals", () => {
    const at = new Date("2030-01-01T12:00:00.5Z");
    expect(sql`${"it's"} ${1.5} ${7n} ${true} ${null} ${at}`.text).to.equal(
      "'it''s' 1.5 7 TRUE NULL TIMESTAMP '2030-01-01 12:00:00.500'",
    );
  });
  it("escapes literals and names", () => {
    const evil = "x'; DROP TABLE t; --";
    expect(sql`SELECT ${evil}`.text).to.equal("SELECT 'x''; DROP TABLE t; --'");
    expect(sql`SELECT ${quoteIdentifier("a`b")}`.text).to.equal("SELECT `a``b`");
  });
  it("inserts pieces of SQL unchanged", () => {
    const where = sql`WHERE unit = ${"percent"}`;
    expect(sql`SELECT * FROM ${quoteIdentifier("metrics")} ${where}`.text).to.equal(
      "SELECT * FROM `metrics` WHERE unit = 'percent'",
    );
  });
  it("rejects numbers that SQL doesn't have", () => {
    expect(() => sql`${NaN}`).to.throw(RangeError);
  });
});
