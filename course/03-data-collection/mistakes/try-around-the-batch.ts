import type { Mistake } from "../../../grader/index";

/** The error is caught, but around the whole batch: one record still fails all of them. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-initials",
  fails: [
    "delivers those who have a name",
    "writes each person on one line, with all values",
    "adds the initials of the names that there are",
    "drops those who ask to be forgotten",
  ],
  answer: [
    "try {",
    "  const records = event.records.map(({ recordId, data }) => {",
    '    const person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));',
    '    if (person.forget === true) return { recordId, result: "Dropped", data };',
    "    const names: string[] = [person.first, person.last].filter(Boolean);",
    '    if (names.length === 0) throw new Error("This is not a person.");',
    '    const initials = names.map((name) => name.charAt(0)).join("");',
    "    const line = `${JSON.stringify({ ...person, initials })}\\n`;",
    '    return { recordId, result: "Ok", data: Buffer.from(line).toString("base64") };',
    "  });",
    "  return { records };",
    "} catch {",
    '  return { records: event.records.map((record) => ({ ...record, result: "ProcessingFailed" })) };',
    "}",
  ],
};
