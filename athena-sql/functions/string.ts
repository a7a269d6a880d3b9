import type { Chapter } from "./chapter";

const BLANKS = "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)";

/** Texts. Lengths and positions count code points. */
export const string: Chapter = {
  title: "String functions",
  page: "functions/string.html",
  functions: {
    chr: {
      takes: ["bigint -> varchar := code_point_text($1)"],
      shows: [
        ["chr(65)", "A"],
        ["chr(128512)", "😀"],
        ["chr(NULL)", null],
      ],
    },
    codepoint: {
      takes: ["varchar -> integer := code_point($1)"],
      shows: [
        ["codepoint('A')", "65"],
        ["codepoint('😀')", "128512"],
        ["codepoint(NULL)", null],
        ["codepoint('AB')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    concat: {
      takes: [
        "varchar, varchar... -> varchar := ($||)",
        "array(T), array(T)... -> array(T) := arrays_joined([$*])",
        "varbinary, varbinary... -> varbinary := ($||)",
      ],
      shows: [
        ["concat('a', 'b', 'c')", "abc"],
        ["concat('a', NULL)", null],
        ["concat('', '')", ""],
        ["concat(ARRAY[1], ARRAY[2, 3])", "[1, 2, 3]"],
        ["concat(ARRAY[1], NULL)", null],
      ],
    },
    concat_ws: {
      takes: [
        // DuckDB's text of items that are all NULL is NULL, Trino's is empty.
        "varchar, array(varchar) -> varchar := CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN coalesce(array_to_string($2, $1), '') END",
        "varchar, varchar... -> varchar := concat_ws($*)",
      ],
      shows: [
        ["concat_ws(',', 'a', NULL, 'b')", "a,b"],
        ["concat_ws(NULL, 'a')", null],
        ["concat_ws('-', ARRAY['a', NULL, 'b'])", "a-b"],
        ["concat_ws('-', ARRAY[CAST(NULL AS varchar), NULL])", ""],
        ["concat_ws('-', CAST(NULL AS array(varchar)))", null],
        ["concat_ws(',', '', '')", ","],
      ],
    },
    from_utf8: {
      takes: [
        "varbinary -> varchar := text_of_bytes($1, chr(65533))",
        "varbinary, varchar -> varchar := text_of_bytes($1, $2)",
      ],
      shows: [
        ["from_utf8(X'616263')", "abc"],
        ["from_utf8(X'58BF')", "X\uFFFD"],
        ["from_utf8(X'58BF', '#')", "X#"],
        ["from_utf8(NULL)", null],
      ],
    },
    hamming_distance: {
      takes: ["varchar, varchar -> bigint := hamming_distance_of($1, $2)"],
      shows: [
        ["hamming_distance('abc', 'abd')", "1"],
        ["hamming_distance('', '')", "0"],
        ["hamming_distance('a', NULL)", null],
        ["hamming_distance('a', 'ab')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    length: {
      takes: ["varchar -> bigint := length($1)", "varbinary -> bigint := octet_length($1)"],
      shows: [
        ["length('hello')", "5"],
        ["length('')", "0"],
        ["length('a😀')", "2"],
        ["length(NULL)", null],
        ["length(X'0102')", "2"],
      ],
    },
    levenshtein_distance: {
      takes: ["varchar, varchar -> bigint := edit_distance($1, $2)"],
      shows: [
        ["levenshtein_distance('kitten', 'sitting')", "3"],
        ["levenshtein_distance('', 'ab')", "2"],
        ["levenshtein_distance(NULL, 'a')", null],
      ],
    },
    lower: {
      takes: ["varchar -> varchar := lower($1)"],
      shows: [
        ["lower('HeLLo')", "hello"],
        ["lower('ÄÖ')", "äö"],
        ["lower(NULL)", null],
      ],
    },
    upper: {
      // DuckDB's upper changes ß, Java's does not: only a string with ß is split up.
      takes: [
        "varchar -> varchar := CASE WHEN contains($1, 'ß') THEN array_to_string(list_transform(string_split($1, 'ß'), lambda p: upper(p)), 'ß') ELSE upper($1) END",
      ],
      shows: [
        ["upper('HeLLo')", "HELLO"],
        ["upper('Größe')", "GRÖßE"],
        ["upper('')", ""],
        ["upper(NULL)", null],
      ],
    },
    lpad: {
      takes: ["varchar, bigint, varchar -> varchar := padded_left($1, $2, $3)"],
      shows: [
        ["lpad('ab', 5, 'xy')", "xyxab"],
        ["lpad('abcdef', 3, 'x')", "abc"],
        ["lpad(NULL, 3, 'x')", null],
        ["lpad('a', -1, 'x')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    rpad: {
      takes: ["varchar, bigint, varchar -> varchar := padded_right($1, $2, $3)"],
      shows: [
        ["rpad('ab', 5, 'xy')", "abxyx"],
        ["rpad('abcdef', 3, 'x')", "abc"],
        ["rpad(NULL, 3, 'x')", null],
        ["rpad('a', 3, '')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    ltrim: {
      takes: [`varchar -> varchar := ltrim($1, ${BLANKS})`, "varchar, varchar -> varchar := ltrim($1, $2)"],
      shows: [
        ["ltrim('  a ')", "a "],
        ["ltrim('xxa', 'x')", "a"],
        ["ltrim(NULL)", null],
      ],
    },
    rtrim: {
      takes: [`varchar -> varchar := rtrim($1, ${BLANKS})`, "varchar, varchar -> varchar := rtrim($1, $2)"],
      shows: [
        ["rtrim(' a  ')", " a"],
        ["rtrim('axx', 'x')", "a"],
        ["rtrim(NULL)", null],
      ],
    },
    trim: {
      takes: [`varchar -> varchar := trim($1, ${BLANKS})`, "varchar, varchar -> varchar := trim($1, $2)"],
      shows: [
        ["trim('  a ')", "a"],
        ["trim(BOTH 'x' FROM 'xax')", "a"],
        ["trim('   ')", ""],
        ["trim(NULL)", null],
      ],
    },
    luhn_check: {
      takes: ["varchar -> boolean := passes_luhn($1)"],
      shows: [
        ["luhn_check('79927398713')", "true"],
        ["luhn_check('79927398714')", "false"],
        ["luhn_check(NULL)", null],
        ["luhn_check('abc')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    normalize: {
      takes: ["varchar, varchar -> varchar := normal_form($1, $2)"],
      shows: [
        ["normalize('e\u0301')", "\u00E9"],
        ["length(normalize('\u00E9', NFD))", "2"],
        ["normalize(CAST(NULL AS varchar))", null],
      ],
    },
    replace: {
      takes: [
        "varchar, varchar -> varchar := replace($1, $2, '')",
        "varchar, varchar, varchar -> varchar := CASE WHEN $2 = '' THEN regexp_replace($1, '', $3, 'g') ELSE replace($1, $2, $3) END",
      ],
      shows: [
        ["replace('aXbXc', 'X')", "abc"],
        ["replace('aXb', 'X', '--')", "a--b"],
        ["replace('abc', '', 'x')", "xaxbxcx"],
        ["replace(NULL, 'a', 'b')", null],
      ],
    },
    reverse: {
      takes: ["varchar -> varchar := reverse($1)", "array(T) -> array(T) := list_reverse($1)"],
      shows: [
        ["reverse('abc')", "cba"],
        ["reverse('')", ""],
        ["reverse(NULL)", null],
        ["reverse(ARRAY[1, 2, NULL])", "[null, 2, 1]"],
      ],
    },
    soundex: {
      takes: ["varchar -> varchar := sounds_like($1)"],
      shows: [
        ["soundex('Robert')", "R163"],
        ["soundex('Tymczak')", "T522"],
        ["soundex(NULL)", null],
      ],
    },
    split: {
      takes: [
        "varchar, varchar -> array(varchar) := split_all($1, $2)",
        "varchar, varchar, bigint -> array(varchar) := split_limited($1, $2, $3)",
      ],
      shows: [
        ["split('a,b,,c', ',')", "[a, b, , c]"],
        ["split('a,b,c', ',', 2)", "[a, b,c]"],
        ["split('', ',')", "[]"],
        ["cardinality(split('', ','))", "1"],
        ["split(NULL, ',')", null],
        ["split('a', ',', 0)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    split_part: {
      takes: ["varchar, varchar, bigint -> varchar := split_field($1, $2, $3)"],
      shows: [
        ["split_part('a-b-c', '-', 2)", "b"],
        ["split_part('a-b', '-', 3)", null],
        ["split_part(NULL, '-', 1)", null],
        ["split_part('a', NULL, 1)", null],
        ["split_part('a', '-', 0)", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    split_to_map: {
      takes: [
        "varchar, varchar, varchar -> map(varchar, varchar) := CAST(CAST(split_entries($1, $2, $3, false) AS JSON) AS MAP(VARCHAR, VARCHAR))",
      ],
      shows: [
        ["split_to_map('a=1,b=2', ',', '=')", "{a=1, b=2}"],
        ["split_to_map('', ',', '=')", "{}"],
        ["split_to_map(NULL, ',', '=')", null],
        ["split_to_map('a=1,a=2', ',', '=')", { fails: "INVALID_FUNCTION_ARGUMENT" }],
      ],
    },
    split_to_multimap: {
      takes: [
        "varchar, varchar, varchar -> map(varchar, array(varchar)) := CAST(CAST(split_entries($1, $2, $3, true) AS JSON) AS MAP(VARCHAR, VARCHAR[]))",
      ],
      shows: [
        ["split_to_multimap('a=1,a=2,b=3', ',', '=')", "{a=[1, 2], b=[3]}"],
        ["split_to_multimap('', ',', '=')", "{}"],
        ["split_to_multimap(NULL, ',', '=')", null],
      ],
    },
    starts_with: {
      takes: ["varchar, varchar -> boolean := starts_with($1, $2)"],
      shows: [
        ["starts_with('abc', 'ab')", "true"],
        ["starts_with('abc', '')", "true"],
        ["starts_with(NULL, 'a')", null],
      ],
    },
    strpos: {
      takes: [
        "varchar, varchar -> bigint := instr($1, $2)",
        "varchar, varchar, bigint -> bigint := place_of($1, $2, $3)",
      ],
      shows: [
        ["strpos('abcabc', 'c')", "3"],
        ["strpos('abcabc', 'c', 2)", "6"],
        ["strpos('abcabc', 'c', -1)", "6"],
        ["strpos('abc', 'x')", "0"],
        ["strpos('abc', '', -1)", "1"],
        ["POSITION('b' IN 'abc')", "2"],
        ["strpos(NULL, 'a')", null],
      ],
    },
    substr: {
      takes: [
        "varchar, bigint -> varchar := text_part($1, $2, length($1))",
        "varchar, bigint, bigint -> varchar := text_part($1, $2, $3)",
      ],
      shows: [
        ["substr('hello', 2)", "ello"],
        ["substr('hello', -3, 2)", "ll"],
        ["substr('hello', 0)", ""],
        ["substr('hello', 9)", ""],
        ["substr(NULL, 1)", null],
      ],
    },
    substring: {
      takes: [
        "varchar, bigint -> varchar := text_part($1, $2, length($1))",
        "varchar, bigint, bigint -> varchar := text_part($1, $2, $3)",
      ],
      shows: [
        ["substring('hello', 2, 3)", "ell"],
        ["substring('hello' FROM 2 FOR 2)", "el"],
        ["substring('hello', -9)", ""],
        ["substring(NULL, 1)", null],
      ],
    },
    to_utf8: {
      takes: ["varchar -> varbinary := encode($1)"],
      shows: [
        ["to_utf8('abc')", "61 62 63"],
        ["to_utf8('')", ""],
        ["to_utf8(NULL)", null],
      ],
    },
    translate: {
      takes: ["varchar, varchar, varchar -> varchar := translate($1, $2, $3)"],
      shows: [
        ["translate('abcda', 'a', 'z')", "zbcdz"],
        ["translate('abcd', 'ac', 'z')", "zbd"],
        ["translate('abcd', '', '')", "abcd"],
        ["translate('abcd', 'aac', 'zq')", "zbd"],
        ["translate(NULL, 'a', 'b')", null],
      ],
    },
  },
  refused: {
    word_stem: "needs a stemmer for each language",
  },
};
