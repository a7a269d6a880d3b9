import type { Mistake } from "../../../grader/index";

/** The colleague's version, which stops at the first record that it can't handle. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-initials",
  fails: [
    "returns each record once, under its id",
    "delivers those who have a name",
    "writes each person on one line, with all values",
    "adds the initials of the names that there are",
    "fails records that are no person, and keeps them",
    "drops those who ask to be forgotten",
  ],
  answer: [
    "const records = event.records.map(({ recordId, data }) => {",
    '  const person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));',
    "  const initials = `${person.first.charAt(0)}${person.last.charAt(0)}`;",
    "  const line = `${JSON.stringify({ ...person, initials })}\\n`;",
    '  return { recordId, result: "Ok", data: Buffer.from(line).toString("base64") };',
    "});",
    "return { records };",
  ],
};
