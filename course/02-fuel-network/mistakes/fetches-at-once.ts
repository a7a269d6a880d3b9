import type { Mistake } from "../../../grader/index";

/** Neither asks nor sleeps. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.wait-for-state",
  fails: [
    "asks for the state of the query",
    "fetches the answer when it is there",
    "says that a query has failed, and fetches nothing",
  ],
  answer: ["void QueryExecutionId;"],
};
