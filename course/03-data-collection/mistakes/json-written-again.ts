import type { Mistake } from "../../../grader/index";

/** The data is parsed and written again, so it has other spaces than before. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-newline",
  fails: ["puts one new line after the text, and changes nothing else"],
  answer: [
    'const person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));',
    'return { recordId, result: "Ok", data: Buffer.from(JSON.stringify(person) + "\\n").toString("base64") };',
  ],
};
