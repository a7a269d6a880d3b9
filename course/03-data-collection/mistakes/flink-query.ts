import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The columns are written as in the pump: Flink's names are in backticks. */
  "flink-in-double-quotes": {
    fails: [
      "reads the table people",
      "takes people who are old enough, and nobody else",
      "returns the five columns under their names",
    ],
    answer: [
      "const FLINK_QUERY: string = [",
      '  `SELECT "first", "last", "gender", "age", "country"`,',
      '  `FROM people WHERE "age" >= ${MINIMUM_AGE}`,',
      '].join(" ");',
    ],
  },
  /** The condition leaves out people of exactly the minimum age. */
  "flink-older-than": {
    fails: ["takes people who are old enough, and nobody else"],
    changes: [["people.dob.age >=", "people.dob.age >"]],
  },
  /** A column has another name than in the pump. */
  "flink-other-names": {
    fails: ["returns the five columns under their names"],
    changes: [["AS age", "AS years"]],
  },
  /** The query reads the stream by its name, where Flink knows only the table. */
  "flink-reads-the-stream": {
    fails: [
      "reads the table people",
      "takes people who are old enough, and nobody else",
      "returns the five columns under their names",
    ],
    changes: [
      [
        "`FROM people WHERE people.dob.age >= ${MINIMUM_AGE}`",
        '"FROM `people-stream` WHERE people.dob.age >= " + MINIMUM_AGE',
      ],
    ],
  },
};
