import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** What is not a person is delivered as it came. */
  "broken-records-delivered": {
    fails: ["fails records that are no person, and keeps them"],
    changes: [["ProcessingFailed", "Ok"]],
  },
  /** What is not a person is dropped: Firehose is content, and the records are lost. */
  "broken-records-dropped": {
    fails: ["fails records that are no person, and keeps them"],
    changes: [["ProcessingFailed", "Dropped"]],
  },
  /** Records that can't be read are left out of the response. */
  "broken-records-left-out": {
    fails: ["returns each record once, under its id", "fails records that are no person, and keeps them"],
    changes: [
      ["records.map", "records.flatMap"],
      ['{ recordId, result: "ProcessingFailed", data }', "[]"],
    ],
  },
  /** The colleague's version, which stops at the first record that it can't handle. */
  "draft-copied": {
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
  },
  /** Those who ask to be forgotten are failed, so they are stored under errors/. */
  "forgotten-under-errors": {
    fails: ["drops those who ask to be forgotten"],
    changes: [["Dropped", "ProcessingFailed"]],
  },
  /** A name that is missing gives a piece of the word undefined. */
  "initials-of-undefined": {
    fails: ["adds the initials of the names that there are"],
    changes: [
      ['names.map((name) => name.charAt(0)).join("")', "`${person.first?.charAt(0)}${person.last?.charAt(0)}`"],
    ],
  },
  /** The names are checked first, so somebody without one who asks to be forgotten is stored under errors/. */
  "nameless-not-forgotten": {
    fails: ["drops those who ask to be forgotten"],
    isAlwaysJudged: true,
    changes: [
      ['    if (person.forget === true) return { recordId, result: "Dropped", data };\n', ""],
      [
        'throw new Error("This is not a person.");\n',
        'throw new Error("This is not a person.");\n    if (person.forget === true) return { recordId, result: "Dropped", data };\n',
      ],
    ],
  },
  /** A record without any name is JSON, so it is delivered with empty initials. */
  "nameless-delivered": {
    fails: ["fails records that are no person, and keeps them"],
    changes: [['    if (names.length === 0) throw new Error("This is not a person.");\n', ""]],
  },
  /** What can't be read fails alone, but a record that is JSON's null stops the function: it has no members. */
  "members-of-null": {
    fails: ["fails records that are no person, and keeps them"],
    answer: [
      "const records = event.records.map(({ recordId, data }) => {",
      "  let person;",
      "  try {",
      '    person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));',
      "  } catch {",
      '    return { recordId, result: "ProcessingFailed", data };',
      "  }",
      '  if (person.forget === true) return { recordId, result: "Dropped", data };',
      "  const names: string[] = [person.first, person.last].filter(Boolean);",
      '  if (names.length === 0) return { recordId, result: "ProcessingFailed", data };',
      '  const initials = names.map((name) => name.charAt(0)).join("");',
      "  const line = `${JSON.stringify({ ...person, initials })}\\n`;",
      '  return { recordId, result: "Ok", data: Buffer.from(line).toString("base64") };',
      "});",
      "return { records };",
    ],
  },
  /** The initials are there, and the newline of the first version is gone. */
  "newline-forgotten": {
    fails: ["writes each person on one line, with all values"],
    changes: [["`${JSON.stringify({ ...person, initials })}\\n`", "JSON.stringify({ ...person, initials })"]],
  },
  /** An error costs only its own record, but people without a last name cause one. */
  "people-of-one-name-failed": {
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
  },
  /** The error is caught, but around the whole batch: one record still fails all of them. */
  "try-around-the-batch": {
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
  },
  /** Everybody with a member forget is dropped, whatever it says. */
  "whoever-mentions-forget": {
    fails: ["delivers those who have a name"],
    changes: [["person.forget === true", '"forget" in person']],
  },
};
