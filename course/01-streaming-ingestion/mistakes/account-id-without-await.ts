import type { Mistake } from "../../../grader/index";

/** Without `await` it is a promise, which a text shows as [object Promise]. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.account-id",
  fails: ["holds the twelve digits of your account"],
  answer: ["const ACCOUNT_ID = accountId();"],
};
