import type { Chapter } from "./chapter";

const XY = " FROM (VALUES (1, 2e0), (2, 3e0), (4, NULL), (NULL, 7e0)) t(x, y)";
const NONE = " FROM (VALUES (1, 2e0)) t(x, y) WHERE x > 5";
const NULLS = " FROM (VALUES (CAST(NULL AS integer), CAST(NULL AS double))) t(x, y)";
const ONE = " FROM (VALUES (3e0, 5e0)) t(x, y)";
const BESIDE_NULL =
  " FROM (VALUES (infinity(), CAST(NULL AS double)), (NULL, nan()), (1e0, 1e0), (1e0, 3e0), (5e0, 2e0), (-3e0, 2e0)) t(x, y)";
const LINE = " FROM (VALUES (1e0, 2e0), (2e0, 4e0), (3e0, 6e0)) t(x, y)";
/** DuckDB fails on values that are not finite; engine v3 answers NaN if there are at least `least` values, else NULL. */
const declareDouble = (name: string, min: number): string[] => [
  `agg double -> double := CASE WHEN {count($1)} >= ${min} THEN or_nan({bool_and(isfinite($1))}, {${name}(finite($1))}) END`,
];
/** Functions of pairs of values answer NULL if a value of a pair is not finite. What stands beside NULL is in no pair. */
const createPairFunctions = (name: string): string[] => [
  `agg double, double -> double := CASE WHEN {bool_and(both_finite($1, $2))} THEN finite({${name}(finite($1), finite($2))}) END`,
];

/** Functions over many rows. The approximate ones are computed exactly, which is within their documented error. */
export const aggregate: Chapter = {
  title: "Aggregate functions",
  page: "functions/aggregate.html",
  functions: {
    any_value: {
      takes: ["agg T -> T := {any_value($1)}"],
      shows: [
        [`any_value(x)${XY}`, "1"],
        [`any_value(x)${NONE}`, null],
        [`any_value(x)${NULLS}`, null],
      ],
    },
    arbitrary: {
      takes: ["agg T -> T := {any_value($1)}"],
      shows: [
        [`arbitrary(x)${XY}`, "1"],
        [`arbitrary(x)${NONE}`, null],
        [`arbitrary(x)${NULLS}`, null],
      ],
    },
    approx_distinct: {
      takes: ["agg T -> bigint := {count(DISTINCT $1)}", "agg T, double -> bigint := {count(DISTINCT $1)}"],
      shows: [
        [`approx_distinct(x)${XY}`, "3"],
        [`approx_distinct(x)${NONE}`, "0"],
        [`approx_distinct(x)${NULLS}`, "0"],
      ],
    },
    approx_percentile: {
      takes: [
        "agg N, double -> N := {quantile_disc($1, $2)}",
        "agg N, array(double) -> array(N) := {quantile_disc($1, $2)}",
      ],
      shows: [
        [`approx_percentile(x, 0.5)${XY}`, "2"],
        [`approx_percentile(x, ARRAY[0.0, 1.0])${XY}`, "[1, 4]"],
        [`approx_percentile(x, 0.5)${NONE}`, null],
      ],
    },
    array_agg: {
      takes: ["agg T -> array(T) := {list($1)}"],
      shows: [
        [`array_agg(x ORDER BY x DESC)${XY}`, "[4, 2, 1, null]"],
        [`array_agg(x) FILTER (WHERE x > 1)${XY}`, "[2, 4]"],
        [`array_agg(x)${NONE}`, null],
      ],
    },
    avg: {
      takes: [
        "agg bigint -> double := {avg($1)}",
        "agg decimal -> decimal := CAST(decimal_div(CAST({sum($1)} AS VARCHAR), CAST({count($1)} AS VARCHAR), @scale) AS @decimal)",
        "agg real -> real := CAST({avg($1)} AS FLOAT)",
        "agg double -> double := {avg($1)}",
      ],
      shows: [
        [`avg(x)${XY}`, "2.3333333333333335"],
        [`avg(x)${NONE}`, null],
        ["avg(x) FROM (VALUES DECIMAL '1.25', DECIMAL '1.30') t(x)", "1.28"],
      ],
    },
    bitwise_and_agg: {
      takes: ["agg bigint -> bigint := {bit_and($1)}"],
      shows: [
        ["bitwise_and_agg(x) FROM (VALUES 7, 5, NULL) t(x)", "5"],
        [`bitwise_and_agg(x)${NONE}`, null],
        [`bitwise_and_agg(x)${NULLS}`, null],
        ["bitwise_and_agg(x) FROM (VALUES -1, 6) t(x)", "6"],
      ],
    },
    bitwise_or_agg: {
      takes: ["agg bigint -> bigint := {bit_or($1)}"],
      shows: [
        ["bitwise_or_agg(x) FROM (VALUES 1, 4, NULL) t(x)", "5"],
        [`bitwise_or_agg(x)${NONE}`, null],
        [`bitwise_or_agg(x)${NULLS}`, null],
        ["bitwise_or_agg(x) FROM (VALUES -1, 6) t(x)", "-1"],
      ],
    },
    bool_and: {
      takes: ["agg boolean -> boolean := {bool_and($1)}"],
      shows: [
        [`bool_and(x > 0)${XY}`, "true"],
        [`bool_and(x > 0)${NONE}`, null],
        [`bool_and(x > 0)${NULLS}`, null],
        [`bool_and(x > 1)${XY}`, "false"],
      ],
    },
    bool_or: {
      takes: ["agg boolean -> boolean := {bool_or($1)}"],
      shows: [
        [`bool_or(x > 3)${XY}`, "true"],
        [`bool_or(x > 3)${NONE}`, null],
        [`bool_or(x > 0)${NULLS}`, null],
        [`bool_or(x > 4)${XY}`, "false"],
      ],
    },
    every: {
      takes: ["agg boolean -> boolean := {bool_and($1)}"],
      shows: [
        [`every(x > 1)${XY}`, "false"],
        [`every(x > 1)${NONE}`, null],
        [`every(x > 0)${NULLS}`, null],
      ],
    },
    corr: {
      takes: createPairFunctions("corr"),
      shows: [
        [`corr(y, x)${LINE}`, "1.0"],
        [`corr(y, x)${NONE}`, null],
        [`corr(y, x)${ONE}`, null],
        [`corr(y, x)${NULLS}`, null],
        [`corr(y, x)${BESIDE_NULL}`, "0.0"],
      ],
    },
    count: {
      takes: ["agg -> bigint := {count(*)}", "agg T -> bigint := {count($1)}"],
      shows: [
        [`count(*)${XY}`, "4"],
        [`count(x)${XY}`, "3"],
        [`count(DISTINCT x > 1)${XY}`, "2"],
        [`count(*)${NONE}`, "0"],
      ],
    },
    count_if: {
      takes: ["agg boolean -> bigint := coalesce(CAST({count_if($1)} AS BIGINT), 0)"],
      shows: [
        [`count_if(x > 1)${XY}`, "2"],
        [`count_if(x > 1)${NONE}`, "0"],
        [`count_if(x > 1)${NULLS}`, "0"],
      ],
    },
    covar_pop: {
      takes: ["agg double, double -> double := {covar_pop($1, $2)}"],
      shows: [
        [`covar_pop(y, x)${LINE}`, "1.3333333333333333"],
        [`covar_pop(y, x)${NONE}`, null],
        [`covar_pop(y, x)${ONE}`, "0.0"],
        [`covar_pop(y, x)${NULLS}`, null],
      ],
    },
    covar_samp: {
      takes: ["agg double, double -> double := {covar_samp($1, $2)}"],
      shows: [
        [`covar_samp(y, x)${LINE}`, "2.0"],
        [`covar_samp(y, x)${NONE}`, null],
        [`covar_samp(y, x)${ONE}`, null],
        [`covar_samp(y, x)${NULLS}`, null],
      ],
    },
    geometric_mean: {
      takes: ["agg double -> double := exp({avg(log_of(ln(nullif($1, 0)), $1))})"],
      shows: [
        ["round(geometric_mean(x), 6) FROM (VALUES 2, 8) t(x)", "4.0"],
        [`geometric_mean(x)${NONE}`, null],
        ["geometric_mean(x) FROM (VALUES 0, 2, NULL) t(x)", "0.0"],
      ],
    },
    histogram: {
      takes: ["agg T -> map(T, bigint) := CAST({histogram($1)} AS MAP(@t, BIGINT))"],
      shows: [
        ["histogram(x) FROM (VALUES 1, 1, 2, NULL) t(x)", "{1=2, 2=1}"],
        [`histogram(x)${NONE}`, null],
        [`histogram(x)${NULLS}`, null],
      ],
    },
    kurtosis: {
      takes: declareDouble("kurtosis", 4),
      shows: [
        ["round(kurtosis(x), 6) FROM (VALUES 1, 2, 3, 4, 9) t(x)", "2.675098"],
        [`kurtosis(x)${NONE}`, null],
        ["kurtosis(x) FROM (VALUES 1, 2, 3, NULL) t(x)", null],
      ],
      origin: "the page's formula",
    },
    listagg: {
      takes: ["agg varchar, varchar -> varchar := {string_agg($1, $2)}"],
      shows: [
        ["listagg(v, ',') WITHIN GROUP (ORDER BY v) FROM (VALUES 'a', 'c', 'b', NULL) t(v)", "a,b,c"],
        ["listagg(v) WITHIN GROUP (ORDER BY v DESC) FROM (VALUES 'a', 'b') t(v)", "ba"],
        ["listagg(v, ',') WITHIN GROUP (ORDER BY v) FROM (VALUES 'a') t(v) WHERE v = 'b'", null],
      ],
    },
    map_agg: {
      takes: ["agg K, V -> map(K, V) := map_first({list(struct_pack(k := $1, v := $2))})"],
      shows: [
        ["map_agg(k, v) FROM (VALUES ('a', 1), ('b', 2), ('a', 3)) t(k, v)", "{a=1, b=2}"],
        [`map_agg(x, y)${NONE}`, null],
        ["map_agg(k, v) FROM (VALUES (CAST(NULL AS varchar), 1), ('b', NULL)) t(k, v)", "{b=null}"],
      ],
    },
    map_union: {
      takes: [
        "agg map(K, V) -> map(K, V) := map_first(flatten({list(list_transform(map_entries($1), lambda e: struct_pack(k := e.key, v := e.value)))}))",
      ],
      shows: [
        ["map_union(m) FROM (VALUES MAP(ARRAY[1], ARRAY['a']), MAP(ARRAY[2], ARRAY['b'])) t(m)", "{1=a, 2=b}"],
        ["map_union(m) FROM (VALUES MAP(ARRAY[1], ARRAY['a']), NULL, MAP(ARRAY[1], ARRAY['b'])) t(m)", "{1=a}"],
        ["map_union(m) FROM (VALUES MAP(ARRAY[1], ARRAY['a'])) t(m) WHERE m IS NULL", null],
      ],
    },
    multimap_agg: {
      takes: ["agg K, V -> map(K, array(V)) := multimap_of({list(struct_pack(k := $1, v := $2))})"],
      shows: [
        ["multimap_agg(k, v) FROM (VALUES ('a', 1), ('b', 2), ('a', 3)) t(k, v)", "{a=[1, 3], b=[2]}"],
        [`multimap_agg(x, y)${NONE}`, null],
        ["multimap_agg(k, v) FROM (VALUES (CAST(NULL AS varchar), 1), ('b', NULL)) t(k, v)", "{b=[null]}"],
      ],
    },
    max: {
      takes: ["agg O -> O := {max($1)}", "agg O, bigint -> array(O) := {max($1, $2)}"],
      shows: [
        [`max(x)${XY}`, "4"],
        [`max(x, 2)${XY}`, "[4, 2]"],
        [`max(x)${NONE}`, null],
        ["max(x) FROM (VALUES '99', '200') t(x)", "99"],
      ],
    },
    max_by: {
      takes: ["agg T, O -> T := {arg_max_null($1, $2)}", "agg T, O, bigint -> array(T) := {arg_max($1, $2, $3)}"],
      shows: [
        [`max_by(x, y)${XY}`, null],
        [`max_by(y, x)${XY}`, null],
        ["max_by(k, v) FROM (VALUES ('a', 1), ('b', 2)) t(k, v)", "b"],
        [`max_by(x, y)${NONE}`, null],
      ],
    },
    min: {
      takes: ["agg O -> O := {min($1)}", "agg O, bigint -> array(O) := {min($1, $2)}"],
      shows: [
        [`min(x)${XY}`, "1"],
        [`min(x, 2)${XY}`, "[1, 2]"],
        [`min(x)${NONE}`, null],
      ],
    },
    min_by: {
      takes: ["agg T, O -> T := {arg_min_null($1, $2)}", "agg T, O, bigint -> array(T) := {arg_min($1, $2, $3)}"],
      shows: [
        [`min_by(x, y)${XY}`, "1"],
        ["min_by(k, v) FROM (VALUES ('a', 1), ('b', 2), ('c', NULL)) t(k, v)", "a"],
        [`min_by(x, y)${NONE}`, null],
      ],
    },
    approx_most_frequent: {
      takes: [
        "agg bigint, T, bigint -> map(T, bigint) := map_from_entries(list_transform(list_sort(list_transform(map_entries({histogram($2)}), lambda e: struct_pack(n := -CAST(e.value AS BIGINT), k := e.key)))[1:{max($1)}], lambda e: struct_pack(k := e.k, v := -e.n)))",
      ],
      shows: [
        [
          "approx_most_frequent(3, x, 15) FROM (VALUES 'A', 'B', 'A', 'C', 'A', 'B', 'C', 'D', 'E') t(x)",
          "{A=3, B=2, C=2}",
        ],
        ["approx_most_frequent(1, x, 10) FROM (VALUES 7, 7, NULL, NULL, NULL) t(x)", "{7=2}"],
        [`approx_most_frequent(2, x, 10)${NONE}`, null],
      ],
    },
    reduce_agg: {
      takes: [
        "agg T, S, function(S, T, S), function(S, S, S) -> S := CASE WHEN {count($1)} > 0 THEN (list_reduce(list_prepend(struct_pack(s := CAST($2 AS @s), x := CAST(NULL AS @t)), list_transform(list_filter({list($1)}, lambda v: v IS NOT NULL), lambda v: struct_pack(s := CAST(NULL AS @s), x := v))), lambda a, b: struct_pack(s := CAST($3<<a.s;b.x>> AS @s), x := CAST(NULL AS @t)))).s END",
      ],
      shows: [
        ["reduce_agg(v, 0, (a, b) -> a + b, (a, b) -> a + b) FROM (VALUES 2, 3, 4) t(v)", "9"],
        ["reduce_agg(v, 1, (a, b) -> a * b, (a, b) -> a * b) FROM (VALUES 3, NULL, 4) t(v)", "12"],
        [`reduce_agg(x, 0, (a, b) -> a + b, (a, b) -> a + b)${NONE}`, null],
      ],
    },
    regr_intercept: {
      takes: createPairFunctions("regr_intercept"),
      shows: [
        [`regr_intercept(y, x)${LINE}`, "0.0"],
        [`regr_intercept(y, x)${NONE}`, null],
        [`regr_intercept(y, x)${ONE}`, null],
        [`regr_intercept(y, x)${NULLS}`, null],
      ],
    },
    regr_slope: {
      takes: createPairFunctions("regr_slope"),
      shows: [
        [`regr_slope(y, x)${LINE}`, "2.0"],
        [`regr_slope(y, x)${NONE}`, null],
        [`regr_slope(y, x)${ONE}`, null],
        [`regr_slope(y, x)${NULLS}`, null],
        [`regr_slope(y, x)${BESIDE_NULL}`, "0.0"],
      ],
    },
    skewness: {
      takes: ["agg double -> double := skewness_of({count($1)}, {avg($1)}, {avg($1 * $1)}, {avg($1 * $1 * $1)})"],
      shows: [
        ["round(skewness(x), 6) FROM (VALUES 1, 2, 9) t(x)", "0.665469"],
        [`skewness(x)${NONE}`, null],
        ["skewness(x) FROM (VALUES 1, 2, NULL) t(x)", null],
      ],
      origin: "the definition over a whole population",
    },
    stddev: {
      takes: declareDouble("stddev_samp", 2),
      shows: [
        [`stddev(x)${LINE}`, "1.0"],
        [`stddev(x)${NONE}`, null],
        [`stddev(x)${ONE}`, null],
      ],
    },
    stddev_pop: {
      takes: declareDouble("stddev_pop", 1),
      shows: [
        ["stddev_pop(x) FROM (VALUES 1, 3) t(x)", "1.0"],
        [`stddev_pop(x)${NONE}`, null],
        [`stddev_pop(x)${ONE}`, "0.0"],
        ["stddev_pop(x) FROM (VALUES 1, NULL, 3) t(x)", "1.0"],
      ],
    },
    stddev_samp: {
      takes: declareDouble("stddev_samp", 2),
      shows: [
        [`stddev_samp(x)${LINE}`, "1.0"],
        ["stddev_samp(x) FROM (VALUES 1) t(x)", null],
        [`stddev_samp(x)${NONE}`, null],
        ["stddev_samp(x) FROM (VALUES 1, NULL, 2, 3) t(x)", "1.0"],
      ],
    },
    sum: {
      takes: [
        "agg bigint -> bigint := CAST({sum($1)} AS BIGINT)",
        "agg decimal -> decimal38 := CAST({sum($1)} AS DECIMAL(38, @scale))",
        "agg real -> real := CAST({sum($1)} AS FLOAT)",
        "agg double -> double := {sum($1)}",
        "agg interval day to second -> interval day to second := CAST({sum($1)} AS BIGINT)",
        "agg interval year to month -> interval year to month := CAST({sum($1)} AS INTEGER)",
      ],
      shows: [
        [`sum(x)${XY}`, "7"],
        [`sum(y)${XY}`, "12.0"],
        [`sum(x)${NONE}`, null],
        ["sum(x) FROM (VALUES DECIMAL '1.10', DECIMAL '2.25') t(x)", "3.35"],
        ["sum(x) FROM (VALUES 9223372036854775807, 1) t(x)", { fails: "NUMERIC_VALUE_OUT_OF_RANGE" }],
      ],
    },
    var_pop: {
      takes: declareDouble("var_pop", 1),
      shows: [
        ["var_pop(x) FROM (VALUES 1, 3) t(x)", "1.0"],
        [`var_pop(x)${NONE}`, null],
        [`var_pop(x)${ONE}`, "0.0"],
        ["var_pop(x) FROM (VALUES 1, NULL, 3) t(x)", "1.0"],
      ],
    },
    var_samp: {
      takes: declareDouble("var_samp", 2),
      shows: [
        [`var_samp(x)${LINE}`, "1.0"],
        ["var_samp(x) FROM (VALUES 1) t(x)", null],
        [`var_samp(x)${NONE}`, null],
        ["var_samp(x) FROM (VALUES 1, NULL, 2, 3) t(x)", "1.0"],
      ],
    },
    variance: {
      takes: declareDouble("var_samp", 2),
      shows: [
        [`variance(x)${LINE}`, "1.0"],
        [`variance(x)${NONE}`, null],
        [`variance(x)${ONE}`, null],
      ],
    },
  },
  refused: {
    approx_set: "needs HyperLogLog",
    checksum: "needs Trino's own hashes",
    merge: "needs sketches",
    numeric_histogram: "its answer depends on how rows come",
    qdigest_agg: "needs sketches",
    tdigest_agg: "needs sketches",
    bitwise_xor_agg: "newer than engine v3",
    entropy: "rarely used",
    learn_classifier: "machine learning",
  },
};
