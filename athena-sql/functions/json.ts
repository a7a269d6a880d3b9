import type { Chapter } from "./chapter";

/** JSON values and texts. */
export const json: Chapter = {
  title: "JSON functions",
  page: "functions/json.html",
  functions: {
    is_json_scalar: {
      takes: ["json -> boolean := json_is_scalar($1)", "varchar -> boolean := json_is_scalar($1)"],
      shows: [
        ["is_json_scalar('1')", "true"],
        ["is_json_scalar('[1, 2, 3]')", "false"],
        ["is_json_scalar(JSON 'null')", "true"],
        ["is_json_scalar(NULL)", null],
      ],
    },
    json_array_contains: {
      takes: [
        "json, boolean -> boolean := json_array_holds($1, CAST($2 AS VARCHAR), 'boolean')",
        "json, bigint -> boolean := json_array_holds($1, CAST($2 AS VARCHAR), 'bigint')",
        "json, double -> boolean := json_array_holds($1, CAST($2 AS VARCHAR), 'double')",
        "json, varchar -> boolean := json_array_holds($1, $2, 'text')",
        "varchar, boolean -> boolean := json_array_holds($1, CAST($2 AS VARCHAR), 'boolean')",
        "varchar, bigint -> boolean := json_array_holds($1, CAST($2 AS VARCHAR), 'bigint')",
        "varchar, double -> boolean := json_array_holds($1, CAST($2 AS VARCHAR), 'double')",
        "varchar, varchar -> boolean := json_array_holds($1, $2, 'text')",
      ],
      shows: [
        ["json_array_contains('[1, 2, 3]', 2)", "true"],
        ["json_array_contains(JSON '[\"a\"]', 'b')", "false"],
        ["json_array_contains('[1, 2, 3]', 2e0)", "false"],
        ["json_array_contains('{}', 1)", null],
        ["json_array_contains(NULL, 1)", null],
      ],
    },
    json_array_get: {
      takes: ["json, bigint -> json := json_item($1, $2)", "varchar, bigint -> json := json_item($1, $2)"],
      shows: [
        ['json_array_get(\'["a", [3, 9], "c"]\', 1)', "[3,9]"],
        ['json_array_get(\'["a", [3, 9], "c"]\', -1)', "c"],
        ["json_array_get('[1]', 5)", null],
        ["json_array_get(NULL, 0)", null],
      ],
    },
    json_array_length: {
      takes: ["json -> bigint := json_array_size($1)", "varchar -> bigint := json_array_size($1)"],
      shows: [
        ["json_array_length('[1, 2, 3]')", "3"],
        ["json_array_length('[]')", "0"],
        ["json_array_length('{}')", null],
        ["json_array_length(NULL)", null],
      ],
    },
    json_extract: {
      takes: ["json, varchar -> json := json_at($1, $2)", "varchar, varchar -> json := json_at($1, $2)"],
      shows: [
        ["json_extract('{\"a\": {\"b\": [1, 2]}}', '$.a.b[1]')", "2"],
        ['json_extract(\'{"a b": {"y": 1, "x": 2}}\', \'$["a b"]\')', '{"x":2,"y":1}'],
        ["json_extract('{}', '$.a')", null],
        ["json_extract('no json', '$.a')", null],
        ["json_extract(NULL, '$')", null],
        ["json_extract('{}', 'a..')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    json_extract_scalar: {
      takes: [
        "json, varchar -> varchar := json_scalar_at($1, $2)",
        "varchar, varchar -> varchar := json_scalar_at($1, $2)",
      ],
      shows: [
        ['json_extract_scalar(\'{"a": {"b": "x"}}\', \'$.a.b\')', "x"],
        ["json_extract_scalar('[1, 2.50, true]', '$[1]')", "2.50"],
        ["json_extract_scalar('{\"a\": [1]}', '$.a')", null],
        ["json_extract_scalar('{\"a\": null}', '$.a')", null],
        ["json_extract_scalar(NULL, '$')", null],
      ],
    },
    json_format: {
      takes: ["json -> varchar := $1"],
      shows: [
        ["json_format(JSON '[1, 2, 3]')", "[1,2,3]"],
        ["json_format(JSON '\"a\"')", '"a"'],
        ["json_format(NULL)", null],
      ],
    },
    json_parse: {
      takes: ["varchar -> json := json_canonical($1)"],
      shows: [
        ['json_parse(\'{"b": 1, "a": [true, null]}\')', '{"a":[true,null],"b":1}'],
        ["json_parse('\"x\"')", '"x"'],
        ["json_parse(NULL)", null],
        ["json_parse('x')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    json_size: {
      takes: ["json, varchar -> bigint := json_size_at($1, $2)", "varchar, varchar -> bigint := json_size_at($1, $2)"],
      shows: [
        ['json_size(\'{"x": {"a": 1, "b": 2}}\', \'$.x\')', "2"],
        ["json_size('{\"x\": [1, 2, 3]}', '$.x')", "3"],
        ["json_size('{\"x\": 1}', '$.x')", "0"],
        ["json_size('{}', '$.x')", null],
        ["json_size(NULL, '$')", null],
      ],
    },
  },
  refused: {
    json_exists: "SQL/JSON paths",
    json_query: "SQL/JSON paths",
    json_value: "SQL/JSON paths",
    json_table: "SQL/JSON paths",
    json_array: "its clauses",
    json_object: "its clauses",
  },
};
