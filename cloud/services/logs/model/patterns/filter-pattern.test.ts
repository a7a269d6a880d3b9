import { expect } from "chai";
import { filterPattern } from "./filter-pattern";

type Case = readonly [pattern: string, message: string, wanted: boolean];

const WORDS: readonly Case[] = [
  ["", "anything", true],
  ['" "', "anything", true],
  ["ERROR", "[ERROR] no bucket", true],
  ["ERROR", "[error] no bucket", false],
  ["ERROR bucket", "[ERROR] no bucket", true],
  ["ERROR role", "[ERROR] no bucket", false],
  ['"no bucket"', "[ERROR] no bucket", true],
  ['"say \\"hi\\""', 'they say "hi"', true],
  ["?ERROR ?WARN", "[WARN] slow", true],
  ["?ERROR ?WARN", "[INFO] fine", false],
  ["ERROR -bucket", "[ERROR] no bucket", false],
  ['ERROR -"no role"', "[ERROR] no bucket", true],
  ["-ERROR", "[INFO] fine", true],
  ["?WARN ERROR", "[WARN] slow", false],
];

const TRAIL = JSON.stringify({
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
  Other: false,
});
const USERS = JSON.stringify({
  user: { id: 1, email: "John.Stiles@example.com" },
  users: [
    { id: 2, email: "John.Doe@example.com" },
    { id: 3, email: "Jane.Doe@example.com" },
  ],
  actions: ["GET", "PUT", "DELETE"],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
});
const NUMBERS =
  '{"latency": 1e1, "text": "10", "code": 404, "account": "000000000000", "neg": -5, "my-key_2": "say \\"hi\\" to *", "empty": ""}';

/** AWS's own examples come first. */
const JSON_EVENTS: readonly Case[] = [
  ['{ $.eventType = "UpdateTrail" }', TRAIL, true],
  ["{ $.sourceIPAddress != 123.123.* }", TRAIL, true],
  ['{ $.arrayKey[0] = "value" }', TRAIL, true],
  ["{ $.objectList[1].id = 2 }", TRAIL, true],
  ["{ $.SomeObject IS NULL }", TRAIL, true],
  ["{ $.SomeOtherObject NOT EXISTS }", TRAIL, true],
  ["{ $.ThisFlag IS TRUE }", TRAIL, true],
  ['{ $.eventType = "*" && $.sourceIPAddress != 123.123.* }', TRAIL, true],
  ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', USERS, true],
  ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', USERS, false],
  [
    '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }',
    USERS,
    true,
  ],
  [
    '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch }',
    USERS,
    false,
  ],
  ["{ $.users = 1 }", USERS, false],
  ["{ $.users != 1 }", USERS, false],
  ["{ $.user != x }", USERS, false],
  ["{$.foo = bar || $.foo = baz }", '{"foo": "baz"}', true],
  ["{ $.eventType = *Trail }", TRAIL, true],
  ["{ $.eventType = Update* }", TRAIL, true],
  ["{ $.eventType = *date* }", TRAIL, true],
  ["{ $.eventType = *date }", TRAIL, false],
  ["{ $.eventType = Up*Trail }", TRAIL, false],
  ["{ $.eventType = updatetrail }", TRAIL, false],
  ["{ $.eventType = * }", TRAIL, true],
  ["{ $.SomeObject = * }", TRAIL, false],
  ["{ $.SomeOther = * }", TRAIL, false],
  ["{ $.SomeOther != x }", TRAIL, false],
  ["{ $.SomeObject NOT EXISTS }", TRAIL, false],
  ["{ $.Other IS FALSE }", TRAIL, true],
  ["{ $.Other IS TRUE }", TRAIL, false],
  ["{ $.Other = false }", TRAIL, false],
  ["{ $.arrayKey[2] NOT EXISTS }", TRAIL, true],
  ["{ $.eventType[0] = U }", TRAIL, false],
  ["{ $.arrayKey.0 = value }", TRAIL, false],
  ["{ $.constructor NOT EXISTS }", TRAIL, true],
  ["{ $.eventType = %^Update% }", TRAIL, true],
  ["{ $.eventType != %^Trail% && $.sourceIPAddress = %1{3}\\.% }", TRAIL, true],
  ["{ $.latency >= 10 }", NUMBERS, true],
  ["{ $.latency > +10 }", NUMBERS, false],
  ["{ $.latency < 10e3 }", NUMBERS, true],
  ["{ $.latency = 1e1 }", NUMBERS, true],
  ["{$.latency<=.5||$.neg<-4.5}", NUMBERS, true],
  ["{ $.text > 5 }", NUMBERS, false],
  ["{ $.text = 10 }", NUMBERS, true],
  ['{ $.code = "404" }', NUMBERS, true],
  ["{ $.code = 4* }", NUMBERS, true],
  ["{ $.code != 500 }", NUMBERS, true],
  ["{ $.account = 000000000000 }", NUMBERS, true],
  ["{ $.account = 0 }", NUMBERS, false],
  ['{ $.my-key_2 = "say \\"hi\\" *" }', NUMBERS, true],
  ['{ $.empty = "" }', NUMBERS, true],
  ["{ (($.code = 404)) }", NUMBERS, true],
  ["{ $.code = 404 }", "code 404", false],
  ["{ $.code NOT EXISTS }", "code 404", false],
  ["{ $.code NOT EXISTS }", '{"code": ', false],
  ["{ $.code NOT EXISTS }", "[1]", false],
  ["{ $.code NOT EXISTS }", " { }\n", true],
];

const APACHE = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';
const FIELDS: readonly Case[] = [
  ["[ip, user, username, timestamp, request =*.html*, status_code = 4*, bytes]", APACHE, true],
  ["[..., request =*.html*, status_code = 4*, bytes]", APACHE, true],
  ["[..., request=*.html*, status_code=4*,]", APACHE, true],
  ["[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]", APACHE, true],
  ["[ip, user, username, timestamp, request, status_code, bytes > 1000]", APACHE, true],
  ["[ip, user, username, timestamp, request, status_code, bytes > 2000]", APACHE, false],
  ["[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes]", APACHE, true],
  ["[ip, user, username, timestamp, request, status_code = 4* && status_code != 404, bytes]", APACHE, false],
  ["[ip, user, ..., status_code, bytes]", APACHE, true],
  ["[ip = 127.0.0.1, user, ...]", APACHE, true],
  ["[ip, user, username]", APACHE, false],
  ["[ip, user = %^P%, ...]", APACHE, true],
  ['[, , name = "frank", ...]', APACHE, true],
  ['[..., timestamp = "10/Oct/2000:13:25:15 -0700", request, status, bytes = 1534.0]', APACHE, true],
  ["[a, b, c, d, e, f, g, ...]", APACHE, true],
  ["[a, b, c, d, ..., e, f, g, h]", APACHE, false],
  ["[w1=ERROR, w2]", "ERROR message", true],
  ["[w1=ERROR, w2]", "ERROR WARN message", false],
  ["[w1=ERROR || W1=WARNING, w2]", "WARNING message", true],
  ["[w1!=ERROR && w1!=WARNING, w2]", "WARNING message", false],
  ["[w1!=ERROR && w1!=WARNING, w2]", "INFO message", true],
  ["[a=1 || a=2 && a=3]", "1", true],
  ["[size >= 10]", "ten", false],
  ["[size != 10]", "10", false],
  ["[a, b]", "[not closed", true],
  ["[...]", "", true],
];

const REGEXES: readonly Case[] = [
  ["%AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST", true],
  ["%^AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST", false],
  ["%10\\.10\\.0\\.1%", "10.10.0.1", true],
  ["%10\\.10\\.0\\.1%", "10x10.0.1", false],
  ["%colou?r$%", "a color", true],
  ["%gray|grey%", "a grey cat", true],
  ["%\\[ERROR \\d{3}\\]%", "[ERROR 401] no", true],
  ["%[^a-z ]{2,}%", "only small letters", false],
  ["%\\x41\\s\\w+%", "A b", true],
];

describe("Logs filter patterns", () => {
  for (const [kind, cases] of Object.entries({
    "of words": WORDS,
    "of JSON": JSON_EVENTS,
    "of fields": FIELDS,
    "of regular expressions": REGEXES,
  })) {
    describe(kind, () => {
      for (const [pattern, message, expected] of cases) {
        it(`'${pattern}' ${expected ? "matches" : "doesn't match"} '${message.slice(0, 40)}'`, () =>
          expect(filterPattern(pattern)(message)).to.equal(expected));
      }
    });
  }

  const wrong = [
    "a:b",
    '"open',
    "{}",
    "{ }",
    "{ $ = 1 }",
    "{ $.a }",
    "{ $.a = }",
    "{ $.a == 1 }",
    "{ $.a = 1 && }",
    "{ $.a = 1 & $.b = 2 }",
    "{ ($.a = 1 }",
    "{ $.a = 1) }",
    "{ a = 1 }",
    "{ $a = 1 }",
    "{ $[0] = 1 }",
    "{ $.a[x] = 1 }",
    "{ $.a[] = 1 }",
    "{ $.a > x }",
    '{ $.a > "1" }',
    "{ $.a > 4* }",
    "{ $.a IS NOT NULL }",
    "{ $.a IS MAYBE }",
    "{ $.a EXISTS }",
    "{ $.a NOT }",
    "{ $.a = b c }",
    "{ $.a = a@b }",
    '{ $.a = "x }',
    "{ $.a = 1 } }",
    "{ $.a > %1% }",
    "{ $.a = %(a)% }",
    "{ $.a = %1% && $.b = %2% && $.c = %3% }",
    "{ $.a = 1, $.b = 2 }",
    "[a, ..., b, ...]",
    "[a b]",
    "[a = 1 && b = 2]",
    "[a = ]",
    "[a > x]",
    "[a = 1 || ]",
    "[a = 1] b]",
    "[a = %x%, b = %y%, c = %z%]",
    "%a",
    "%%",
    "%a% %b%",
    "%(a)%",
    "%a!%",
    "%é%",
    "%*a%",
    "%a**%",
    "%a{2,1}%",
    "%a{x}%",
    "%[a%",
    "%[]%",
    "%[z-a]%",
    "%a\\%",
    "%\\k%",
    "%a{1001}%",
    "%a{900}b{900}%",
    "%^*%",
  ];
  for (const pattern of wrong) {
    it(`rejects ${pattern}`, () =>
      expect(() => filterPattern(pattern))
        .to.throw("Invalid filter pattern")
        .with.property("code", "InvalidParameterException"));
  }
  for (const [pattern, closing] of [
    ["{ $.a = 1", "'}'"],
    ["{ $.a = 1 ]", "'}'"],
    ["[a, b", "']'"],
    ["[", "']'"],
  ] as const) {
    it(`rejects ${pattern} without its closing bracket`, () => {
      expect(() => filterPattern(pattern))
        .to.throw(`If a filter pattern starts with '${pattern[0]}' it must end with ${closing}`)
        .with.property("code", "InvalidParameterException");
    });
  }
  it("accepts as many brackets as a pattern can contain", () => {
    expect(filterPattern(`{${"(".repeat(500)}$.a=1${")".repeat(500)}}`)('{"a":1}')).to.equal(true);
  });
  it("matches in little time, even a message that invites endless backtracking", () => {
    const long = "a".repeat(200_000);
    expect(filterPattern("%a*a*a*a*a*a*a*a*b%")(long)).to.equal(false);
    expect(filterPattern("[a, b]")("[ ".repeat(100_000))).to.equal(false);
  });
});
