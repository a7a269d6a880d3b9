import type { Chapter } from "./chapter";

/** Regular expressions: JavaScript's, which for the patterns of usual queries match as Java's do. */
export const regexp: Chapter = {
  title: "Regular expression functions",
  page: "functions/regexp.html",
  functions: {
    regexp_count: {
      takes: ["varchar, varchar -> bigint := pattern_count($1, $2)"],
      shows: [
        ["regexp_count('1a 2b 14m', '\\s*[a-z]+\\s*')", "3"],
        ["regexp_count('', 'a')", "0"],
        ["regexp_count(NULL, 'a')", null],
      ],
    },
    regexp_extract: {
      takes: [
        "varchar, varchar -> varchar := pattern_group($1, $2, 0)",
        "varchar, varchar, bigint -> varchar := pattern_group($1, $2, $3)",
      ],
      shows: [
        ["regexp_extract('1a 2b 14m', '\\d+')", "1"],
        ["regexp_extract('1a 2b 14m', '(\\d+)([a-z]+)', 2)", "a"],
        ["regexp_extract('abc', '\\d')", null],
        ["regexp_extract(NULL, 'a')", null],
        ["regexp_extract('a', 'a', 3)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    regexp_extract_all: {
      takes: [
        "varchar, varchar -> array(varchar) := pattern_groups($1, $2, 0)",
        "varchar, varchar, bigint -> array(varchar) := pattern_groups($1, $2, $3)",
      ],
      shows: [
        ["regexp_extract_all('1a 2b 14m', '\\d+')", "[1, 2, 14]"],
        ["regexp_extract_all('1a 2b 14m', '(\\d+)([a-z]+)', 2)", "[a, b, m]"],
        ["regexp_extract_all('abc', '\\d')", "[]"],
        ["regexp_extract_all(NULL, 'a')", null],
      ],
    },
    regexp_like: {
      takes: ["varchar, varchar -> boolean := pattern_matches($1, $2)"],
      shows: [
        ["regexp_like('1a 2b 14m', '\\d+b')", "true"],
        ["regexp_like('ABC', '(?i)abc')", "true"],
        ["regexp_like('abc', '')", "true"],
        ["regexp_like(NULL, 'a')", null],
        ["regexp_like('a', '(')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    regexp_position: {
      takes: [
        "varchar, varchar -> integer := pattern_place($1, $2, 1, 1)",
        "varchar, varchar, integer -> integer := pattern_place($1, $2, $3, 1)",
        "varchar, varchar, integer, integer -> integer := pattern_place($1, $2, $3, $4)",
      ],
      shows: [
        ["regexp_position('I have 23 apples, 5 pears and 13 oranges', '\\b\\d+\\b')", "8"],
        ["regexp_position('I have 23 apples, 5 pears and 13 oranges', '\\b\\d+\\b', 12)", "19"],
        ["regexp_position('I have 23 apples, 5 pears and 13 oranges', '\\b\\d+\\b', 12, 3)", "-1"],
        ["regexp_position(NULL, 'a')", null],
      ],
    },
    regexp_replace: {
      takes: [
        "varchar, varchar -> varchar := pattern_replaced($1, $2, '')",
        "varchar, varchar, varchar -> varchar := pattern_replaced($1, $2, $3)",
        "varchar, varchar, function(array(varchar), varchar) -> varchar := pattern_woven(pattern_gaps($1, $2), list_transform(pattern_matched($1, $2), lambda m: coalesce($3<<CAST(CAST(m AS JSON) AS VARCHAR[])>>, '')))",
      ],
      shows: [
        ["regexp_replace('1a 2b 14m', '\\d+[ab] ')", "14m"],
        ["regexp_replace('1a 2b 14m', '(\\d+)([ab]) ', '3c$2 ')", "3ca 3cb 14m"],
        ["regexp_replace('new york', '(\\w)(\\w*)', x -> upper(x[1]) || lower(x[2]))", "New York"],
        ["regexp_replace('abc', 'x', 'y')", "abc"],
        ["regexp_replace(NULL, 'a', 'b')", null],
      ],
    },
    regexp_split: {
      takes: ["varchar, varchar -> array(varchar) := pattern_split($1, $2)"],
      shows: [
        ["regexp_split('1a 2b 14m', '\\s*[a-z]+\\s*')", "[1, 2, 14, ]"],
        ["regexp_split('abc', 'x')", "[abc]"],
        ["regexp_split(NULL, 'a')", null],
      ],
    },
  },
  refused: {},
};
