import type { Mistake } from "../../../grader/index";

/** The result is fetched at once: the code neither asks for the query's state nor waits. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.wait-for-state",
  fails: [
    "asks for the state of the query",
    "fetches the result when it is there",
    "says that a query has failed, and fetches nothing",
    "says that a query was canceled, and fetches nothing",
    "waits a moment before it asks again",
  ],
  answer: ["void QueryExecutionId;"],
};
