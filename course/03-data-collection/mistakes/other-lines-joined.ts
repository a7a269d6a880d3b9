import type { Mistake } from "../../../grader/index";

/** New lines within the data are lost. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-newline",
  fails: ["puts one new line after the text, and changes nothing else"],
  answer: [
    'const text = Buffer.from(data, "base64").toString("utf8");',
    'return { recordId, result: "Ok", data: Buffer.from(text.replaceAll("\\n", "") + "\\n").toString("base64") };',
  ],
};
