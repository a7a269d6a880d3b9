import type { Mistake } from "../../../grader/index";

/** Without `await` the constant is a promise, which becomes "[object Promise]" inside a string. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.account-id",
  fails: ["holds the twelve digits of your account"],
  answer: ["const ACCOUNT_ID = accountId();"],
};
