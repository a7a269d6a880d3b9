import { expect } from "chai";
import { AwsFault } from "../../../../core/faults";
import { QueryFault, SyntaxFault } from "../../../../../athena-sql/index";
import { createTableMissing } from "../hive-fault";
import { toFailure } from "./query-runner";

describe("Athena's query failures", () => {
  it("have AWS's categories and types for the engine's errors", () => {
    const measured = {
      GENERIC_INTERNAL_ERROR: [1, 200],
      SOMETHING_ELSE: [2, 1000],
      DIVISION_BY_ZERO: [2, 1001],
      TYPE_MISMATCH: [2, 1002],
      COLUMN_NOT_FOUND: [2, 1006],
      CATALOG_NOT_FOUND: [2, 1006],
      INVALID_CAST_ARGUMENT: [2, 1100],
      MISSING_COLUMN_NAME: [2, 1100],
      INVALID_FUNCTION_ARGUMENT: [2, 1106],
      TABLE_ALREADY_EXISTS: [2, 1110],
      NOT_SUPPORTED: [2, 1200],
      NOT_FOUND: [2, 1300],
      TABLE_NOT_FOUND: [2, 1301],
      SCHEMA_NOT_FOUND: [2, 1301],
      FUNCTION_NOT_FOUND: [2, 1303],
    };
    for (const [code, [category, type]] of Object.entries(measured))
      expect(toFailure(new QueryFault(code, "words")), code).to.deep.equal({
        reason: `${code}: words`,
        category,
        type,
        retryable: false,
      });
  });

  it("name the cause: a parameter, a prepared statement, S3, Hive or a full disk", () => {
    const describeFailure = (error: unknown): unknown[] => {
      const { reason, category, type, retryable } = toFailure(error) ?? {};
      return [reason, category, type, retryable];
    };
    expect(describeFailure(new SyntaxFault("line 1:1: no"))).to.deep.equal([
      "SYNTAX_ERROR: line 1:1: no",
      2,
      1000,
      false,
    ]);
    expect(describeFailure(new AwsFault("InvalidRequestException", "changed"))).to.deep.equal([
      "changed",
      2,
      1000,
      false,
    ]);
    expect(describeFailure(new AwsFault("NoSuchBucket", "gone"))).to.deep.equal([
      "gone (Service: Amazon S3; Error Code: NoSuchBucket)",
      2,
      401,
      false,
    ]);
    expect(describeFailure(createTableMissing("t"))).to.deep.equal([
      "FAILED: SemanticException [Error 10001]: Table not found t",
      2,
      1301,
      false,
    ]);
    expect(describeFailure(Object.assign(new Error("full"), { code: "ENOSPC" }))).to.deep.equal([
      "GENERIC_INTERNAL_ERROR: The lab cloud's disk is full",
      1,
      200,
      true,
    ]);
    expect(toFailure(new Error("a bug"))).to.equal(undefined);
  });
});
