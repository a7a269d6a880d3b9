import type { Mistake } from "../../../grader/index";

/** The initials are there, and the newline of the first version is gone. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-initials",
  fails: ["writes each person on one line, with all values"],
  answer: [
    "const records = event.records.map(({ recordId, data }) => {",
    "  try {",
    '    const person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));',
    '    if (person.forget === true) return { recordId, result: "Dropped", data };',
    "    const names: string[] = [person.first, person.last].filter(Boolean);",
    '    if (names.length === 0) throw new Error("This is not a person.");',
    '    const initials = names.map((name) => name.charAt(0)).join("");',
    "    const line = JSON.stringify({ ...person, initials });",
    '    return { recordId, result: "Ok", data: Buffer.from(line).toString("base64") };',
    "  } catch {",
    '    return { recordId, result: "ProcessingFailed", data };',
    "  }",
    "});",
    "return { records };",
  ],
};
