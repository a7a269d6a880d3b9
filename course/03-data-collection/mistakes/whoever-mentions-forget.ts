import type { Mistake } from "../../../grader/index";

/** Everybody with a member forget is dropped, whatever it says. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-initials",
  fails: ["delivers those who have a name"],
  answer: [
    "const records = event.records.map(({ recordId, data }) => {",
    "  try {",
    '    const person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));',
    '    if ("forget" in person) return { recordId, result: "Dropped", data };',
    "    const names: string[] = [person.first, person.last].filter(Boolean);",
    '    if (names.length === 0) throw new Error("This is not a person.");',
    '    const initials = names.map((name) => name.charAt(0)).join("");',
    "    const line = `${JSON.stringify({ ...person, initials })}\\n`;",
    '    return { recordId, result: "Ok", data: Buffer.from(line).toString("base64") };',
    "  } catch {",
    '    return { recordId, result: "ProcessingFailed", data };',
    "  }",
    "});",
    "return { records };",
  ],
};
