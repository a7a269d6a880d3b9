import type { Chapter } from "./chapter";

/** What is computed over many rows. */
export const aggregate: Chapter = {
  title: "Aggregate functions",
  page: "functions/aggregate.html",
  functions: {
    count: { takes: ["agg -> bigint := {count(*)}", "agg T -> bigint := {count($1)}"], shows: [] },
    max: { takes: ["agg O -> O := {max($1)}"], shows: [] },
  },
  refused: {},
};
