import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A column is kept that nobody needs. */
  "a-sixth-column": {
    fails: ["keeps no other column"],
    changes: [
      [
        'SqlType: "VARCHAR(64)" },',
        'SqlType: "VARCHAR(64)" },\n{ Name: "email", Mapping: "$.email", SqlType: "VARCHAR(64)" },',
      ],
    ],
  },
  /** The column for last names is guessed too short for longer names. */
  "guessed-length": {
    fails: ["keeps first and last, each with its path and its type"],
    changes: [['"$.name.last", SqlType: "VARCHAR(32)"', '"$.name.last", SqlType: "VARCHAR(8)"']],
  },
  /** The age is taken from the registration instead of the date of birth. */
  "registered-for-born": {
    fails: ["keeps age with its path and its type"],
    changes: [["$.dob.age", "$.registered.age"]],
  },
  /** Only the column that is given is left. */
  "the-given-column-alone": {
    fails: [
      "keeps first and last, each with its path and its type",
      "keeps gender with its path and its type",
      "keeps age with its path and its type",
      "keeps country with its path and its type",
    ],
    answer: ['{ Name: "first", Mapping: "$.name.first", SqlType: "VARCHAR(32)" },'],
  },
  /** One type of eight values is wrong, which costs one claim of five. */
  "type-of-country-too-short": {
    fails: ["keeps country with its path and its type"],
    changes: [["VARCHAR(64)", "VARCHAR(32)"]],
  },
};
