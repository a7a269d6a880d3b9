import type { Mistake } from "../../../grader/index";

/** A name that is missing gives a piece of the word undefined. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-initials",
  fails: ["adds the initials of the names that there are"],
  answer: [
    "const records = event.records.map(({ recordId, data }) => {",
    "  try {",
    '    const person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));',
    '    if (person.forget === true) return { recordId, result: "Dropped", data };',
    "    const names: string[] = [person.first, person.last].filter(Boolean);",
    '    if (names.length === 0) throw new Error("This is not a person.");',
    "    const initials = `${person.first?.charAt(0)}${person.last?.charAt(0)}`;",
    "    const line = `${JSON.stringify({ ...person, initials })}\\n`;",
    '    return { recordId, result: "Ok", data: Buffer.from(line).toString("base64") };',
    "  } catch {",
    '    return { recordId, result: "ProcessingFailed", data };',
    "  }",
    "});",
    "return { records };",
  ],
};
