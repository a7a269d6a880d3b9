import type { Mistake } from "../../../grader/index";

/** The newline follows the base64 text, so it is not part of the data. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-newline",
  fails: ["gives the data back in base64", "puts one new line after the text, and changes nothing else"],
  answer: [
    "// The record's text. It comes in base64.",
    'const text = Buffer.from(data, "base64").toString("utf8");',
    "// Back under the same id, with a new line at its end, in base64 again.",
    'return { recordId, result: "Ok", data: `${Buffer.from(text).toString("base64")}\\n` };',
  ],
};
