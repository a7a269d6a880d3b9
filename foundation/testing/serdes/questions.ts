import { PLAIN_TYPES } from "../../columnar/hive-type";

/** Lines of a file, and a table whose SerDe reads them. */
export interface Question {
  /** The name of the SerDe's class. */
  readonly serde: string;
  readonly columns: readonly (readonly [name: string, type: string])[];
  /** The table's SERDEPROPERTIES. */
  readonly properties: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

export const OPENX = "org.openx.data.jsonserde.JsonSerDe";
export const HIVE_JSON = "org.apache.hive.hcatalog.data.JsonSerDe";
export const DELIMITED = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
export const CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";

const SCALARS = [...PLAIN_TYPES, "varchar(3)", "decimal(10,2)"];
const NESTED = ["array<int>", "array<string>", "map<string,int>", "struct<x:int,y:string>"];

/** Texts of numbers, booleans, dates and times, well and badly written. */
const TEXTS = [
  ...["", "a", "abcdef", "é", " 1 ", "1", "+1", "-1", "1.5", "-1.5", "1.0", ".5", "5.", "1e3", "1d", "0x10", "010"],
  ...["300", "40000", "3000000000", "99999999999", "100000000000", "9223372036854775808", "NaN", "nan", "Infinity"],
  ...["true", "TRUE", "t", "false", "null", "NULL", "\\N", "YWJj", "12/31/2030"],
  ...["2030-01-02", "2030-1-2", "2030-02-30", "2030-13-01", "2030-01-32", "2030-01-02 03:04", "2030-01-02 03:04:05"],
  ...["2030-01-02 03:04:05.6", "2030-01-02 03:04:05.123456789", "2030-01-02 25:04:05", "2030-01-02T03:04:05"],
  ...["2030-01-02T03:04:05Z", "2030-01-02T03:04:05.123Z", "2030-01-02T03:04:05+0200"],
  ...["2030-01-02T03:04:05.123+02:00", "1900000000", "1900000000000", "-1900000000000", "1900000000.123"],
];

const NUMBERS = [
  ...[
    "1",
    "-1",
    "0",
    "-0",
    "1.5",
    "-1.5",
    "1.0",
    "1e3",
    "1.5E3",
    "1e20",
    "1e400",
    "1e-7",
    "123456789.125",
    "0.1",
    "300",
  ],
  ...["40000", "3000000000", "99999999999", "1900000000", "1900000000000", "1900000000.5", "9223372036854775807"],
  ...["9223372036854775808", "12345678901234567890123"],
];
const OTHERS = [
  ...["true", "false", "null", "[]", "[1]", "[1,2]", '["a","b"]', "[null]", '[1.5,"2"]', '[{"x":1}]', "{}", '{"a":1}'],
  ...['{"1":"a","2":null}', '{"x":1,"y":"z"}', '{"X":1,"Y":2}', '{"x":"1","y":{"q":[1.0,true]}}', '{"x":1,"x":2}'],
];

const JSON_TYPES = [...SCALARS, ...NESTED, "map<int,string>", "array<struct<x:int>>"];
const JSON_VALUES = [...NUMBERS, ...OTHERS, ...TEXTS.map((text) => JSON.stringify(text))];

/** JSON documents, and lines that are no JSON. */
const DOCUMENTS = [
  ...["{}", "", "  ", "nope", "1", '"x"', "[1,2]", "[]", '{"S":"A","I":7}', '{"s":"a","s":"b"}', '{"s":"a","S":"b"}'],
  ...['{"s":"a" "i":1}', '{"s":"a","i":1', '{"s":"a"} x', '{"s":"a"}{"s":"b"}', '{"s":"a",}', '{"s":"a",,}', "{"],
  ...[
    "{s:a,i:1}",
    "{s:a b,i:1}",
    "{{a:1}:2,s:x}",
    "{[{}]:2,s:x}",
    "{s:constructor,constructor:1}",
    "{'s':'a','i':1}",
    '{"s"=1}',
    '{"s":}',
    '{"s"}',
    '{"s":"a";"i":2}',
    "{:1}",
  ],
  ...[
    '{"s":"a',
    '{"s":"\\x"}',
    '{"s":"\\u00e9\\n\\/"}',
    '{"s":"\\u00"}',
    '{"s":"\\u00zz"}',
    '{"s":"a\tb"}',
    "{'s':\"it's\"}",
  ],
  ...[
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1",
    '{"s":TRUE}',
    '{"s":nullx}',
    '{"s":[1,,2]}',
    '{"s":[1,]}',
    '{"i":1}//x',
    "{//x\n}",
  ],
];

const DELIMITERS = {
  "field.delim": ",",
  "serialization.format": ",",
  "collection.delim": "|",
  "mapkey.delim": ":",
};
/** Fields with delimiters, quotes and escapes. */
const FIELDS = [
  ...[
    '"quoted"',
    '"a,b"',
    'a"b',
    "a\\,b",
    'a\\"b',
    '"a\\"b"',
    '"a""b"',
    "x,y",
    "x,y,z",
    ",",
    '"',
    '""',
    '"open',
    'x,"open',
  ],
  ...[
    "a\\",
    "\\",
    'xy, "z" ,w',
    "a'b'c",
    "1|2|3",
    "|",
    "||",
    "1|",
    "a:1|b:2",
    "a:1",
    "a:",
    "a|b:2",
    ":1",
    "a:1:2",
    "1:x",
  ],
  ...["1|x", "x|1", "5|y|z"],
];

type Properties = Question["properties"];
const DELIMITED_MORE: readonly Properties[] = [{ "escape.delim": "\\" }, { "serialization.null.format": "NULL" }];
/** Delimiters of one and of two characters, and numbers of characters. */
const DELIMITED_FIELDS: readonly Properties[] = [
  {},
  { "field.delim": "|" },
  { "field.delim": "||" },
  { "field.delim": "9" },
  { "field.delim": "128" },
  { "field.delim": "127" },
  { "serialization.format": "9" },
  { "serialization.format": "|" },
];
const CSV_WAYS: readonly Properties[] = [{}, { separatorChar: ";" }, { quoteChar: "'" }, { escapeChar: "!" }];

const TEXT_AND_INT = [
  ["s", "string"],
  ["i", "int"],
] as const;
const TEXT_AND_LIST = [
  ["p", "string"],
  ["q", "array<string>"],
] as const;
const TWO_TEXTS = [
  ["p", "string"],
  ["q", "string"],
] as const;
const TIMES = ["2030-01-02T03:04:05.678Z", "02.01.2030", "1900000000000", "2030-01-02 03:04:05", "x"];

/** Names of members in other cases, doubled, or with dots, and the columns that they are read for. */
const NAMES: readonly (readonly [properties: Properties, columns: Question["columns"]])[] = [
  [{ "case.insensitive": "false" }, TEXT_AND_INT],
  [{ "mapping.s": "S", "mapping.i": "other" }, TEXT_AND_INT],
  [{ "dots.in.keys": "true" }, [["a_b", "string"]]],
  [{}, [["st", "struct<x:int,s:struct<y:string>>"]]],
];
const NAMED = [
  ...['{"s":"a","i":1}', '{"S":"A","other":2}', '{"s":"a","S":"A","i":1,"I":2}', '{"s":1.50,"i":"7"}', '{"a.b":"x"}'],
  ...['{"a_b":"x"}', '{"A.B":"x"}', '{"a.b":"x","a_b":"y"}', '{"st":{"X":1,"S":{"Y":"z"}}}', '{"ST":{"x":2}}'],
  ...['{"st":{"x":1,"X":2,"s":{"y":1e3}}}', '{"st":{"x":1,"x":2}}', '{"st":[1,{"y":"z"}]}', '{"st":"text"}'],
];

/** Values in values, with the delimiters that LazySimpleSerDe has for each depth unless told otherwise. */
const DEEP_TYPES = [
  "array<array<int>>",
  "map<string,array<int>>",
  "array<struct<x:int,y:string>>",
  "array<map<int,int>>",
];
const DEEP = [
  ...[
    "1\u00032\u00023",
    "a\u00031\u00042\u0002b\u00033",
    "1\u0003x\u00022\u0003y\u0003z",
    "\u0002",
    "\u0003",
    "",
    "\\N",
  ],
  ...[
    "1\u0002\\N\u00023",
    "a\u0003\\N\u0002\\N\u00031",
    "1\u00032\u00042\u0003",
    "1\u00042\u00033\u00044\u00025\u00046",
    "1\u00045\u000301\u00046\u00031\u00047",
    "1\u00035\u0002001\u00036",
  ],
];

/** The questions that the SerDes and the lab cloud both answer: every value in a column of every type. */
export const questions: readonly Question[] = [
  ...[OPENX, HIVE_JSON].flatMap((serde): Question[] => [
    {
      serde,
      columns: JSON_TYPES.map((type, index) => [`c${index}`, type]),
      properties: {},
      lines: JSON_TYPES.flatMap((_, index) => JSON_VALUES.map((value) => `{"c${index}":${value}}`)),
    },
    { serde, columns: TEXT_AND_INT, properties: {}, lines: DOCUMENTS },
  ]),
  { serde: OPENX, columns: TEXT_AND_INT, properties: { "ignore.malformed.json": "true" }, lines: DOCUMENTS },
  ...NAMES.map(([properties, columns]): Question => ({ serde: OPENX, columns, properties, lines: NAMED })),
  {
    serde: HIVE_JSON,
    columns: [["c0", "timestamp"]],
    properties: { "timestamp.formats": "yyyy-MM-dd'T'HH:mm:ss.SSS'Z',dd.MM.yyyy,millis" },
    lines: TIMES.map((text) => `{"c0":"${text}"}`),
  },
  ...[...SCALARS, ...NESTED].map((type): Question => ({
    serde: DELIMITED,
    columns: [["c0", type]],
    properties: DELIMITERS,
    lines: [...TEXTS, ...FIELDS],
  })),
  ...DELIMITED_MORE.map((more): Question => ({
    serde: DELIMITED,
    columns: TEXT_AND_LIST,
    properties: { ...DELIMITERS, ...more },
    lines: [...TEXTS, ...FIELDS],
  })),
  ...DEEP_TYPES.map((type): Question => ({ serde: DELIMITED, columns: [["c0", type]], properties: {}, lines: DEEP })),
  ...DELIMITED_FIELDS.map((properties): Question => ({
    serde: DELIMITED,
    columns: TWO_TEXTS,
    properties,
    lines: ["a|b", "a||b", "a\tb", "a9b", "a\u0001b", "a\u0002b"],
  })),
  ...CSV_WAYS.map((properties): Question => ({
    serde: CSV,
    columns: TWO_TEXTS,
    properties,
    lines: [...TEXTS, ...FIELDS],
  })),
];
