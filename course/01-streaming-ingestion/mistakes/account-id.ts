import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The account id is a number, which has no leading zeros. */
  "account-id-as-a-number": {
    fails: ["holds the twelve digits of your account"],
    answer: ["const ACCOUNT_ID = 0;"],
  },
  /** The account id in groups of four digits, as the console shows it. */
  "account-id-as-the-console-shows-it": {
    fails: ["holds the twelve digits of your account"],
    answer: ['const ACCOUNT_ID = "0000-0000-0000";'],
  },
  /** One digit of the account id is missing. */
  "account-id-of-eleven-digits": {
    fails: ["holds the twelve digits of your account"],
    answer: ['const ACCOUNT_ID = "00000000000";'],
  },
  /** The digits are between the signs of the placeholder. */
  "account-id-in-angle-brackets": {
    fails: ["holds the twelve digits of your account"],
    answer: ['const ACCOUNT_ID = "<000000000000>";'],
  },
  /** The function is named, but not called. */
  "account-id-not-called": {
    fails: ["holds the twelve digits of your account"],
    answer: ["const ACCOUNT_ID = await accountId;"],
  },
  /** Without `await` the constant is a promise, which becomes "[object Promise]" inside a string. */
  "account-id-without-await": {
    fails: ["holds the twelve digits of your account"],
    answer: ["const ACCOUNT_ID = accountId();"],
  },
};
