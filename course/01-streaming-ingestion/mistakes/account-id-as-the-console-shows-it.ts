import type { Mistake } from "../../../grader/index";

/** The account id in groups of four digits, as the console shows it. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.account-id",
  fails: ["holds the twelve digits of your account"],
  answer: ['const ACCOUNT_ID = "0000-0000-0000";'],
};
