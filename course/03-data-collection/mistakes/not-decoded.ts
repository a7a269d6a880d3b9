import type { Mistake } from "../../../grader/index";

/** The newline is appended to the base64 text, which is then encoded a second time. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-newline",
  fails: ["puts one new line after the text, and changes nothing else"],
  answer: [
    "// The record's text. It comes in base64.",
    "const text = data;",
    "// Back under the same id, with a new line at its end, in base64 again.",
    'return { recordId, result: "Ok", data: Buffer.from(`${text}\\n`).toString("base64") };',
  ],
};
