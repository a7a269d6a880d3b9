import type { Case, Chapter } from "./chapter";

const over = (call: string, order = "ORDER BY x"): string =>
  `array_join(array_agg(coalesce(CAST(w AS varchar), 'NULL') ORDER BY n), ' ') FROM (SELECT x AS n, ${call} OVER (${order}) AS w FROM (VALUES 1, 2, 2, NULL) t(x))`;

/** Examples over one row alone, and over NULLs alone. */
const edges = (call: string, one: string, nulls: string): readonly Case[] => [
  [`coalesce(CAST(w AS varchar), 'NULL') FROM (SELECT ${call} OVER (ORDER BY x) AS w FROM (VALUES 7) t(x))`, one],
  [
    `array_join(array_agg(coalesce(CAST(w AS varchar), 'NULL') ORDER BY n), ' ') FROM (SELECT n, ${call} OVER (ORDER BY x) AS w FROM (VALUES (1, CAST(NULL AS integer)), (2, NULL)) t(n, x))`,
    nulls,
  ],
];

/** Functions that compute a row's value from the rows around it. All aggregates may have an OVER clause, too. */
export const window: Chapter = {
  title: "Window functions",
  page: "functions/window.html",
  functions: {
    cume_dist: {
      takes: ["win -> double := {cume_dist()}"],
      shows: [[over("cume_dist()"), "2.5E-1 7.5E-1 7.5E-1 1.0E0"], ...edges("cume_dist()", "1.0E0", "1.0E0 1.0E0")],
    },
    dense_rank: {
      takes: ["win -> bigint := {dense_rank()}"],
      shows: [[over("dense_rank()"), "1 2 2 3"], ...edges("dense_rank()", "1", "1 1")],
    },
    ntile: {
      takes: ["win bigint -> bigint := {ntile($1)}"],
      shows: [[over("ntile(2)"), "1 1 2 2"], ...edges("ntile(2)", "1", "1 2")],
    },
    percent_rank: {
      takes: ["win -> double := {percent_rank()}"],
      shows: [
        [
          `round(max(w) * 3) FROM (SELECT percent_rank() OVER (ORDER BY x) AS w FROM (VALUES 1, 2, 2, NULL) t(x))`,
          "3.0",
        ],
        ...edges("percent_rank()", "0E0", "0E0 0E0"),
      ],
    },
    rank: {
      takes: ["win -> bigint := {rank()}"],
      shows: [[over("rank()"), "1 2 2 4"], ...edges("rank()", "1", "1 1")],
    },
    row_number: {
      takes: ["win -> bigint := {row_number()}"],
      shows: [[over("row_number()"), "1 2 3 4"], ...edges("row_number()", "1", "1 2")],
    },
    first_value: {
      takes: ["win T -> T := {first_value($1)}"],
      shows: [
        [over("first_value(x)"), "1 1 1 1"],
        [over("first_value(x)", "ORDER BY x DESC NULLS FIRST"), "NULL NULL NULL NULL"],
        ...edges("first_value(x)", "7", "NULL NULL"),
      ],
    },
    last_value: {
      takes: ["win T -> T := {last_value($1)}"],
      shows: [
        [
          over("last_value(x)", "ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"),
          "NULL NULL NULL NULL",
        ],
        ...edges("last_value(x)", "7", "NULL NULL"),
      ],
    },
    nth_value: {
      takes: ["win T, bigint -> T := {nth_value($1, $2)}"],
      shows: [
        [over("nth_value(x, 2)", "ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"), "2 2 2 2"],
        [over("nth_value(x, 9)"), "NULL NULL NULL NULL"],
        ...edges("nth_value(x, 2)", "NULL", "NULL NULL"),
      ],
    },
    lag: {
      takes: [
        "win T -> T := {lag($1)}",
        "win T, bigint -> T := {lag($1, $2)}",
        "win T, bigint, T -> T := {lag($1, $2, $3)}",
      ],
      shows: [
        [over("lag(x)"), "NULL 1 2 2"],
        [over("lag(x, 2, 0)"), "0 0 1 2"],
        ...edges("lag(x)", "NULL", "NULL NULL"),
      ],
    },
    lead: {
      takes: [
        "win T -> T := {lead($1)}",
        "win T, bigint -> T := {lead($1, $2)}",
        "win T, bigint, T -> T := {lead($1, $2, $3)}",
      ],
      shows: [
        [over("lead(x)"), "2 2 NULL NULL"],
        [over("lead(x, 3, 9)"), "NULL 9 9 9"],
        ...edges("lead(x, 1, 0)", "0", "NULL 0"),
      ],
    },
  },
  refused: {},
};
