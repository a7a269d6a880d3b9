import type { Mistake } from "../../../grader/index";

/** One digit of the account id is missing. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.account-id",
  fails: ["holds the twelve digits of your account"],
  answer: ['const ACCOUNT_ID = "00000000000";'],
};
