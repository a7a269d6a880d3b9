/** Right answers to the query for Flink, in the form of `right-answers.ts`. */
export const flinkAnswers: readonly (readonly [says: string, exercise: string, answer: string])[] = [
  [
    "an alias of the table, small letters, and the columns in another order",
    "flink-query",
    "const FLINK_QUERY: string = `select p.\\`location\\`.country as country, p.dob.age as age, p.gender as gender, p.name.\\`last\\` as \\`last\\`, p.name.\\`first\\` as \\`first\\` from people as p where not p.dob.age < 21;`;",
  ],
  [
    "the number by hand, and pieces put together",
    "flink-query",
    [
      "const COLUMNS_FOR_FLINK = ['people.name.`first` AS `first`', 'people.name.`last` AS `last`', 'people.gender', 'people.dob.age AS age', 'people.`location`.country AS country'];",
      "const FLINK_QUERY: string = `SELECT ${COLUMNS_FOR_FLINK.join(', ')} FROM people WHERE people.dob.age > 20`;",
    ].join("\n"),
  ],
  [
    "without the table's name",
    "flink-query",
    "const FLINK_QUERY: string = 'SELECT name.`first`, name.`last`, gender, dob.age, `location`.country FROM people WHERE dob.age >= 21';",
  ],
  [
    "names alone, which Flink finds in the nested rows",
    "flink-query",
    "const FLINK_QUERY: string = `SELECT first, last, gender, age, country FROM people WHERE age >= ${MINIMUM_AGE}`;",
  ],
];
