import type { Mistake } from "../../../grader/index";

/** The console shows the account id in groups of four. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.account-id",
  fails: ["holds the twelve digits of your account"],
  answer: ['const ACCOUNT_ID = "0000-0000-0000";'],
};
