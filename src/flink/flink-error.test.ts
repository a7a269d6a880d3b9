import { expect } from "chai";
import { parseFlinkError } from "./flink-error";

/** An answer of the SQL Gateway of Flink 1.20.3, November 2026; the frames in between are left out. */
const unknownColumn = `<Exception on server side:
org.apache.flink.table.gateway.api.utils.SqlGatewayException: org.apache.flink.table.gateway.api.utils.SqlGatewayException: Failed to fetchResults.
	at org.apache.flink.table.gateway.rest.handler.statement.FetchResultsHandler.handleRequest(FetchResultsHandler.java:91)
Caused by: org.apache.flink.table.gateway.service.utils.SqlExecutionException: Failed to execute the operation a3ccdf70-eb77-4a87-a3b8-5eca0a76cacc.
	at java.base/java.lang.Thread.run(Thread.java:840)
Caused by: org.apache.flink.table.api.ValidationException: SQL validation failed. From line 1, column 8 to line 1, column 11: Column 'nope' not found in any table
	at org.apache.flink.table.planner.calcite.FlinkPlannerImpl.validate(FlinkPlannerImpl.scala:200)
	... 18 more
Caused by: org.apache.calcite.sql.validate.SqlValidatorException: Column 'nope' not found in any table
	... 41 more

End of exception on server side>`;

describe("an error of Flink", () => {
  it("shows its root cause, with line and column and the line itself", () => {
    const error = parseFlinkError(unknownColumn, "SELECT nope FROM m");
    expect(error.message).to.equal(
      "Column 'nope' not found in any table (line 1, column 8)\n\n  SELECT nope FROM m\n         ^",
    );
    expect(error).to.include({ line: 1, column: 8, name: "FlinkError" });
  });
  it("shows no Java stack, and none of this program", () => {
    const error = parseFlinkError(unknownColumn, "SELECT nope FROM m");
    expect(`${error.message}${error.stack}`).to.not.match(/^\s*at /m);
    expect(error.message).to.not.include("org.apache");
  });
  it("leaves out the forty tokens that a parser would have accepted", () => {
    const message = `<Exception on server side:
org.apache.flink.table.api.SqlParserException: SQL parse failed. Encountered "FRM" at line 2, column 3.
Was expecting one of:
    <EOF> 
    "ORDER" ...
	at org.apache.flink.table.planner.parse.CalciteParser.parseSqlList(CalciteParser.java:82)
Caused by: org.apache.calcite.sql.parser.SqlParseException: Encountered "FRM" at line 2, column 3.
Was expecting one of:
    <EOF> 
    "ORDER" ...
	at org.apache.flink.sql.parser.impl.FlinkSqlParserImpl.convertException(FlinkSqlParserImpl.java:490)

End of exception on server side>`;
    expect(parseFlinkError(message, "SELECT 1\n  FRM m").message).to.equal(
      'Encountered "FRM" at line 2, column 3.\n\n    FRM m\n    ^',
    );
  });
  it("names a Java exception whose message says little", () => {
    const message =
      "java.lang.RuntimeException: one\n\tat a.B.c(B.java:1)\nCaused by: java.lang.NoClassDefFoundError: org/apache/commons/logging/LogFactory\n\t... 12 more\n";
    expect(parseFlinkError(message).message).to.equal("NoClassDefFoundError: org/apache/commons/logging/LogFactory");
  });
  it("passes on text that isn't a stack", () => {
    expect(parseFlinkError("Session 'x' does not exist.").message).to.equal("Session 'x' does not exist.");
  });
});
