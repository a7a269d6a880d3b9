import type { Mistake } from "../../../grader/index";

/** Records that can't be read are left out of the response. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-initials",
  fails: ["returns each record once, under its id", "fails records that are no person, and keeps them"],
  answer: [
    "const records = event.records.flatMap(({ recordId, data }) => {",
    "  try {",
    '    const person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));',
    '    if (person.forget === true) return { recordId, result: "Dropped", data };',
    "    const names: string[] = [person.first, person.last].filter(Boolean);",
    '    if (names.length === 0) throw new Error("This is not a person.");',
    '    const initials = names.map((name) => name.charAt(0)).join("");',
    "    const line = `${JSON.stringify({ ...person, initials })}\\n`;",
    '    return { recordId, result: "Ok", data: Buffer.from(line).toString("base64") };',
    "  } catch {",
    "    return [];",
    "  }",
    "});",
    "return { records };",
  ],
};
