import type { Case, Chapter } from "./chapter";

const createWindowCase = (call: string, order = "ORDER BY x"): string =>
  `array_join(array_agg(coalesce(CAST(w AS varchar), 'NULL') ORDER BY n), ' ') FROM (SELECT x AS n, ${call} OVER (${order}) AS w FROM (VALUES 1, 2, 2, NULL) t(x))`;

/** Examples over one row alone, and over NULLs alone. */
const createEdgeCases = (call: string, item: string, nulls: string): readonly Case[] => [
  [`coalesce(CAST(w AS varchar), 'NULL') FROM (SELECT ${call} OVER (ORDER BY x) AS w FROM (VALUES 7) t(x))`, item],
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
      shows: [
        [createWindowCase("cume_dist()"), "2.5E-1 7.5E-1 7.5E-1 1.0E0"],
        ...createEdgeCases("cume_dist()", "1.0E0", "1.0E0 1.0E0"),
      ],
    },
    dense_rank: {
      takes: ["win -> bigint := {dense_rank()}"],
      shows: [[createWindowCase("dense_rank()"), "1 2 2 3"], ...createEdgeCases("dense_rank()", "1", "1 1")],
    },
    ntile: {
      takes: ["win bigint -> bigint := {ntile($1)}"],
      shows: [[createWindowCase("ntile(2)"), "1 1 2 2"], ...createEdgeCases("ntile(2)", "1", "1 2")],
    },
    percent_rank: {
      takes: ["win -> double := {percent_rank()}"],
      shows: [
        [
          `round(max(w) * 3) FROM (SELECT percent_rank() OVER (ORDER BY x) AS w FROM (VALUES 1, 2, 2, NULL) t(x))`,
          "3.0",
        ],
        ...createEdgeCases("percent_rank()", "0E0", "0E0 0E0"),
      ],
    },
    rank: {
      takes: ["win -> bigint := {rank()}"],
      shows: [[createWindowCase("rank()"), "1 2 2 4"], ...createEdgeCases("rank()", "1", "1 1")],
    },
    row_number: {
      takes: ["win -> bigint := {row_number()}"],
      shows: [[createWindowCase("row_number()"), "1 2 3 4"], ...createEdgeCases("row_number()", "1", "1 2")],
    },
    first_value: {
      takes: ["win T -> T := {first_value($1)}"],
      shows: [
        [createWindowCase("first_value(x)"), "1 1 1 1"],
        [createWindowCase("first_value(x)", "ORDER BY x DESC NULLS FIRST"), "NULL NULL NULL NULL"],
        ...createEdgeCases("first_value(x)", "7", "NULL NULL"),
      ],
    },
    last_value: {
      takes: ["win T -> T := {last_value($1)}"],
      shows: [
        [
          createWindowCase("last_value(x)", "ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"),
          "NULL NULL NULL NULL",
        ],
        ...createEdgeCases("last_value(x)", "7", "NULL NULL"),
      ],
    },
    nth_value: {
      takes: ["win T, bigint -> T := {nth_value($1, $2)}"],
      shows: [
        [
          createWindowCase("nth_value(x, 2)", "ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"),
          "2 2 2 2",
        ],
        [createWindowCase("nth_value(x, 9)"), "NULL NULL NULL NULL"],
        ...createEdgeCases("nth_value(x, 2)", "NULL", "NULL NULL"),
      ],
    },
    lag: {
      takes: [
        "win T -> T := {lag($1)}",
        "win T, bigint -> T := {lag($1, $2)}",
        "win T, bigint, T -> T := {lag($1, $2, $3)}",
      ],
      shows: [
        [createWindowCase("lag(x)"), "NULL 1 2 2"],
        [createWindowCase("lag(x, 2, 0)"), "0 0 1 2"],
        ...createEdgeCases("lag(x)", "NULL", "NULL NULL"),
      ],
    },
    lead: {
      takes: [
        "win T -> T := {lead($1)}",
        "win T, bigint -> T := {lead($1, $2)}",
        "win T, bigint, T -> T := {lead($1, $2, $3)}",
      ],
      shows: [
        [createWindowCase("lead(x)"), "2 2 NULL NULL"],
        [createWindowCase("lead(x, 3, 9)"), "NULL 9 9 9"],
        ...createEdgeCases("lead(x, 1, 0)", "0", "NULL 0"),
      ],
    },
  },
  refused: {},
};
