const fail = (code: string, message: string, type: string): string => `CAST(fail('${code}: ${message}') AS ${type})`;
const formatBadArgument = (message: string, type: string): string => fail("INVALID_FUNCTION_ARGUMENT", message, type);
/** SQL of a list's index that fails the query with a message, for places where DuckDB expects an index. */
const formatBadIndex = (message: string): string =>
  `1 + CAST(fail('INVALID_FUNCTION_ARGUMENT: ' || ${message}) AS BIGINT)`;

const UNITS = "'millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'";
const formatBadUnit = (type: string, of = "TIMESTAMP"): string =>
  formatBadArgument(`''' || u || ''' is not a valid ${of} field`, type);

/** Macros for functions whose results in DuckDB and in engine v3 differ; by name, each with its parameters. */
export const MACROS: Readonly<Record<string, string>> = {
  int_div: `(a, b) AS CASE WHEN a IS NULL THEN NULL WHEN b = 0 THEN ${fail("DIVISION_BY_ZERO", "Division by zero", "BIGINT")} ELSE a // b END`,
  int_mod: `(a, b) AS CASE WHEN a IS NULL THEN NULL WHEN b = 0 THEN ${fail("DIVISION_BY_ZERO", "Division by zero", "BIGINT")} ELSE a % b END`,
  float_div:
    "(a, b) AS CASE WHEN b = 0 THEN CASE WHEN a = 0 OR isnan(a) THEN CAST('NaN' AS DOUBLE) ELSE CAST('Infinity' AS DOUBLE) * sign(a) END ELSE a / b END",
  // Its sign is that of `a`; DuckDB's fmod rounds down, and so takes that of `b`.
  float_mod: "(a, b) AS CASE WHEN b = 0 THEN a * CAST('NaN' AS DOUBLE) ELSE a % b END",
  // As Java converts a double: what is beyond a bigint becomes its least or greatest.
  whole_number:
    "(v) AS CASE WHEN v >= 9223372036854775807 THEN 9223372036854775807 WHEN v <= -9223372036854775808 THEN CAST('-9223372036854775808' AS BIGINT) ELSE CAST(trunc(v) AS BIGINT) END",
  sign_of: "(v) AS CASE WHEN v = 0 OR isnan(v) THEN v ELSE sign(v) END",
  unix_ms: "(s) AS CASE WHEN isnan(s) THEN 0 ELSE CAST(round(s * 1000) AS BIGINT) END",
  real_of:
    "(v) AS CASE WHEN isfinite(v) AND abs(v) >= 3.4028235677973366e38 THEN CAST('Infinity' AS FLOAT) * CAST(sign(v) AS FLOAT) ELSE CAST(v AS FLOAT) END",
  log_of: "(l, v) AS CASE WHEN v < 0 THEN CAST('NaN' AS DOUBLE) WHEN v = 0 THEN CAST('-Infinity' AS DOUBLE) ELSE l END",
  or_nan: "(holds, v) AS CASE WHEN holds THEN v WHEN holds IS NOT NULL THEN CAST('NaN' AS DOUBLE) END",
  finite: "(v) AS CASE WHEN isfinite(v) THEN v END",
  // Java's power: C has 1 for 1 to the power of NaN, and for 1 and -1 to the power of infinity.
  power_of: "(b, p) AS CASE WHEN abs(b) = 1 AND NOT isfinite(p) THEN CAST('NaN' AS DOUBLE) ELSE pow(b, p) END",
  both_finite: "(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN isfinite(a) AND isfinite(b) END",
  rounded_to: "(v, d) AS CASE WHEN isfinite(v) THEN round(v, CAST(d AS INTEGER)) ELSE v END",
  skewness_of: "(n, m, s, c) AS CASE WHEN n >= 3 THEN (c - 3 * m * s + 2 * m * m * m) / pow(s - m * m, 1.5) END",
  bucket_of: `(v, a, b, n) AS CASE WHEN v IS NULL OR a IS NULL OR b IS NULL OR n IS NULL THEN NULL WHEN isnan(v) THEN ${formatBadArgument("operand must not be NaN", "BIGINT")} WHEN NOT isfinite(a) THEN ${formatBadArgument("first bound must be finite", "BIGINT")}
    WHEN NOT isfinite(b) THEN ${formatBadArgument("second bound must be finite", "BIGINT")} WHEN n <= 0 THEN ${formatBadArgument("bucketCount must be greater than 0", "BIGINT")} WHEN a = b THEN ${formatBadArgument("bounds cannot equal each other", "BIGINT")} WHEN a > b THEN n + 1 - bucket_up(v, b, a, n) ELSE bucket_up(v, a, b, n) END`,
  bucket_up:
    "(v, a, b, n) AS CASE WHEN v < a THEN 0 WHEN v >= b THEN n + 1 ELSE 1 + CAST(floor(n * (v - a) / (b - a)) AS BIGINT) END",
  code_point_text: `(c) AS CASE WHEN c BETWEEN 0 AND 1114111 AND c NOT BETWEEN 55296 AND 57343 THEN chr(CAST(c AS INTEGER)) WHEN c IS NOT NULL THEN CAST(fail('INVALID_FUNCTION_ARGUMENT: Not a valid Unicode code point: ' || CAST(c AS VARCHAR)) AS VARCHAR) END`,
  interval_factor: `(v, w) AS CASE WHEN isnan(v) OR (w = 'divide' AND v = 0) THEN CAST(fail('INVALID_FUNCTION_ARGUMENT: Cannot ' || w || ' by double ' || CAST(v AS VARCHAR)) AS DOUBLE) ELSE v END`,
  base64_text: `(t) AS CASE WHEN regexp_full_match(t, '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?') THEN rpad(t, 4 * CAST(ceil(length(t) / 4) AS INTEGER), '=') WHEN t IS NOT NULL THEN ${formatBadArgument("Illegal base64 text", "VARCHAR")} END`,
  all_hold:
    "(l) AS CASE WHEN list_contains(l, false) THEN false WHEN len(list_filter(l, lambda q: q IS NULL)) > 0 THEN NULL ELSE true END",
  escaped_pattern: `(p, e) AS CASE WHEN p IS NULL OR e IS NULL THEN NULL WHEN length(e) <> 1 THEN ${formatBadArgument("Escape string must be a single character", "VARCHAR")} WHEN regexp_full_match(p, '(?s)(?:[^' || regexp_escape(e) || ']|' || regexp_escape(e) || '[%_' || regexp_escape(e) || '])*') THEN p ELSE ${formatBadArgument("Escape character must be followed by ''%'', ''_'' or the escape character itself", "VARCHAR")} END`,
  frame_offset: `(n) AS CASE WHEN n >= 0 THEN n ELSE ${fail("INVALID_WINDOW_FRAME", "Window frame offset value must not be negative or null", "BIGINT")} END`,
  hex_bytes: `(t) AS CASE WHEN t IS NULL THEN NULL WHEN length(t) % 2 = 1 THEN from_hex(${formatBadArgument("invalid input length", "VARCHAR")}) WHEN regexp_full_match(t, '[0-9a-fA-F]*') THEN from_hex(t) ELSE from_hex(${formatBadArgument("not a hexadecimal digit", "VARCHAR")}) END`,
  split_all: `(t, d) AS CASE WHEN d = '' THEN [${formatBadArgument("The delimiter may not be the empty string", "VARCHAR")}] WHEN t IS NOT NULL AND d IS NOT NULL THEN string_split(t, d) END`,
  ordered: `(c) AS CASE WHEN c IN (-1, 0, 1) THEN c ELSE ${formatBadArgument("Lambda comparator must return either -1, 0, or 1", "INTEGER")} END`,
  ngram_size: `(n) AS CASE WHEN n <= 0 THEN ${formatBadArgument("N must be positive", "INTEGER")} ELSE n END`,
  all_or_none: "(v, n) AS CASE WHEN NOT n THEN v END",

  array_join_both: "(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_concat(a, b) END",
  array_at: `(a, i) AS CASE WHEN i = 0 THEN a[${formatBadIndex("'SQL array indices start at 1'")}]
    WHEN i < 0 THEN a[${formatBadIndex("'Array subscript is negative: ' || CAST(i AS VARCHAR)")}]
    WHEN i > len(a) THEN a[${formatBadIndex("'Array subscript must be less than or equal to array length: ' || CAST(i AS VARCHAR) || ' > ' || CAST(len(a) AS VARCHAR)")}]
    ELSE a[i] END`,
  slice_of: `(a, s, n) AS CASE WHEN s = 0 THEN a[1:${formatBadIndex("'SQL array indices start at 1'")}]
    WHEN n < 0 THEN a[1:${formatBadIndex("'length must be greater than or equal to 0'")}]
    WHEN s > 0 THEN a[s:s + least(n, len(a)) - 1] WHEN - s > len(a) THEN a[1:0] ELSE a[len(a) + s + 1:len(a) + s + least(n, len(a))] END`,
  trimmed_array: `(a, n) AS CASE WHEN n < 0 THEN a[1:${formatBadIndex("'size must not be negative: ' || CAST(n AS VARCHAR)")}] WHEN n > len(a) THEN a[1:${formatBadIndex("'size must not exceed array cardinality ' || CAST(len(a) AS VARCHAR) || ': ' || CAST(n AS VARCHAR)")}] ELSE a[1:len(a) - n] END`,
  stepped: `(a, b, s) AS CASE WHEN s = 0 OR (b > a AND s < 0) OR (b < a AND s > 0) THEN range(${formatBadArgument("sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start", "BIGINT")}) WHEN (CAST(b AS HUGEINT) - a) // s >= 10000 THEN range(${formatBadArgument("result of sequence function must not have more than 10000 entries", "BIGINT")}) ELSE generate_series(a, b, s) END`,
  list_holds:
    "(l, v) AS CASE WHEN v IS NULL THEN len(list_filter(l, lambda q: q IS NULL)) > 0 ELSE list_contains(l, v) END",
  list_unique_items:
    "(l) AS list_filter(l, lambda q, i: CASE WHEN q IS NULL THEN len(list_filter(l[1:i - 1], lambda p: p IS NULL)) = 0 ELSE list_position(l, q) = i END)",
  list_text: "(l, s) AS CASE WHEN l IS NOT NULL AND s IS NOT NULL THEN coalesce(array_to_string(l, s), '') END",
  arrays_joined: "(ls) AS CASE WHEN len(list_filter(ls, lambda q: q IS NULL)) = 0 THEN flatten(ls) END",

  map_at: `(m, k) AS CASE WHEN m IS NULL OR k IS NULL THEN NULL WHEN map_contains(m, k) THEN m[k] ELSE [m[k]][${formatBadIndex("'Key not present in map: ' || CAST(k AS VARCHAR)")}] END`,
  map_of: `(k, v) AS CASE WHEN k IS NULL OR v IS NULL THEN NULL WHEN len(k) <> len(v) THEN map(k[1:${formatBadIndex("'Key and value arrays must be the same length'")}], v[1:0]) ELSE map(k, v) END`,
  maps_joined:
    "(ms) AS CASE WHEN len(list_filter(ms, lambda q: q IS NULL)) = 0 THEN map_last(flatten(list_transform(ms, lambda m: map_entries(m)))) END",
  map_last:
    "(l) AS map_from_entries(list_transform(list_unique_items(list_transform(l, lambda q: q.key)), lambda k: struct_pack(k := k, v := (list_filter(l, lambda q: q.key = k)[-1]).value)))",
  map_first:
    "(l) AS CASE WHEN l IS NOT NULL THEN map_from_entries(list_transform(list_unique_items(list_filter(list_transform(l, lambda q: q.k), lambda q: q IS NOT NULL)), lambda n: struct_pack(k := n, v := (list_filter(l, lambda q: q.k = n)[1]).v))) END",
  multimap_of:
    "(l) AS CASE WHEN l IS NOT NULL THEN map_from_entries(list_transform(list_unique_items(list_filter(list_transform(l, lambda q: q.k), lambda q: q IS NOT NULL)), lambda n: struct_pack(k := n, v := list_transform(list_filter(l, lambda q: q.k = n), lambda q: q.v)))) END",

  text_part:
    "(t, s, n) AS CASE WHEN s = 0 OR n <= 0 OR (s < 0 AND - s > length(t)) THEN CASE WHEN t IS NOT NULL AND n IS NOT NULL THEN '' END ELSE substr(t, s, n) END",
  split_field: `(t, d, i) AS CASE WHEN t IS NULL THEN NULL WHEN i <= 0 THEN ${formatBadArgument("Index must be greater than zero", "VARCHAR")} WHEN d IS NOT NULL THEN string_split(t, d)[i] END`,

  zoned: "(t, z) AS CASE WHEN t IS NOT NULL AND z IS NOT NULL THEN struct_pack(u := t, z := z) END",
  // DuckDB forgets the types of the fields of a constant struct that is NULL itself.
  instant: "(t) AS CAST((t).u AS TIMESTAMP)",
  wall_clock: "(t) AS CASE WHEN (t).z = 'UTC' THEN (t).u ELSE zone_wall((t).u, (t).z) END",
  unit_span: `(u, n) AS CASE lower(u) WHEN 'millisecond' THEN to_milliseconds(n) WHEN 'second' THEN to_seconds(n) WHEN 'minute' THEN to_minutes(n) WHEN 'hour' THEN to_hours(n)
    WHEN 'day' THEN to_days(CAST(n AS INTEGER)) WHEN 'week' THEN to_days(CAST(7 * n AS INTEGER)) WHEN 'month' THEN to_months(CAST(n AS INTEGER))
    WHEN 'quarter' THEN to_months(CAST(3 * n AS INTEGER)) WHEN 'year' THEN to_months(CAST(12 * n AS INTEGER)) ELSE to_seconds(${formatBadUnit("BIGINT")}) END`,
  unit_named: `(u) AS CASE WHEN lower(u) IN (${UNITS}) THEN lower(u) ELSE ${formatBadUnit("VARCHAR")} END`,
  date_unit: `(u) AS CASE WHEN lower(u) IN ('day', 'week', 'month', 'quarter', 'year') THEN u ELSE ${formatBadUnit("VARCHAR", "DATE")} END`,
  units_between: "(u, a, b) AS date_sub(unit_named(u), a, b)",
  truncated_to: "(u, t) AS date_trunc(unit_named(u), t)",
  timestamp_text:
    "(t, p) AS strftime(t, '%Y-%m-%d %H:%M:%S') || CASE WHEN p = 0 THEN '' ELSE '.' || left(strftime(t, '%f'), p) END",
  time_text:
    "(t, p) AS strftime(DATE '1970-01-01' + t, '%H:%M:%S') || CASE WHEN p = 0 THEN '' ELSE '.' || left(strftime(DATE '1970-01-01' + t, '%f'), p) END",
  whole_days: `(ms) AS CASE WHEN ms % 86400000 <> 0 THEN ${formatBadArgument("Cannot add hour, minutes or seconds to a date", "BIGINT")} ELSE ms END`,
  clock_padded: "(t) AS regexp_replace(t, '^(\\S+ \\d{1,2}:\\d{1,2})$', '\\1:00')",
};
