import type { Chapter } from "./chapter";

/** Maps. `cardinality` and `element_at` are in the chapter of arrays. */
export const map: Chapter = {
  title: "Map functions",
  page: "functions/map.html",
  functions: {
    map: {
      takes: [
        "-> map(T, U) := CAST(MAP {} AS MAP(INTEGER, INTEGER))",
        "array(K), array(V) -> map(K, V) := map_of($1, $2)",
      ],
      shows: [
        ["MAP(ARRAY[1, 3], ARRAY[2, 4])", "{1=2, 3=4}"],
        ["MAP()", "{}"],
        ["MAP(ARRAY['a'], ARRAY[NULL])", "{a=null}"],
        ["MAP(ARRAY[1, 1], ARRAY[2, 3])", { fails: "INVALID_FUNCTION_ARGUMENT" }],
        ["MAP(ARRAY[1], ARRAY[2, 3])", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    map_concat: {
      takes: ["map(K, V), map(K, V)... -> map(K, V) := maps_joined([$*])"],
      shows: [
        ["map_concat(MAP(ARRAY[1, 2], ARRAY['a', 'b']), MAP(ARRAY[2], ARRAY['z']))", "{1=a, 2=z}"],
        ["map_concat(MAP(ARRAY[1], ARRAY['a']), NULL)", null],
        ["map_concat(MAP(), MAP())", "{}"],
      ],
    },
    map_entries: {
      takes: [
        "map(K, V) -> array(row(K, V)) := list_transform(map_entries($1), lambda e: struct_pack(f1 := e.key, f2 := e.value))",
      ],
      shows: [
        ["map_entries(MAP(ARRAY[1, 2], ARRAY['x', 'y']))", "[{field0=1, field1=x}, {field0=2, field1=y}]"],
        ["map_entries(MAP())", "[]"],
        ["map_entries(NULL)", null],
      ],
    },
    map_filter: {
      takes: [
        "map(K, V), function(K, V, boolean) -> map(K, V) := map_from_entries(list_filter(map_entries($1), lambda e: $2<<e.key;e.value>>))",
      ],
      shows: [
        ["map_filter(MAP(ARRAY[10, 20, 30], ARRAY['a', NULL, 'c']), (k, v) -> v IS NOT NULL)", "{10=a, 30=c}"],
        ["map_filter(MAP(ARRAY['k1', 'k2'], ARRAY[20, 3]), (k, v) -> v > 10)", "{k1=20}"],
        ["map_filter(MAP(ARRAY[1], ARRAY[2]), (k, v) -> false)", "{}"],
      ],
    },
    map_from_entries: {
      takes: ["array(row(K, V)) -> map(K, V) := map_from_entries($1)"],
      shows: [
        ["map_from_entries(ARRAY[(1, 'x'), (2, 'y')])", "{1=x, 2=y}"],
        ["map_from_entries(ARRAY[(1, 'x'), (1, 'y')])", { fails: "INVALID_FUNCTION_ARGUMENT" }],
        ["map_from_entries(NULL)", null],
      ],
    },
    map_keys: {
      takes: ["map(K, V) -> array(K) := map_keys($1)"],
      shows: [
        ["map_keys(MAP(ARRAY['a', 'b'], ARRAY[1, 2]))", "[a, b]"],
        ["map_keys(MAP())", "[]"],
        ["map_keys(NULL)", null],
      ],
    },
    map_values: {
      takes: ["map(K, V) -> array(V) := map_values($1)"],
      shows: [
        ["map_values(MAP(ARRAY['a', 'b'], ARRAY[1, NULL]))", "[1, null]"],
        ["map_values(NULL)", null],
        ["map_values(MAP())", "[]"],
      ],
    },
    map_zip_with: {
      takes: [
        "map(K, V), map(K, W), function(K, V, W, R) -> map(K, R) := CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN map_from_entries(list_transform(list_unique_items(list_concat(map_keys($1), map_keys($2))), lambda k: struct_pack(k := k, v := $3<<k;$1[k];$2[k]>>))) END",
      ],
      shows: [
        [
          "map_zip_with(MAP(ARRAY[1, 2], ARRAY['a', 'b']), MAP(ARRAY[1, 2], ARRAY['d', 'e']), (k, v1, v2) -> concat(v1, v2))",
          "{1=ad, 2=be}",
        ],
        [
          "map_zip_with(MAP(ARRAY['k1'], ARRAY[1]), MAP(ARRAY['k2'], ARRAY[4]), (k, v1, v2) -> (v1, v2))",
          "{k1={field0=1, field1=null}, k2={field0=null, field1=4}}",
        ],
        ["map_zip_with(NULL, MAP(ARRAY[1], ARRAY[1]), (k, a, b) -> b)", null],
      ],
    },
    multimap_from_entries: {
      takes: [
        "array(row(K, V)) -> map(K, array(V)) := multimap_of(list_transform($1, lambda e: struct_pack(k := e.f1, v := e.f2)))",
      ],
      shows: [
        ["multimap_from_entries(ARRAY[(1, 'x'), (2, 'y'), (1, 'z')])", "{1=[x, z], 2=[y]}"],
        ["multimap_from_entries(ARRAY[(1, CAST(NULL AS varchar))])", "{1=[null]}"],
        ["multimap_from_entries(NULL)", null],
      ],
    },
    transform_keys: {
      takes: [
        "map(K, V), function(K, V, R) -> map(R, V) := map_from_entries(list_transform(map_entries($1), lambda e: struct_pack(k := $2<<e.key;e.value>>, v := e.value)))",
      ],
      shows: [
        ["transform_keys(MAP(ARRAY[1, 2], ARRAY['a', 'b']), (k, v) -> k + 1)", "{2=a, 3=b}"],
        ["transform_keys(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> k || CAST(v AS varchar))", "{a1=1, b2=2}"],
        ["transform_keys(MAP(ARRAY[1, 2], ARRAY[0, 0]), (k, v) -> v)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
        ["transform_keys(MAP(), (k, v) -> k)", "{}"],
        ["transform_keys(CAST(NULL AS map(varchar, integer)), (k, v) -> k)", null],
      ],
    },
    transform_values: {
      takes: [
        "map(K, V), function(K, V, R) -> map(K, R) := map_from_entries(list_transform(map_entries($1), lambda e: struct_pack(k := e.key, v := $2<<e.key;e.value>>)))",
      ],
      shows: [
        ["transform_values(MAP(ARRAY[1, 2], ARRAY[10, 20]), (k, v) -> v + k)", "{1=11, 2=22}"],
        ["transform_values(MAP(ARRAY[1], ARRAY['a']), (k, v) -> k * k)", "{1=1}"],
        ["transform_values(CAST(NULL AS map(varchar, integer)), (k, v) -> v)", null],
      ],
    },
  },
  refused: {},
};
