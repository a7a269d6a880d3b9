import type { Mistake } from "../../../grader/index";

/** A digit was lost in copying. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.account-id",
  fails: ["holds the twelve digits of your account"],
  answer: ['const ACCOUNT_ID = "00000000000";'],
};
