import type { Mistake } from "../../../grader/index";

/** An error costs only its own record, but people without a last name cause one. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-initials",
  fails: ["delivers those who have a name"],
  answer: [
    "const records = event.records.map(({ recordId, data }) => {",
    "  try {",
    '    const person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));',
    '    if (person.forget === true) return { recordId, result: "Dropped", data };',
    "    const initials = `${person.first.charAt(0)}${person.last.charAt(0)}`;",
    "    const line = `${JSON.stringify({ ...person, initials })}\\n`;",
    '    return { recordId, result: "Ok", data: Buffer.from(line).toString("base64") };',
    "  } catch {",
    '    return { recordId, result: "ProcessingFailed", data };',
    "  }",
    "});",
    "return { records };",
  ],
};
