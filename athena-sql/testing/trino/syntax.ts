import type { Random } from "../../../foundation/random";
import { pick } from "./literals";

/** Queries without tables that together use the whole grammar. */
const CORPUS = [
  "SELECT 1",
  "SELECT DISTINCT a, b AS c FROM (VALUES (1, 'x'), (2, 'y')) AS t (a, b) WHERE a > 1 ORDER BY b DESC NULLS LAST LIMIT 5",
  "SELECT a, count(*) AS n FROM (VALUES 1, 1, 2) AS t (a) GROUP BY a HAVING count(*) > 1 ORDER BY 2",
  "SELECT a, sum(b) FROM (VALUES (1, 2), (1, 3)) t (a, b) GROUP BY ROLLUP (a)",
  "WITH x AS (SELECT 1 AS n), y (m) AS (SELECT n + 1 FROM x) SELECT * FROM x CROSS JOIN y",
  "SELECT x.a, y.b FROM (VALUES (1)) AS x (a) LEFT JOIN (VALUES (1, 2)) AS y (a, b) ON x.a = y.a",
  "SELECT * FROM (VALUES (1)) AS x (a) JOIN (VALUES (1)) AS y (a) USING (a)",
  "SELECT n FROM UNNEST(ARRAY[1, 2], ARRAY['a']) WITH ORDINALITY AS t (n, s, o)",
  "SELECT CASE a WHEN 1 THEN 'one' WHEN 2 THEN 'two' ELSE 'more' END FROM (VALUES 1, 2, 3) t (a)",
  "SELECT CAST('1' AS integer), TRY_CAST('x' AS double), EXTRACT(YEAR FROM DATE '2030-01-02')",
  "SELECT rank() OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES (1, 2)) t (a, b)",
  "SELECT transform(ARRAY[1, 2], x -> x + 1), filter(ARRAY[1], (x) -> x > 0)",
  "SELECT a FROM (VALUES 1, 2) t (a) WHERE a IN (1, 2) AND a BETWEEN 0 AND 3 AND NOT a = 4 OR a IS NOT NULL",
  "SELECT a FROM (VALUES 'x') t (a) WHERE a LIKE 'x%' ESCAPE '!' AND EXISTS (SELECT 1)",
  "SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 3 INTERSECT SELECT 1",
  "SELECT (SELECT max(a) FROM (VALUES 1, 2) t (a)) AS most, INTERVAL '1' DAY, TIMESTAMP '2030-01-01 00:00:00'",
  "SELECT array_agg(a ORDER BY a DESC) FILTER (WHERE a > 1) FROM (VALUES 1, 2) t (a)",
  "SELECT ROW(1, 'x'), MAP(ARRAY['k'], ARRAY[1])['k'], ARRAY[1, 2][1]",
  "TABLE x",
  "VALUES (1, 'a'), (2, 'b')",
  'SELECT "a", t.* FROM (VALUES 1) AS t ("a") OFFSET 1 ROWS FETCH FIRST 2 ROWS ONLY',
  "SELECT substring('abc' FROM 2 FOR 1), trim(BOTH 'x' FROM 'xax'), position('b' IN 'abc')",
];

/** Tokens that are inserted where they do not belong. */
const STRANGERS = [
  "SELECT",
  "FROM",
  "WHERE",
  ",",
  "(",
  ")",
  "AS",
  "x",
  "1",
  "'s'",
  "JOIN",
  "ON",
  "ORDER",
  "BY",
  "AND",
  "*",
  ".",
  "GROUP",
  "IN",
  "->",
  "NULL",
  "CASE",
  "END",
  "[",
  "]",
];

const TOKENS = /'[^']*'|"[^"]*"|->|<=|>=|<>|\|\||[\w.]+|\S/g;

/** A query in which one or two tokens are removed, doubled, exchanged or inserted. */
export function drawBrokenQuery(random: Random): string {
  let tokens: string[] = [...(pick(random, CORPUS).match(TOKENS) ?? [])];
  for (let change = 0; change <= random.drawBelow(2); change += 1) tokens = breakQuery(tokens, random);
  return tokens.join(" ");
}

function breakQuery(tokens: readonly string[], random: Random): string[] {
  const at = random.drawBelow(tokens.length);
  const before = tokens.slice(0, at);
  const after = tokens.slice(at + 1);
  const here = tokens[at] ?? "";
  switch (random.drawBelow(4)) {
    case 0:
      return [...before, ...after];
    case 1:
      return [...before, here, here, ...after];
    case 2:
      return [...before, pick(random, STRANGERS), ...after];
    default:
      return [...before, pick(random, STRANGERS), here, ...after];
  }
}
