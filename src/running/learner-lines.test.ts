import { expect } from "chai";
import { selectLearnerLines, findPosition } from "./learner-lines";

const ROOT = "/home/me/labs";

describe("the output of a failed script", () => {
  it("keeps its own lines, with short paths, and removes those of Node and the SDK", () => {
    const printed = [
      "12 records read",
      "node:internal/modules/run_main:122",
      "    triggerUncaughtException(",
      "    ^",
      "ResourceNotFoundException: Stream de-usa was not found.",
      "    at ProtocolLib.getErrorSchemaOrThrowBaseException (/home/me/labs/node_modules/@aws-sdk/core/dist-cjs/index.js:71:25)",
      "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
      "    at async send (/home/me/labs/src/etl/consumer.ts:58:3)",
      "    at async file:///home/me/labs/src/etl/consumer.ts:12:1 {",
      "  '$fault': 'client',",
      "  '$metadata': {",
      "    httpStatusCode: 400",
      "  }",
      "}",
      "Node.js v20.20.2",
    ];
    expect(selectLearnerLines(printed, ROOT)).to.deep.equal([
      "12 records read",
      "ResourceNotFoundException: Stream de-usa was not found.",
      "    at async send (src/etl/consumer.ts:58:3)",
      "    at async src/etl/consumer.ts:12:1",
    ]);
  });
  it("explains that a script doesn't compile, as Node 20 and Node 24 print it", () => {
    for (const title of ["Error [TransformError]", "Error"])
      expect(
        selectLearnerLines(
          [`${title}: Transform failed with 1 error:`, `${ROOT}/src/a.ts:1:10: ERROR: Unexpected ";"`],
          ROOT,
        ),
      ).to.deep.equal([
        "The script didn't start, because its code has a syntax error.",
        'src/a.ts, line 1: Unexpected ";". Fix this line, or the one before it, and save the file.',
      ]);
  });
  it("keeps output without an error complete, even with brackets", () => {
    const printed = ["const a = {", "  b: 1", "}", "done {", "the end"];
    expect(selectLearnerLines(printed, ROOT)).to.deep.equal(printed);
  });
  it("names the project's own line of an error", () => {
    const error = new TypeError("no");
    error.stack = [
      "TypeError: no",
      "    at inner (/home/me/labs/node_modules/x/index.ts:1:1)",
      "    at runScript (/home/me/labs/src/running/run-script.ts:2:2)",
      "    at route (file:///home/me/labs/src/etl/consumer.ts:58:12)",
    ].join("\n");
    expect(findPosition(error, ROOT)).to.deep.equal({ file: "src/etl/consumer.ts", line: 58 });
    expect(findPosition("no error", ROOT)).to.equal(undefined);
  });
});
