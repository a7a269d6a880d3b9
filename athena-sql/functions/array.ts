import type { Chapter } from "./chapter";

const MAX_LENGTH = "greatest(len($1), len($2))";
/**
 * SQL of any_match and the like: `yes` is the outcome for one item that decides; NULL if no item decides and one is
 * NULL, else `no`.
 */
const formatSome = (yes: string, no: string): string =>
  `CASE WHEN $1 IS NULL THEN NULL WHEN list_contains(list_transform($1, $2), ${yes}) THEN ${no === "true" ? "false" : "true"} WHEN len(list_filter(list_transform($1, $2), lambda t: t IS NULL)) > 0 THEN NULL ELSE ${no} END`;

/** Arrays, counted from 1. */
export const array: Chapter = {
  title: "Array functions",
  page: "functions/array.html",
  functions: {
    all_match: {
      takes: [`array(T), function(T, boolean) -> boolean := ${formatSome("false", "true")}`],
      shows: [
        ["all_match(ARRAY[1, 2], x -> x > 0)", "true"],
        ["all_match(ARRAY[], x -> x IS NULL)", "true"],
        ["all_match(ARRAY[1, NULL], x -> x > 0)", null],
        ["all_match(ARRAY[1, -1, NULL], x -> x > 0)", "false"],
      ],
    },
    any_match: {
      takes: [`array(T), function(T, boolean) -> boolean := ${formatSome("true", "false")}`],
      shows: [
        ["any_match(ARRAY[1, -2], x -> x < 0)", "true"],
        ["any_match(ARRAY[], x -> x IS NULL)", "false"],
        ["any_match(ARRAY[1, NULL], x -> x < 0)", null],
      ],
    },
    none_match: {
      takes: [`array(T), function(T, boolean) -> boolean := NOT (${formatSome("true", "false")})`],
      shows: [
        ["none_match(ARRAY[1, 2], x -> x < 0)", "true"],
        ["none_match(ARRAY[-1], x -> x < 0)", "false"],
        ["none_match(ARRAY[1, NULL], x -> x < 0)", null],
      ],
    },
    array_distinct: {
      takes: ["array(T) -> array(T) := list_unique_items($1)"],
      shows: [
        ["array_distinct(ARRAY[3, 1, 3, NULL, NULL])", "[3, 1, null]"],
        ["array_distinct(ARRAY[])", "[]"],
        ["array_distinct(NULL)", null],
      ],
    },
    array_except: {
      takes: [
        "array(T), array(T) -> array(T) := CASE WHEN $2 IS NOT NULL THEN list_filter(list_unique_items($1), lambda v: NOT list_holds($2, v)) END",
      ],
      shows: [
        ["array_except(ARRAY[1, 2, 2, 3], ARRAY[2])", "[1, 3]"],
        ["array_except(ARRAY[1, NULL], ARRAY[NULL])", "[1]"],
        ["array_except(ARRAY[1], NULL)", null],
      ],
    },
    array_intersect: {
      takes: [
        "array(T), array(T) -> array(T) := CASE WHEN $2 IS NOT NULL THEN list_filter(list_unique_items(CASE WHEN len($1) < len($2) THEN $2 ELSE $1 END), lambda v: list_holds(CASE WHEN len($1) < len($2) THEN $1 ELSE $2 END, v)) END",
      ],
      shows: [
        ["array_intersect(ARRAY[1, 2, 2, 3], ARRAY[2, 3])", "[2, 3]"],
        ["array_intersect(ARRAY[1, 2], ARRAY[2, 1, 3])", "[2, 1]"],
        ["array_intersect(ARRAY[1, 2], ARRAY[2, 1])", "[1, 2]"],
        ["array_intersect(ARRAY[1], ARRAY[2])", "[]"],
        ["array_intersect(NULL, ARRAY[1])", null],
      ],
    },
    array_union: {
      takes: [
        "array(T), array(T) -> array(T) := CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN list_unique_items(list_concat($1, $2)) END",
      ],
      shows: [
        ["array_union(ARRAY[1, 2], ARRAY[2, 3])", "[1, 2, 3]"],
        ["array_union(ARRAY[], ARRAY[NULL])", "[null]"],
        ["array_union(ARRAY[1], NULL)", null],
      ],
    },
    array_join: {
      takes: [
        "array(varchar), varchar -> varchar := list_text($1, $2)",
        "array(bigint), varchar -> varchar := list_text(CAST($1 AS VARCHAR[]), $2)",
        "array(double), varchar -> varchar := list_text(list_transform($1, lambda v: double_text(v)), $2)",
        "array(boolean), varchar -> varchar := list_text(CAST($1 AS VARCHAR[]), $2)",
        "array(date), varchar -> varchar := list_text(CAST($1 AS VARCHAR[]), $2)",
        "array(varchar), varchar, varchar -> varchar := CASE WHEN $3 IS NOT NULL THEN list_text(list_transform($1, lambda v: coalesce(v, $3)), $2) END",
        "array(bigint), varchar, varchar -> varchar := CASE WHEN $3 IS NOT NULL THEN list_text(list_transform(CAST($1 AS VARCHAR[]), lambda v: coalesce(v, $3)), $2) END",
      ],
      shows: [
        ["array_join(ARRAY[1, 2, NULL], ',')", "1,2"],
        ["array_join(ARRAY['a', NULL], '-', '?')", "a-?"],
        ["array_join(ARRAY[], ',')", ""],
        ["array_join(NULL, ',')", null],
      ],
    },
    array_max: {
      takes: ["array(O) -> O := CASE WHEN NOT list_holds($1, NULL) THEN list_max($1) END"],
      shows: [
        ["array_max(ARRAY[1, 5, 3])", "5"],
        ["array_max(ARRAY[1, NULL])", null],
        ["array_max(ARRAY[])", null],
        ["array_max(NULL)", null],
      ],
    },
    array_min: {
      takes: ["array(O) -> O := CASE WHEN NOT list_holds($1, NULL) THEN list_min($1) END"],
      shows: [
        ["array_min(ARRAY[4, 1, 3])", "1"],
        ["array_min(ARRAY[1, NULL])", null],
        ["array_min(NULL)", null],
      ],
    },
    array_position: {
      takes: [
        "array(T), T -> bigint := CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN coalesce(list_position($1, $2), 0) END",
      ],
      shows: [
        ["array_position(ARRAY['a', 'b'], 'b')", "2"],
        ["array_position(ARRAY[1], 5)", "0"],
        ["array_position(ARRAY[1], NULL)", null],
      ],
    },
    array_remove: {
      takes: [
        "array(T), T -> array(T) := CASE WHEN $2 IS NOT NULL THEN list_filter($1, lambda v: v IS NULL OR v <> $2) END",
      ],
      shows: [
        ["array_remove(ARRAY[1, 2, 1, NULL], 1)", "[2, null]"],
        ["array_remove(ARRAY[1], NULL)", null],
        ["array_remove(NULL, 1)", null],
      ],
    },
    array_sort: {
      takes: [
        "array(O) -> array(O) := list_sort($1, 'ASC', 'NULLS LAST')",
        `array(T), function(T, T, integer) -> array(T) := list_transform(list_sort(list_transform(range(1, len($1) + 1), lambda i: struct_pack(before := len(list_filter(list_filter(range(1, len($1) + 1), lambda n: n <> i), lambda j: ordered($2<<$1[j];$1[i]>>) < 0 OR (ordered($2<<$1[j];$1[i]>>) = 0 AND j < i))), i := i))), lambda s: $1[s.i])`,
      ],
      shows: [
        ["array_sort(ARRAY[3, NULL, 1])", "[1, 3, null]"],
        ["array_sort(ARRAY[])", "[]"],
        ["array_sort(NULL)", null],
        ["array_sort(ARRAY[1, 3, 2], (x, y) -> IF(x < y, 1, IF(x > y, -1, 0)))", "[3, 2, 1]"],
        ["array_sort(ARRAY[CAST(NULL AS integer)], (x, y) -> x)", "[null]"],
      ],
    },
    arrays_overlap: {
      takes: [
        "array(T), array(T) -> boolean := CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN list_has_any(list_filter($1, lambda v: v IS NOT NULL), list_filter($2, lambda v: v IS NOT NULL)) THEN true WHEN list_holds($1, NULL) OR list_holds($2, NULL) THEN NULL ELSE false END",
      ],
      shows: [
        ["arrays_overlap(ARRAY[1, 2], ARRAY[2])", "true"],
        ["arrays_overlap(ARRAY[1], ARRAY[2])", "false"],
        ["arrays_overlap(ARRAY[1, NULL], ARRAY[2])", null],
        ["arrays_overlap(NULL, ARRAY[2])", null],
      ],
    },
    cardinality: {
      takes: ["array(T) -> bigint := len($1)", "map(K, V) -> bigint := CAST(cardinality($1) AS BIGINT)"],
      shows: [
        ["cardinality(ARRAY[1, NULL])", "2"],
        ["cardinality(ARRAY[])", "0"],
        ["cardinality(MAP(ARRAY[1], ARRAY[2]))", "1"],
        ["cardinality(NULL)", null],
      ],
    },
    contains: {
      takes: [
        "array(T), T -> boolean := CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN list_contains($1, $2) THEN true WHEN list_holds($1, NULL) THEN NULL ELSE false END",
      ],
      shows: [
        ["contains(ARRAY[1, 2], 2)", "true"],
        ["contains(ARRAY[1, 2], 3)", "false"],
        ["contains(ARRAY[1, NULL], 3)", null],
        ["contains(NULL, 3)", null],
      ],
    },
    combinations: {
      takes: [
        "array(T), integer -> array(array(T)) := list_transform(combination_places(len($1), $2), lambda c: list_transform(string_split(c, ' '), lambda i: $1[CAST(nullif(i, '') AS BIGINT)])[1:$2])",
      ],
      shows: [
        ["combinations(ARRAY['foo', 'bar', 'baz'], 2)", "[[foo, bar], [foo, baz], [bar, baz]]"],
        ["combinations(ARRAY[1, 2, 3, 4], 3)", "[[1, 2, 3], [1, 2, 4], [1, 3, 4], [2, 3, 4]]"],
        ["combinations(ARRAY[1, NULL], 1)", "[[1], [null]]"],
        ["combinations(ARRAY[1], 2)", "[]"],
        ["combinations(NULL, 2)", null],
        ["combinations(ARRAY[1, 2], 6)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    contains_sequence: {
      takes: [
        "array(T), array(T) -> boolean := CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL ELSE len($2) = 0 OR len(list_filter(range(1, len($1) - len($2) + 2), lambda i: $1[i:i + len($2) - 1] = $2)) > 0 END",
      ],
      shows: [
        ["contains_sequence(ARRAY[1, 2, 3], ARRAY[2, 3])", "true"],
        ["contains_sequence(ARRAY[1, 2, 3], ARRAY[3, 2])", "false"],
        ["contains_sequence(ARRAY[1], ARRAY[])", "true"],
        ["contains_sequence(NULL, ARRAY[1])", null],
      ],
    },
    element_at: {
      takes: [
        "array(T), bigint -> T := CASE WHEN $2 = 0 THEN $1[1 + CAST(fail('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1') AS BIGINT)] ELSE $1[$2] END",
        "map(K, V), K -> V := $1[$2]",
      ],
      shows: [
        ["element_at(ARRAY[1, 2, 3], 2)", "2"],
        ["element_at(ARRAY[1, 2, 3], -1)", "3"],
        ["element_at(ARRAY[1], 9)", null],
        ["element_at(NULL, 1)", null],
        ["element_at(ARRAY[1], 0)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
        ["element_at(MAP(ARRAY['a'], ARRAY[1]), 'a')", "1"],
        ["element_at(MAP(ARRAY['a'], ARRAY[1]), 'b')", null],
      ],
    },
    filter: {
      takes: ["array(T), function(T, boolean) -> array(T) := list_filter($1, $2)"],
      shows: [
        ["filter(ARRAY[5, -6, NULL, 7], x -> x > 0)", "[5, 7]"],
        ["filter(ARRAY[5, NULL], x -> x IS NOT NULL)", "[5]"],
        ["filter(ARRAY[], x -> true)", "[]"],
        ["filter(NULL, x -> true)", null],
      ],
    },
    flatten: {
      takes: ["array(array(T)) -> array(T) := flatten($1)"],
      shows: [
        ["flatten(ARRAY[ARRAY[1, 2], ARRAY[3, NULL]])", "[1, 2, 3, null]"],
        ["flatten(ARRAY[ARRAY[1], NULL])", "[1]"],
        ["flatten(NULL)", null],
      ],
    },
    ngrams: {
      takes: [
        "array(T), integer -> array(array(T)) := CASE WHEN ngram_size($2) >= len($1) THEN [$1] ELSE list_transform(range(1, len($1) - $2 + 2), lambda i: $1[i:i + $2 - 1]) END",
      ],
      shows: [
        ["ngrams(ARRAY['foo', 'bar', 'baz', 'foo'], 2)", "[[foo, bar], [bar, baz], [baz, foo]]"],
        ["ngrams(ARRAY[1, 2], 5)", "[[1, 2]]"],
        ["ngrams(NULL, 2)", null],
      ],
    },
    reduce: {
      takes: [
        "array(T), S, function(S, T, S), function(S, R) -> R := list_transform([(list_reduce(list_prepend(struct_pack(s := CAST($2 AS @s), x := CAST(NULL AS @t)), list_transform($1, lambda v: struct_pack(s := CAST(NULL AS @s), x := v))), lambda a, b: struct_pack(s := CAST($3<<a.s;b.x>> AS @s), x := CAST(NULL AS @t)))).s], $4)[1]",
      ],
      shows: [
        ["reduce(ARRAY[5, 20, 50], 0, (s, x) -> s + x, s -> s)", "75"],
        ["reduce(ARRAY[5, 20, NULL, 50], 0, (s, x) -> s + x, s -> s)", null],
        ["reduce(ARRAY[5, 20, NULL, 50], 0, (s, x) -> s + coalesce(x, 0), s -> s)", "75"],
        ["reduce(ARRAY[], 0, (s, x) -> s + x, s -> s)", "0"],
        ["reduce(ARRAY[2147483647, 1], BIGINT '0', (s, x) -> s + x, s -> s)", "2147483648"],
      ],
    },
    repeat: {
      takes: ["T, integer -> array(T) := list_transform(range($2), lambda i: $1)"],
      shows: [
        ["repeat('a', 3)", "[a, a, a]"],
        ["repeat(1, 0)", "[]"],
        ["repeat(NULL, 2)", "[null, null]"],
      ],
    },
    sequence: {
      takes: [
        "bigint, bigint -> array(bigint) := stepped($1, $2, CASE WHEN $1 <= $2 THEN 1 ELSE -1 END)",
        "bigint, bigint, bigint -> array(bigint) := stepped($1, $2, $3)",
        "date, date -> array(date) := CAST(generate_series(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), to_days(CASE WHEN $1 <= $2 THEN 1 ELSE -1 END)) AS DATE[])",
        "date, date, interval day to second -> array(date) := CAST(generate_series(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), to_milliseconds($3)) AS DATE[])",
        "date, date, interval year to month -> array(date) := CAST(generate_series(CAST($1 AS TIMESTAMP), CAST($2 AS TIMESTAMP), to_months($3)) AS DATE[])",
        "timestamp(3), timestamp(3), interval day to second -> array(timestamp(3)) := generate_series($1, $2, to_milliseconds($3))",
        "timestamp(3), timestamp(3), interval year to month -> array(timestamp(3)) := generate_series($1, $2, to_months($3))",
      ],
      shows: [
        ["sequence(1, 4)", "[1, 2, 3, 4]"],
        ["sequence(3, 1)", "[3, 2, 1]"],
        ["sequence(1, 9, 4)", "[1, 5, 9]"],
        ["sequence(1, 10001)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
        ["sequence(DATE '2030-01-31', DATE '2030-02-02')", "[2030-01-31, 2030-02-01, 2030-02-02]"],
        ["sequence(DATE '2030-01-01', DATE '2030-03-01', INTERVAL '1' MONTH)", "[2030-01-01, 2030-02-01, 2030-03-01]"],
        ["sequence(1, 5, -1)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
        ["sequence(NULL, 1)", null],
      ],
    },
    shuffle: {
      takes: [
        "array(T) -> array(T) := list_transform(list_sort(list_transform($1, lambda v: struct_pack(r := random(), v := v))), lambda e: e.v)",
      ],
      shows: [
        ["array_sort(shuffle(ARRAY[3, 1, 2]))", "[1, 2, 3]"],
        ["cardinality(shuffle(ARRAY[1, NULL, 1]))", "3"],
        ["shuffle(ARRAY[])", "[]"],
        ["shuffle(NULL)", null],
        ["shuffle(sequence(1, 30)) = sequence(1, 30)", "false"],
      ],
      origin: "what any order keeps",
    },
    slice: {
      takes: ["array(T), bigint, bigint -> array(T) := slice_of($1, $2, $3)"],
      shows: [
        ["slice(ARRAY[1, 2, 3, 4], 2, 2)", "[2, 3]"],
        ["slice(ARRAY[1, 2, 3, 4], -2, 2)", "[3, 4]"],
        ["slice(ARRAY[1], 5, 2)", "[]"],
        ["slice(NULL, 1, 1)", null],
        ["slice(ARRAY[1], 0, 1)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    transform: {
      takes: ["array(T), function(T, U) -> array(U) := list_transform($1, $2)"],
      shows: [
        ["transform(ARRAY[5, NULL, 6], x -> coalesce(x, 0) + 1)", "[6, 1, 7]"],
        ["transform(ARRAY['x', 'abc'], x -> x || '0')", "[x0, abc0]"],
        ["transform(ARRAY[ARRAY[1, NULL, 2], ARRAY[3, NULL]], a -> filter(a, x -> x IS NOT NULL))", "[[1, 2], [3]]"],
        ["transform(ARRAY[], x -> x + 1)", "[]"],
      ],
    },
    trim_array: {
      takes: ["array(T), bigint -> array(T) := trimmed_array($1, $2)"],
      shows: [
        ["trim_array(ARRAY[1, 2, 3, 4], 1)", "[1, 2, 3]"],
        ["trim_array(ARRAY[1], 1)", "[]"],
        ["trim_array(NULL, 1)", null],
        ["trim_array(ARRAY[1], 2)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
        ["trim_array(ARRAY[1], -1)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    zip: {
      takes: [
        `array(T), array(U) -> array(row(T, U)) := CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN list_transform(range(1, ${MAX_LENGTH} + 1), lambda i: struct_pack(f1 := $1[i], f2 := $2[i])) END`,
        `array(T), array(U), array(V) -> array(row(T, U, V)) := list_transform(range(1, greatest(${MAX_LENGTH}, len($3)) + 1), lambda i: struct_pack(f1 := $1[i], f2 := $2[i], f3 := $3[i]))`,
      ],
      shows: [
        [
          "zip(ARRAY[1, 2], ARRAY['1b', NULL, '3b'])",
          "[{field0=1, field1=1b}, {field0=2, field1=null}, {field0=null, field1=3b}]",
        ],
        ["zip(ARRAY[], ARRAY[])", "[]"],
        ["zip(NULL, ARRAY[1])", null],
      ],
    },
    zip_with: {
      takes: [
        `array(T), array(U), function(T, U, R) -> array(R) := CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN list_transform(range(1, ${MAX_LENGTH} + 1), lambda i: $3<<$1[i];$2[i]>>) END`,
      ],
      shows: [
        ["zip_with(ARRAY[1, 2], ARRAY[3, 4], (x, y) -> x + y)", "[4, 6]"],
        ["zip_with(ARRAY['a'], ARRAY['d', NULL, 'f'], (x, y) -> coalesce(x, y))", "[a, null, f]"],
        ["zip_with(ARRAY[1, 3], ARRAY['a', 'b'], (x, y) -> (y, x))", "[{field0=a, field1=1}, {field0=b, field1=3}]"],
      ],
    },
  },
  refused: {
    array_first: "newer than engine v3",
    array_last: "newer than engine v3",
    euclidean_distance: "newer than engine v3",
    dot_product: "newer than engine v3",
  },
};
