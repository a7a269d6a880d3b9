import { WRITTEN_CALLS } from "./written-calls";
import { WRITTEN_CASTS } from "./written-casts";
import { WRITTEN_EXPRESSIONS } from "./written-expressions";
import { WRITTEN_GROUPING } from "./written-grouping";
import { WRITTEN_QUERIES } from "./written-queries";
import { WRITTEN_RULES } from "./written-rules";
import { WRITTEN_TYPES } from "./written-types";
import { WRITTEN_VALUES } from "./written-values";

/**
 * Queries without tables that together reach each rule of the analysis, where it holds and where it is broken; by the
 * part of the language that they are about.
 */
export const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  ...WRITTEN_QUERIES,
  ...WRITTEN_GROUPING,
  ...WRITTEN_CASTS,
  ...WRITTEN_EXPRESSIONS,
  ...WRITTEN_CALLS,
  ...WRITTEN_RULES,
  ...WRITTEN_TYPES,
  ...WRITTEN_VALUES,
};

/**
 * Queries of `WRITTEN` that the lab cloud answers otherwise than Trino, by the reason. Both refuse most of them; the others
 * are known differences.
 */
export const ANSWERED_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  "answered where Trino refuses": ["SELECT CAST(ROW(1, 2) AS ROW(x integer, x integer)).x"],
  "not had by the lab cloud": [
    "SELECT CAST(TIME '03:04:05.678' AS timestamp with time zone)",
    "SELECT CAST(TIME '03:04:05.678' AS timestamp)",
    "SELECT MAP(ARRAY[1], ARRAY['x'])[1e0]",
  ],
  "refused in the analysis, where Trino's parser refuses": [
    "SELECT -99999999999999999999",
    "SELECT 9223372036854775807, 9223372036854775808",
    "SELECT 99999999999999999999",
  ],
  "text of char has another length": [
    "SELECT CAST('ab' AS char(4)) || 'c', CAST('abcdef' AS char(4)), length(CAST('ab' AS char(4)))",
  ],
  "refused as Trino does, in other words or at another place": [
    "SELECT (SELECT b) FROM (VALUES (1, 2)) t (a, b) GROUP BY a",
    "SELECT codepoint('ab')",
    "SELECT concat('a')",
    "SELECT position('b', 'abc')",
  ],
};
