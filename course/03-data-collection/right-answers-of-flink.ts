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
  [
    "a query in brackets, which names the columns",
    "flink-query",
    "const FLINK_QUERY: string = 'SELECT `first`, `last`, gender, age, country FROM (SELECT name.`first` `first`, name.`last` `last`, gender, dob.age age, `location`.country country FROM people) WHERE age > 20';",
  ],
  [
    "a query after WITH, and functions that change nothing",
    "flink-query",
    [
      "const FLINK_QUERY: string = `WITH adults AS (SELECT * FROM people p WHERE p.dob.age >= ${MINIMUM_AGE})",
      "SELECT TRIM(adults.name.\\`first\\`) AS \\`first\\`, COALESCE(name.\\`last\\`, '') AS \\`last\\`, gender, dob.age, adults.\\`location\\`.country FROM adults`;",
    ].join("\n"),
  ],
  [
    "nested rows that a query after WITH passes on, and the table's catalog and database",
    "flink-query",
    [
      "const FLINK_QUERY: string = `WITH adults AS (SELECT name, gender, dob AS birth, p.\\`location\\` FROM default_catalog.\\`default_database\\`.people AS p WHERE dob.age >= ${MINIMUM_AGE})",
      "SELECT adults.name.\\`first\\` AS \\`first\\`, name.\\`last\\`, gender, adults.birth.age, \\`location\\`.country AS country FROM adults`;",
    ].join("\n"),
  ],
  [
    "groups in brackets, and the table's database",
    "flink-sessions",
    [
      "const FLINK_SESSIONS: string = `SELECT user_id, device_id, COUNT(*) AS events, MIN(client_timestamp) AS begin_session, MAX(client_timestamp) AS end_session",
      "FROM TABLE(SESSION(TABLE default_database.clicks PARTITION BY (user_id, device_id), DESCRIPTOR(client_timestamp), INTERVAL '30' MINUTES))",
      "GROUP BY (user_id, device_id), (window_start, window_end)`;",
    ].join("\n"),
  ],
  [
    "windows after WITH",
    "flink-sessions",
    [
      "const FLINK_SESSIONS: string = `WITH s AS (SELECT * FROM TABLE(SESSION(TABLE clicks PARTITION BY (user_id, device_id), DESCRIPTOR(client_timestamp), INTERVAL '30' MINUTES)))",
      "SELECT user_id, device_id, COUNT(*) AS events, MIN(client_timestamp) AS begin_session, MAX(client_timestamp) AS end_session FROM s GROUP BY user_id, device_id, window_start, window_end`;",
    ].join("\n"),
  ],
  [
    "windows in brackets, with other names of columns, and groups in brackets",
    "flink-sessions",
    [
      "const FLINK_SESSIONS: string = `SELECT * FROM (SELECT u AS user_id, d AS device_id, COUNT(*) AS events, MIN(c) AS begin_session, MAX(c) AS end_session",
      "FROM (SELECT user_id AS u, device_id AS d, client_timestamp AS c, window_start AS s, window_end AS e FROM TABLE(SESSION(TABLE clicks PARTITION BY (user_id, device_id), DESCRIPTOR(client_timestamp), INTERVAL '30' MINUTES))) AS t",
      "GROUP BY u, d, s, e) AS sessions WHERE events > 0`;",
    ].join("\n"),
  ],
  [
    "small letters, other orders, and the start of the window",
    "flink-sessions",
    `const FLINK_SESSIONS: string = \`
select window_start as begin_session, max(client_timestamp) as end_session, count(*) as events, device_id, user_id
from table(session(table clicks partition by (device_id, user_id), descriptor(client_timestamp), interval '30' minute))
group by window_start, window_end, device_id, user_id;\`;`,
  ],
  [
    "named arguments, an alias, and an interval of minutes and seconds",
    "flink-sessions",
    `const FLINK_SESSIONS: string = \`SELECT s.user_id, s.device_id, COUNT(s.client_event) AS events,
  MIN(s.client_timestamp) AS begin_session, MAX(s.client_timestamp) AS end_session
FROM TABLE(SESSION(DATA => TABLE clicks PARTITION BY (user_id, device_id), TIMECOL => DESCRIPTOR(client_timestamp), GAP => INTERVAL '30:00' MINUTE TO SECOND)) AS s
GROUP BY s.window_start, s.window_end, s.user_id, s.device_id\`;`,
  ],
  [
    "pieces put together, backticks, and an interval in seconds",
    "flink-sessions",
    [
      "const VISITOR = '`user_id`, `device_id`';",
      "const FLINK_SESSIONS: string = `SELECT ${VISITOR}, COUNT(1) AS events, MIN(\\`client_timestamp\\`) AS begin_session, MAX(\\`client_timestamp\\`) AS end_session ` +",
      "  `FROM TABLE(SESSION(TABLE clicks PARTITION BY (${VISITOR}), DESCRIPTOR(client_timestamp), INTERVAL '${30 * 60}' SECOND(4))) ` +",
      "  `GROUP BY ${VISITOR}, window_start, window_end`;",
    ].join("\n"),
  ],
  [
    "a condition that all clicks meet",
    "flink-sessions",
    [
      "const FLINK_SESSIONS: string = `SELECT user_id, device_id, COUNT(*) AS events, MIN(client_timestamp) AS begin_session, MAX(client_timestamp) AS end_session",
      "FROM TABLE(SESSION(TABLE clicks PARTITION BY (user_id, device_id), DESCRIPTOR(client_timestamp), INTERVAL '0 00:30:00' DAY TO SECOND))",
      "GROUP BY user_id, device_id, window_start, window_end HAVING COUNT(*) > 0`;",
    ].join("\n"),
  ],
];
