import type { Mistake } from "../../../grader/index";

/** The account id is a number, which has no leading zeros. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.account-id",
  fails: ["holds the twelve digits of your account"],
  answer: ["const ACCOUNT_ID = 0;"],
};
