import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The data is parsed and written again, so it has other spaces than before. */
  "json-written-again": {
    fails: ["puts one new line after the text, and changes nothing else"],
    isAlwaysJudged: true,
    answer: [
      'const person = JSON.parse(Buffer.from(data, "base64").toString("utf8"));',
      'return { recordId, result: "Ok", data: Buffer.from(JSON.stringify(person) + "\\n").toString("base64") };',
    ],
  },
  /** A line ends in two characters on Windows. */
  "newline-of-windows": {
    fails: ["puts one new line after the text, and changes nothing else"],
    changes: [["\\n", "\\r\\n"]],
  },
  /** The newline follows the base64 text, so it is not part of the data. */
  "newline-behind-base64": {
    fails: ["gives the data back in base64", "puts one new line after the text, and changes nothing else"],
    changes: [['Buffer.from(`${text}\\n`).toString("base64")', '`${Buffer.from(text).toString("base64")}\\n`']],
  },
  /** The newline is appended to the base64 text, which is then encoded a second time. */
  "not-decoded": {
    fails: ["puts one new line after the text, and changes nothing else"],
    changes: [['Buffer.from(data, "base64").toString("utf8")', "data"]],
  },
  /** The handler returns plain text, but Firehose expects base64. */
  "not-encoded": {
    fails: ["gives the data back in base64"],
    changes: [['Buffer.from(`${text}\\n`).toString("base64")', "`${text}\\n`"]],
  },
  /** The result is "ok", but Firehose knows only `Ok`, `Dropped` and `ProcessingFailed`. */
  "ok-in-small-letters": {
    fails: ["gives each record back under its id, with the result Ok"],
    changes: [['"Ok"', '"ok"']],
  },
  /** New lines within the data are lost. */
  "other-lines-joined": {
    fails: ["puts one new line after the text, and changes nothing else"],
    answer: [
      'const text = Buffer.from(data, "base64").toString("utf8");',
      'return { recordId, result: "Ok", data: Buffer.from(text.replaceAll("\\n", "") + "\\n").toString("base64") };',
    ],
  },
  /** Spaces at the ends of the data are lost. */
  "spaces-trimmed": {
    fails: ["puts one new line after the text, and changes nothing else"],
    isAlwaysJudged: true,
    answer: [
      'const text = Buffer.from(data, "base64").toString("utf8").trim();',
      'return { recordId, result: "Ok", data: Buffer.from(text + "\\n").toString("base64") };',
    ],
  },
};
