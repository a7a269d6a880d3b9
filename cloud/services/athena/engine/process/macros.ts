const fail = (code: string, message: string, type: string): string => `CAST(fail('${code}: ${message}') AS ${type})`;

/** What DuckDB says otherwise than engine v3, said with DuckDB's own functions; by name, each with its parameters. */
export const MACROS: Readonly<Record<string, string>> = {
  int_div: `(a, b) AS CASE WHEN b = 0 THEN ${fail("DIVISION_BY_ZERO", "Division by zero", "BIGINT")} ELSE a // b END`,
  int_mod: `(a, b) AS CASE WHEN b = 0 THEN ${fail("DIVISION_BY_ZERO", "Division by zero", "BIGINT")} ELSE a % b END`,
  float_div: "(a, b) AS CASE WHEN b = 0 THEN CASE WHEN a = 0 OR isnan(a) THEN CAST('NaN' AS DOUBLE) ELSE CAST('Infinity' AS DOUBLE) * sign(a) END ELSE a / b END",
  float_mod: "(a, b) AS CASE WHEN b = 0 THEN CAST('NaN' AS DOUBLE) ELSE fmod(a, b) END",
  zoned: "(t, z) AS CASE WHEN t IS NOT NULL AND z IS NOT NULL THEN struct_pack(u := t, z := z) END",
  wall_clock: "(t) AS CASE WHEN (t).z = 'UTC' THEN (t).u ELSE zone_wall((t).u, (t).z) END",
  array_join_both: "(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_concat(a, b) END",
  array_at: `(a, i) AS CASE WHEN i = 0 THEN ${"[a[1]][1 + CAST(fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1') AS BIGINT)]"}
    WHEN i < 0 THEN [a[1]][1 + CAST(fail('INVALID_FUNCTION_ARGUMENT: Array subscript is negative: ' || CAST(i AS VARCHAR)) AS BIGINT)]
    WHEN i > len(a) THEN [a[1]][1 + CAST(fail('INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: ' || CAST(i AS VARCHAR) || ' > ' || CAST(len(a) AS VARCHAR)) AS BIGINT)]
    ELSE a[i] END`,
  map_at: `(m, k) AS CASE WHEN m IS NULL OR k IS NULL THEN NULL WHEN map_contains(m, k) THEN m[k]
    ELSE [m[k]][1 + CAST(fail('INVALID_FUNCTION_ARGUMENT: Key not present in map: ' || CAST(k AS VARCHAR)) AS BIGINT)] END`,
  timestamp_text: "(t, p) AS strftime(t, '%Y-%m-%d %H:%M:%S') || CASE WHEN p = 0 THEN '' ELSE '.' || left(strftime(t, '%f'), p) END",
  time_text: "(t, p) AS strftime(DATE '1970-01-01' + t, '%H:%M:%S') || CASE WHEN p = 0 THEN '' ELSE '.' || left(strftime(DATE '1970-01-01' + t, '%f'), p) END",
  clock_padded: "(t) AS regexp_replace(t, '^(\\S+ \\d{1,2}:\\d{1,2})$', '\\1:00')",
};
