import { WRITTEN_CALLS } from "./written-calls";
import { WRITTEN_CASTS } from "./written-casts";
import { WRITTEN_EXPRESSIONS } from "./written-expressions";
import { WRITTEN_GROUPING } from "./written-grouping";
import { WRITTEN_QUERIES } from "./written-queries";

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
};

/**
 * Queries of `WRITTEN` that the lab cloud answers otherwise than Trino, by the reason. Most are refused by both; the others
 * are to be mended.
 */
export const ANSWERED_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  "answered where Trino refuses": [
    "SELECT 'a' LIKE 'a!' ESCAPE '!'",
    "SELECT 'a' LIKE 'a!b' ESCAPE '!'",
    "SELECT CAST(ROW(1, 2) AS ROW(x integer, x integer)).x",
    "SELECT INTERVAL '1.5' DAY",
    "SELECT a, sum(a) OVER (ORDER BY a ROWS -1 PRECEDING) FROM (VALUES 1) t (a)",
    "SELECT count(DISTINCT a) OVER () FROM (VALUES 1, 1) t (a)",
    "SELECT from_hex('0')",
    "SELECT ngrams(ARRAY['a'], 0)",
    "SELECT r.* FROM (SELECT CAST(ROW(1, 'a') AS ROW(x integer, y varchar))) t (r)",
    "SELECT split('a', '')",
    "SELECT t.* AS (p) FROM (VALUES (1, 'a')) AS t (x, y)",
    "SELECT width_bucket(5e0, 0e0, 10e0, 0)",
  ],
  "not had by the lab cloud": [
    "SELECT t.r.* FROM (SELECT CAST(ROW(1, 'a') AS ROW(x integer, y varchar))) t (r)",
    "SELECT (SELECT 1, 2)",
    "SELECT 1_000, 0x1F",
    "SELECT CAST(TIME '03:04:05.678' AS timestamp with time zone)",
    "SELECT CAST(TIME '03:04:05.678' AS timestamp)",
    "SELECT DATE '30-01-02'",
    "SELECT MAP(ARRAY[1], ARRAY['x'])[1e0]",
    "SELECT array_sort(ARRAY[3, 1, 2], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1)))",
  ],
  "refused in the analysis, where Trino's parser refuses": [
    "SELECT 9223372036854775807, 9223372036854775808",
    "SELECT COALESCE(1)",
    "SELECT EXTRACT(EPOCH FROM DATE '2030-01-02')",
    "SELECT IF(true)",
    "SELECT NULLIF(1)",
    "SELECT TRY(1, 2)",
  ],
  "DuckDB compares what holds a NULL, and NaN, as values": [
    "SELECT ARRAY[NULL] = ARRAY[NULL], ARRAY[1, NULL] = ARRAY[2, NULL]",
    "SELECT ROW(1, 2) < ROW(1, 3), ROW(1, NULL) = ROW(1, NULL), ROW(1, NULL) = ROW(2, NULL)",
    "SELECT nan() = nan(), nan() <> nan(), nan() IS DISTINCT FROM nan(), nan() < 1, infinity() > 1e300",
  ],
  "a name in an expression of ORDER BY is a column of FROM before one of the result": [
    "SELECT a AS b FROM (VALUES (1, 2), (2, 1)) t (a, b) ORDER BY b + 0",
  ],
  "a double in JSON is written as DuckDB does": ["SELECT CAST(1e300 AS json)"],
  "text of char and times of times have other lengths": [
    "SELECT CAST('ab' AS char(4)) || 'c', CAST('abcdef' AS char(4)), length(CAST('ab' AS char(4)))",
    "SELECT TIME '23:00' + INTERVAL '2' HOUR, TIME '01:00' - INTERVAL '2' HOUR, TIME '03:00' - TIME '01:00'",
  ],
  "refused as Trino does, in other words or at another place": [
    "WITH a (x) AS (SELECT 1, 2) SELECT x FROM a",
    "WITH a (x, y, z) AS (SELECT 1, 2) SELECT x FROM a",
    "SELECT (SELECT b) FROM (VALUES (1, 2)) t (a, b) GROUP BY a",
    "SELECT * FROM (VALUES 1) AS t (x) JOIN (VALUES 'a') AS u (x) USING (x)",
    "SELECT * FROM (VALUES 1) AS t (x) JOIN (VALUES 1) AS u (y) ON count(*) = 1",
    "SELECT * FROM (VALUES 1) AS t (x) JOIN (VALUES 1) AS u (y) USING (x)",
    "SELECT * FROM a.b.c.d",
    "SELECT CAST(1e300 AS integer)",
    "SELECT CAST(1e300 AS smallint)",
    "SELECT CAST(1e300 AS tinyint)",
    "SELECT CAST(ROW(1) AS ROW(x integer)).z",
    "SELECT INTEGER 'x'",
    "SELECT MAP(ARRAY[1], ARRAY[a]) FROM (VALUES 1) t (a) ORDER BY 1",
    "SELECT ROW(1).x",
    "SELECT TIMESTAMP '2030-01-02 03:04:05 Nowhere/Zone'",
    "SELECT a + b FROM (VALUES (1, 2)) t (a, b) GROUP BY a + 1, b",
    "SELECT a FROM (VALUES (1, 2)) t (a, b) GROUP BY a HAVING b > 1",
    "SELECT a FROM (VALUES (1, 2)) t (a, b) WHERE sum(b) > 1 GROUP BY a",
    "SELECT a FROM (VALUES 1) t (a) GROUP BY rank() OVER (ORDER BY a)",
    "SELECT a FROM (VALUES 1) t (a) WHERE rank() OVER (ORDER BY a) = 1",
    "SELECT a FROM (VALUES MAP(ARRAY[1], ARRAY[1])) t (a) ORDER BY a",
    "SELECT codepoint('ab')",
    "SELECT concat('a')",
    "SELECT filter(ARRAY[1], x -> 1)",
    "SELECT filter(ARRAY[1], x -> x)",
    "SELECT grouping(a) FROM (VALUES (1, 2)) t (a, b) GROUP BY b",
    "SELECT position('b', 'abc')",
    "SELECT reduce(ARRAY[1, 2], 'a', (s, x) -> x, s -> s)",
    "SELECT sum(b) FROM (VALUES (1, 2)) t (a, b) GROUP BY 1",
    "SELECT sum(rank() OVER (ORDER BY a)) FROM (VALUES 1) t (a)",
    "SELECT sum(sum(a)) FROM (VALUES 1) t (a)",
    "SELECT sum(x -> x) FROM (VALUES 1) t (a)",
  ],
};
