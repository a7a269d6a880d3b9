import { expect } from "chai";
import { combineIntoJob, createScript, splitStatements } from "./run-sql";

describe("an application's SQL statements", () => {
  it("end at semicolons outside texts, names and comments", () => {
    const sql = "CREATE TABLE `a;b` (x STRING) -- one; two\n;\n/* ; */ INSERT INTO t VALUES (';''');\n\n;SELECT 1";
    expect(splitStatements(sql)).to.deep.equal([
      { text: "CREATE TABLE `a;b` (x STRING) -- one; two", line: 1 },
      { text: "/* ; */ INSERT INTO t VALUES (';''')", line: 3 },
      { text: "SELECT 1", line: 5 },
    ]);
  });
  it("become one job, with or without a statement set", () => {
    const { before, inserts, skipped } = createScript(
      splitStatements(
        "SET 'a' = 'b'; EXECUTE STATEMENT SET BEGIN INSERT INTO t SELECT 1; INSERT INTO t SELECT 2; END; INSERT INTO u SELECT 3; SELECT * FROM t;",
      ),
    );
    expect(before.map(({ text }) => text)).to.deep.equal(["SET 'a' = 'b'"]);
    expect(skipped.map(({ text }) => text)).to.deep.equal(["SELECT * FROM t"]);
    expect(combineIntoJob(inserts)).to.equal(
      "EXECUTE STATEMENT SET\nBEGIN\nINSERT INTO t SELECT 1;\nINSERT INTO t SELECT 2;\nINSERT INTO u SELECT 3;\nEND",
    );
  });
  it("stay a single statement if there is one INSERT", () => {
    expect(combineIntoJob(createScript(splitStatements("INSERT INTO t SELECT ';'")).inserts)).to.equal(
      "INSERT INTO t SELECT ';'",
    );
  });
});
