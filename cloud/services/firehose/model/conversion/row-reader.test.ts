import { expect } from "chai";
import { resolveDeserializer, type DeserializerInput, ConversionMismatch } from "./serde/deserializer";
import { createSchema } from "../../testing/fake-catalog";
import { createRowReader } from "./row-reader";

/** The year in the lab cloud's time. */
const YEAR = 2030;
/** Reads a record for one column. @returns its value as JSON text, undefined for null; or the error's text */
function read(
  type: string,
  record: string,
  deserializer: DeserializerInput = { OpenXJsonSerDe: {} },
): string | undefined {
  const row = createRowReader(createSchema({ v: type }), resolveDeserializer(deserializer), YEAR)(Buffer.from(record));
  if (row instanceof ConversionMismatch) return row.message;
  return /^\{(?:"c0":(.*))?\}\n$/s.exec(row)?.[1];
}
const HIVE: DeserializerInput = { HiveJsonSerDe: {} };
const describeNoMatch = (words: string): string => `Data does not match the schema. ${words}`;
const createBadInputMismatch = (text: string): string => describeNoMatch(`For input string: "${text}"`);

describe("Firehose's OpenX reader", () => {
  const cases: readonly (readonly [type: string, json: string, value: string | undefined])[] = [
    // Whole numbers, cut to their type; also as strings, also in hexadecimal (FH-082, FH-087).
    ["tinyint", "127", "127"],
    ["tinyint", "128", "-128"],
    ["smallint", "-32768", "-32768"],
    ["smallint", "32768", "-32768"],
    ["int", "2147483647", "2147483647"],
    ["int", "2147483648", "-2147483648"],
    ["int", '"42"', "42"],
    ["int", '"0xff"', "255"],
    ["int", '"oops"', createBadInputMismatch("oops")],
    ["int", "1.5", "1"],
    ["int", "true", describeNoMatch("java.lang.Boolean cannot be cast to java.lang.Number")],
    ["int", "null", undefined],
    ["int", "-0", "0"],
    ["bigint", "9223372036854775807", "9223372036854775807"],
    ["bigint", "9223372036854775808", "-9223372036854775808"],
    ["bigint", "9007199254740993", "9007199254740993"],
    ["double", '"1e3"', "1000"],
    ["double", "1e400", '"Infinity"'],
    ["double", '"NaN"', '"NaN"'],
    ["double", '""', createBadInputMismatch("")],
    ["float", "0.1", "0.10000000149011612"],
    ["decimal(5,2)", "1.005", '"1.01"'],
    ["decimal(5,2)", '"-12.3"', '"-12.30"'],
    ["decimal(5,2)", "1234.5", "null"],
    ["decimal(38,18)", "0.123456789012345678", '"0.123456789012345678"'],
    ["decimal", "0e1000000000", '"0"'],
    ["decimal(5,2)", "1e1000000000", "null"],
    ["decimal(5,2)", '"x"', createBadInputMismatch("x")],
    ["decimal(3,1)", "-0.04", '"0.0"'],
    ["boolean", "true", "true"],
    ["boolean", '"TRUE"', "true"],
    ["boolean", '"yes"', "false"],
    ["boolean", "1", "false"],
    // String columns take everything: numbers as Java writes them, objects as JSON with keys in lower case.
    ["string", '"Zürich 😀\\u0000"', '"Zürich 😀\\u0000"'],
    ["string", "1", '"1"'],
    ["string", "1.50", '"1.5"'],
    ["string", "1.0", '"1.0"'],
    ["string", "12345678.9", '"1.23456789E7"'],
    ["string", "false", '"false"'],
    ["string", '{"A":[1.0,{"B":null}]}', '"{\\"a\\":[1.0,{\\"b\\":null}]}"'],
    ["string", '"\\ud800"', '"\ufffd"'],
    ["varchar(3)", '"😀bcd"', '"😀bc"'],
    ["char(2)", '"abc"', '"ab"'],
    ["binary", '"aä\\\\"', '"aä\\\\"'],
    ["date", '"2030-1-2"', '"2030-01-02"'],
    ["date", '"2030-02-30"', createBadInputMismatch("2030-02-30")],
    ["date", "5", createBadInputMismatch("5")],
    // Any value that isn't a list becomes a list of one; a struct is also filled from a list, by place (measured on AWS).
    ["array<int>", '[1,null,"3"]', "[1,null,3]"],
    ["array<string>", '"one"', '["one"]'],
    ["array<int>", '["x"]', createBadInputMismatch("x")],
    ["struct<a:int,b:string>", '{"B":"x","c":1}', '{"a":null,"b":"x"}'],
    ["struct<a:int,b:string>", "{}", '{"a":null,"b":null}'],
    ["struct<a:int,b:string>", '[1,"x",2]', '{"a":1,"b":"x"}'],
    ["struct<a:int>", "42", describeNoMatch("Data is not JSONObject  but java.lang.Long with value 42")],
    ["struct<a:int>", '"x"', describeNoMatch("Data is not JSONObject  but java.lang.String with value x")],
    ["map<string,int>", '{"Key":1,"b":null}', '{"key":1,"b":null}'],
    ["map<string,int>", '{"K":1,"k":2}', '{"k":2}'],
    ["map<int,string>", '{"7":"x"}', '{"7":"x"}'],
    ["map<string,int>", "[1]", describeNoMatch("Data is not JSONObject  but java.util.ArrayList with value [1]")],
    ["array<map<string,struct<a:array<double>>>>", '[{"x":{"a":[1.5]}}]', '[{"x":{"a":[1.5]}}]'],
  ];
  for (const [type, json, value] of cases)
    it(`reads ${json} as ${type} (FH-082, FH-087)`, () => expect(read(type, `{"v":${json}}`)).to.equal(value));

  const times: readonly (readonly [json: string, value: string])[] = [
    ['"2017-02-07T15:13:01.39256Z"', '"2017-02-07 15:13:01.392560"'],
    ['"2017-02-07 15:13:01.14"', '"2017-02-07 15:13:01.140000"'],
    ['"2017-2-7 5:3:1"', '"2017-02-07 05:03:01.000000"'],
    ["1518033528", '"2018-02-07 19:58:48.000000"'],
    ["1518033528123", '"2018-02-07 19:58:48.123000"'],
    ["1518033528.123", '"2018-02-07 19:58:48.123000"'],
    ['"1518033528"', '"2018-02-07 19:58:48.000000"'],
    ["-1", '"1969-12-31 23:59:59.000000"'],
    ["-1.5", '"1969-12-31 23:59:58.500000"'],
    ["999999999999", '"33658-09-27 01:46:39.000000"'],
    ["1000000000000", '"2001-09-09 01:46:40.000000"'],
    ['"2017-2-7T15:13:01Z"', createBadInputMismatch("2017-2-7T15:13:01Z")],
    ['"2017-02-07T15:13:01+01:00"', createBadInputMismatch("2017-02-07T15:13:01+01:00")],
    ['"2017-02-30 00:00:00"', createBadInputMismatch("2017-02-30 00:00:00")],
    ["true", describeNoMatch("java.lang.Boolean cannot be cast to java.lang.String")],
  ];
  for (const [json, value] of times)
    it(`reads the time ${json} (FH-083)`, () => expect(read("timestamp", `{"v":${json}}`)).to.equal(value));

  it("matches keys in any case, or only as the columns are spelled (FH-082)", () => {
    expect(read("int", '{"V":1}')).to.equal("1");
    expect(read("int", '{"V":1}', { OpenXJsonSerDe: { CaseInsensitive: false } })).to.equal(undefined);
    expect(read("map<string,int>", '{"v":{"K":1}}', { OpenXJsonSerDe: { CaseInsensitive: false } })).to.equal(
      '{"K":1}',
    );
  });
  it("replaces dots in keys with underscores if configured (FH-082)", () => {
    const columns = createSchema({ a_b: "int" });
    const readRow = (ConvertDotsInJsonKeysToUnderscores: boolean) =>
      createRowReader(
        columns,
        resolveDeserializer({ OpenXJsonSerDe: { ConvertDotsInJsonKeysToUnderscores } }),
        YEAR,
      )(Buffer.from('{"a.b":1}'));
    expect([readRow(true), readRow(false)]).to.deep.equal(['{"c0":1}\n', "{}\n"]);
  });
  it("maps a column to another key, including inside structs (FH-082)", () => {
    const openx = { OpenXJsonSerDe: { ColumnToJsonKeyMappings: { v: "Timestamp" } } };
    expect(read("struct<v:int>", '{"timestamp":{"TIMESTAMP":5,"v":6}}', openx)).to.equal('{"v":5}');
  });
  it("reads several objects in one record as several rows, but not a list of objects (FH-085)", () => {
    const reader = createRowReader(createSchema({ a: "int" }), resolveDeserializer({ OpenXJsonSerDe: {} }), YEAR);
    expect(reader(Buffer.from('{"a":1}{"a":2}\n {"a":3}'))).to.equal('{"c0":1}\n{"c0":2}\n{"c0":3}\n');
    expect(reader(Buffer.from('[{"a":1}]')))
      .to.be.instanceOf(ConversionMismatch)
      .with.property(
        "message",
        describeNoMatch('Data is not JSONObject  but java.util.ArrayList with value [{"a":1}]'),
      );
  });
  it("ignores keys without a column, and returns null for columns without a key (FH-088)", () => {
    expect(
      createRowReader(
        createSchema({ a: "int", b: "int" }),
        resolveDeserializer({ OpenXJsonSerDe: {} }),
        YEAR,
      )(Buffer.from('{"b":1,"__proto__":2,"c":{}}')),
    ).to.equal('{"c1":1}\n');
  });
});

describe("Firehose's Hive reader", () => {
  const cases: readonly (readonly [type: string, json: string, value: string | undefined])[] = [
    ["int", "42", "42"],
    ["int", '"123"', describeNoMatch("Current token (VALUE_STRING) not numeric, can not use numeric value accessors")],
    ["string", "1.50", '"1.50"'],
    ["string", "{}", "One or more fields have incorrect format. Exception when validating field (root)"],
    ["array<int>", "1", describeNoMatch("java.io.IOException: Start of Array expected")],
    ["struct<a:int>", "[1]", describeNoMatch("java.io.IOException: Start of Object expected")],
    ["map<string,int>", "1", describeNoMatch("java.io.IOException: Start of Object expected")],
    ["struct<a:int>", '{"A":1,"b":2}', '{"a":1}'],
    ["map<string,int>", '{"Key":1}', '{"Key":1}'],
    ["timestamp", '"2017-02-07 15:13:01.14"', '"2017-02-07 15:13:01.140000"'],
    ["timestamp", '"7.2.2017"', describeNoMatch("Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]")],
  ];
  for (const [type, json, value] of cases)
    it(`reads ${json} as ${type} (FH-082, FH-087)`, () => expect(read(type, `{"V":${json}}`, HIVE)).to.equal(value));

  const patterns: readonly (readonly [pattern: string, json: string, value: string])[] = [
    ["millis", "1518033528123", '"2018-02-07 19:58:48.123000"'],
    ["dd.MM.yyyy HH:mm", '"07.02.2017 15:13"', '"2017-02-07 15:13:00.000000"'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSZ", '"2017-02-07T15:13:01.140+0100"', '"2017-02-07 14:13:01.140000"'],
    ["d MMM yy h:mm a", '"7 Feb 17 12:05 AM"', '"2017-02-07 00:05:00.000000"'],
    ["yyyyMMddHHmmss", '"20170207151301"', '"2017-02-07 15:13:01.000000"'],
    ["yyyy/DDD", '"2016/366"', '"2016-12-31 00:00:00.000000"'],
    ["'at' ''yy", '"at \'75"', '"1975-01-01 00:00:00.000000"'],
  ];
  for (const [pattern, json, value] of patterns) {
    it(`reads ${json} by ${pattern} (FH-082)`, () =>
      expect(read("timestamp", `{"v":${json}}`, { HiveJsonSerDe: { TimestampFormats: ["yyyy", pattern] } })).to.equal(
        value,
      ));
  }

  it("doesn't get slow on digits that fit a date pattern in many ways", () => {
    const readBy = (digits: string) =>
      String(read("timestamp", `{"v":"${digits}"}`, { HiveJsonSerDe: { TimestampFormats: ["Hms".repeat(12)] } }));
    expect(readBy(`${"1".repeat(50)}x`)).to.contain("does not match");
    expect(readBy("01".repeat(36))).to.not.contain("does not match");
  });

  // @see org.joda.time.format.DateTimeFormat: the pivot of `yy` is 30 years ago, for compatibility with SimpleDateFormat
  it("reads two-digit years from 80 years ago to 19 years ahead (FH-082)", () => {
    const deserializer = resolveDeserializer({ HiveJsonSerDe: { TimestampFormats: ["yy"] } });
    const readRow = (text: string, thisYear: number) =>
      createRowReader(createSchema({ v: "timestamp" }), deserializer, thisYear)(Buffer.from(`{"v":"${text}"}`));
    expect([readRow("49", 2030), readRow("50", 2030)].join("")).to.match(/"2049-01-01.*"1950-01-01/s);
    expect([readRow("44", 2025), readRow("45", 2025)].join("")).to.match(/"2044-01-01.*"1945-01-01/s);
  });
});

describe("Firehose conversion of invalid JSON (FH-087)", () => {
  const cases: readonly (readonly [record: string, message: string])[] = [
    ["", "The record was empty or contained only whitespace."],
    [" \n", "The record was empty or contained only whitespace."],
    [
      "plain",
      "Encountered malformed JSON. Unrecognized token 'plain': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [line: 1, column: 6]",
    ],
    [
      '{"v":1',
      "Encountered malformed JSON. Unexpected end-of-input: expected close marker for Object (start marker at [line: 1, column: 1])\n at [line: 1, column: 7]",
    ],
    [
      "{v:1}",
      "Encountered malformed JSON. Unexpected character ('v' (code 118)): was expecting double-quote to start field name\n at [line: 1, column: 2]",
    ],
    [
      '{"v"\n1}',
      "Encountered malformed JSON. Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value\n at [line: 2, column: 1]",
    ],
    [
      '{"v":"a\nb"}',
      "Encountered malformed JSON. Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value\n at [line: 1, column: 8]",
    ],
    ['{"v":"a', "Encountered malformed JSON. Unexpected end-of-input in VALUE_STRING\n at [line: 1, column: 8]"],
    ["42", describeNoMatch("Data is not JSONObject  but java.lang.Long with value 42")],
  ];
  for (const [record, message] of cases)
    it(JSON.stringify(record), () => expect(read("int", record)).to.equal(message));

  it("rejects bytes that aren't UTF-8, but accepts a byte order mark", () => {
    const reader = createRowReader(createSchema({ v: "string" }), resolveDeserializer({ OpenXJsonSerDe: {} }), YEAR);
    const broken = Buffer.concat([Buffer.from('{"v":"\ufffdü'), Buffer.from([0xc3]), Buffer.from('"}')]);
    expect(reader(broken))
      .to.be.instanceOf(ConversionMismatch)
      .with.property("message", "Encountered malformed JSON. Invalid UTF-8 start byte 0xc3");
    expect(reader(Buffer.from('\ufeff{"v":"x"}'))).to.equal('{"c0":"x"}\n');
  });
  it("finishes on deep nesting and on an unterminated long text", () => {
    expect(read("int", "[".repeat(100_000))).to.match(/nesting depth/);
    expect(read("int", `{"v":"${"a".repeat(1_000_000)}`)).to.match(/end-of-input in VALUE_STRING/);
  });
});
