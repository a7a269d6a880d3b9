import type { Mistake } from "../../../grader/index";

/** The loop ends at every final state, also at FAILED and CANCELLED. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.wait-for-state",
  fails: ["says that a query has failed, and fetches nothing", "says that a query was canceled, and fetches nothing"],
  answer: [
    "for (;;) {",
    "  const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));",
    '  if (["SUCCEEDED", "FAILED", "CANCELLED"].includes(QueryExecution?.Status?.State ?? "")) break;',
    "  await sleep(200);",
    "}",
  ],
};
