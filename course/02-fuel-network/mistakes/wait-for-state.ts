import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The loop ends at every final state, also at FAILED and CANCELLED. */
  "any-end-will-do": {
    fails: ["says that a query has failed, and fetches nothing", "says that a query was canceled, and fetches nothing"],
    answer: [
      "for (;;) {",
      "  const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));",
      '  if (["SUCCEEDED", "FAILED", "CANCELLED"].includes(QueryExecution?.Status?.State ?? "")) break;',
      "  await sleep(200);",
      "}",
    ],
  },
  /** The result is fetched at once: the code neither asks for the query's state nor waits. */
  "fetches-at-once": {
    fails: [
      "asks for the state of the query",
      "fetches the result when it is there",
      "says that a query has failed, and fetches nothing",
      "says that a query was canceled, and fetches nothing",
      "waits a moment before it asks again",
    ],
    answer: ["void QueryExecutionId;"],
  },
  /** The loop asks at once again, since nothing awaits the pause. */
  "pause-not-awaited": {
    fails: ["waits a moment before it asks again"],
    changes: [["await sleep(200)", "sleep(200)"]],
    isAlwaysJudged: true,
  },
  /** A query begins as QUEUED, so this loop ends at the first answer. */
  "waits-only-while-it-runs": {
    fails: ["fetches the result when it is there", "says that a query has failed, and fetches nothing"],
    isAlwaysJudged: true,
    answer: [
      'let State: string | undefined = "RUNNING";',
      'while (State === "RUNNING") {',
      "  const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));",
      "  State = QueryExecution?.Status?.State;",
      '  if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}`);',
      "  await sleep(200);",
      "}",
    ],
  },
};
