import type { Chapter } from "./chapter";

/** Functions of other chapters that queries of data streams use: conditions, conversions, binaries, URLs. */
export const other: Chapter = {
  title: "Conditional, conversion, binary and URL functions",
  page: "functions/list-by-topic.html",
  isPromised: false,
  functions: {
    coalesce: {
      takes: [],
      shows: [
        ["coalesce(NULL, 2)", "2"],
        ["coalesce(NULL, NULL)", null],
      ],
    },
    if: {
      takes: [],
      shows: [
        ["if(1 > 2, 'a', 'b')", "b"],
        ["if(NULL, 'a')", null],
      ],
    },
    nullif: {
      takes: [],
      shows: [
        ["nullif(1, 1)", null],
        ["nullif(1, 2)", "1"],
      ],
    },
    try: {
      takes: [],
      shows: [
        ["try(1 / 0)", null],
        ["try(CAST('5' AS integer))", "5"],
      ],
    },
    typeof: {
      takes: [],
      shows: [
        ["typeof(1)", "integer"],
        ["typeof('abc')", "varchar(3)"],
        ["typeof(ARRAY[DECIMAL '1.5'])", "array(decimal(2,1))"],
        ["typeof(1.5)", "double"],
        ["typeof(NULL)", "unknown"],
      ],
    },
    format: {
      takes: [],
      shows: [
        ["format('%s%%', 123)", "123%"],
        ["format('%.5f', pi())", "3.14159"],
        ["format('%03d', 8)", "008"],
        ["format('%,.2f', 1234567.89)", "1,234,567.89"],
        ["format('%-7s,%7s', 'hello', 'world')", "hello  ,  world"],
        ["format('%2$s %3$s %1$s', 'a', 'b', 'c')", "b c a"],
        ["format(NULL, 1)", null],
      ],
    },
    to_hex: {
      takes: ["varbinary -> varchar := hex($1)"],
      shows: [
        ["to_hex(X'0aff')", "0AFF"],
        ["to_hex(NULL)", null],
      ],
    },
    from_hex: { takes: ["varchar -> varbinary := hex_bytes($1)"], shows: [["from_hex('0aff')", "0a ff"]] },
    to_base64: {
      takes: ["varbinary -> varchar := to_base64($1)"],
      shows: [
        ["to_base64(X'616263')", "YWJj"],
        ["to_base64(NULL)", null],
      ],
    },
    from_base64: {
      takes: ["varchar -> varbinary := from_base64(base64_text($1))"],
      shows: [["from_base64('YWJj')", "61 62 63"]],
    },
    md5: {
      takes: ["varbinary -> varbinary := from_hex(md5($1))"],
      shows: [["to_hex(md5(to_utf8('abc')))", "900150983CD24FB0D6963F7D28E17F72"]],
    },
    sha1: {
      takes: ["varbinary -> varbinary := from_hex(sha1($1))"],
      shows: [["to_hex(sha1(to_utf8('abc')))", "A9993E364706816ABA3E25717850C26C9CD0D89D"]],
    },
    sha256: {
      takes: ["varbinary -> varbinary := from_hex(sha256($1))"],
      shows: [["substr(to_hex(sha256(to_utf8('abc'))), 1, 16)", "BA7816BF8F01CFEA"]],
    },
    url_decode: {
      takes: ["varchar -> varchar := url_unescaped($1)"],
      shows: [
        ["url_decode('a%20b+c')", "a b c"],
        ["url_decode(NULL)", null],
      ],
    },
    url_encode: { takes: ["varchar -> varchar := url_escaped($1)"], shows: [["url_encode('a b/ü')", "a+b%2F%C3%BC"]] },
    url_extract_host: {
      takes: ["varchar -> varchar := url_part($1, 'host')"],
      shows: [
        ["url_extract_host('http://example.com:80/p?q=1#f')", "example.com"],
        ["url_extract_host('no url')", null],
      ],
    },
    url_extract_path: {
      takes: ["varchar -> varchar := url_part($1, 'path')"],
      shows: [["url_extract_path('http://example.com/a/b?q=1')", "/a/b"]],
    },
    url_extract_protocol: {
      takes: ["varchar -> varchar := url_part($1, 'protocol')"],
      shows: [["url_extract_protocol('https://example.com')", "https"]],
    },
    url_extract_query: {
      takes: ["varchar -> varchar := url_part($1, 'query')"],
      shows: [["url_extract_query('http://example.com/?q=1&r=2')", "q=1&r=2"]],
    },
    url_extract_parameter: {
      takes: ["varchar, varchar -> varchar := url_parameter($1, $2)"],
      shows: [
        ["url_extract_parameter('http://example.com/?q=1&r=2', 'r')", "2"],
        ["url_extract_parameter('http://example.com/', 'r')", null],
      ],
    },
  },
  refused: {
    crc32: "rarely used",
    from_base32: "rarely used",
    to_base32: "rarely used",
    from_base64url: "rarely used",
    to_base64url: "rarely used",
    hmac_md5: "rarely used",
    hmac_sha1: "rarely used",
    hmac_sha256: "rarely used",
    hmac_sha512: "rarely used",
    murmur3: "needs Trino's own hash",
    sha512: "rarely used",
    spooky_hash_v2_32: "needs Trino's own hash",
    spooky_hash_v2_64: "needs Trino's own hash",
    xxhash64: "needs Trino's own hash",
    uuid: "its answer is random",
    url_extract_fragment: "rarely used",
    url_extract_port: "rarely used",
    version: "says what runs the query",
  },
};
