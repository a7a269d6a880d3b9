import { expect } from "chai";
import { parseDatePattern } from "./write";

/** Thursday; the 246th day; in New York (UTC-4) the evening before. */
const MOMENT = Date.UTC(2026, 8, 3, 2, 5, 9, 78);
const writeDate = (pattern: string, zone = "UTC"): string | undefined => parseDatePattern(pattern)?.(MOMENT, zone);

describe("formatting with Java date patterns", () => {
  const cases: readonly (readonly [pattern: string, text: string])[] = [
    ["yyyy/MM/dd/HH", "2026/09/03/02"],
    ["yyyy-MM-dd-HH-mm-ss", "2026-09-03-02-05-09"],
    ["y yy yyy uuuuu", "2026 26 2026 02026"],
    ["M MM MMM MMMM MMMMM", "9 09 Sep September S"],
    ["L LLL", "9 Sep"],
    ["d dd D DD DDD", "3 03 246 246 246"],
    ["E EEEE EEEEE", "Thu Thursday T"],
    ["e ee eee c cccc", "5 05 Thu 5 Thursday"],
    ["H HH k K h hh a", "2 02 2 2 2 02 AM"],
    ["m mm s ss", "5 05 9 09"],
    ["S SSS SSSSSSSSS", "0 078 078000000"],
    ["A n N", "7509078 78000000 7509078000000"],
    ["Q QQ QQQ QQQQ", "3 03 Q3 3rd quarter"],
    ["Y w ww W F", "2026 36 36 1 3"],
    ["G GGGG GGGGG", "AD Anno Domini A"],
    ["g", "61286"],
    ["X XXX x xx xxx Z ZZZZ ZZZZZ O", "Z Z +00 +0000 +00:00 +0000 GMT Z GMT"],
    ["z", "UTC"],
    ["'year='yyyy", "year=2026"],
    ["yyyy''MM'it''s'", "2026'09it's"],
    ["[yyyy][/MM]", "2026/09"],
    ["yyyy/é日", "2026/é日"],
  ];
  for (const [pattern, text] of cases) {
    it(`writes ${pattern} as ${text} (FH-045)`, () => expect(writeDate(pattern)).to.equal(text));
  }

  it("writes the zone's local time across midnight and daylight saving (FH-044)", () => {
    expect(writeDate("yyyy-MM-dd HH:mm E XXX O z zzzz", "America/New_York")).to.equal(
      "2026-09-02 22:05 Wed -04:00 GMT-4 EDT Eastern Daylight Time",
    );
    expect(parseDatePattern("HH:mm XXX xx ZZZZ OOOO")?.(Date.UTC(2026, 0, 1), "Asia/Calcutta")).to.equal(
      "05:30 +05:30 +0530 GMT+05:30 GMT+05:30",
    );
  });

  it("writes midnight and noon with every letter for hours", () => {
    const writeAt = (hour: number): string | undefined =>
      parseDatePattern("H k K h a")?.(Date.UTC(2026, 0, 1, hour), "UTC");
    expect([writeAt(0), writeAt(12), writeAt(23)]).to.deep.equal(["0 24 0 12 AM", "12 12 0 12 PM", "23 23 11 11 PM"]);
  });

  it("counts the last days of a year as week 1 of the next, as the United States do", () => {
    const writeAt = (day: number): string | undefined => parseDatePattern("YYYY-ww")?.(Date.UTC(2026, 11, day), "UTC");
    expect([writeAt(26), writeAt(27), writeAt(31)]).to.deep.equal(["2026-52", "2027-01", "2027-01"]);
    expect(parseDatePattern("YYYY-ww W")?.(Date.UTC(2028, 0, 1), "UTC")).to.equal("2028-01 1");
  });

  for (const letter of "CIJPRTUVbfijloprt") {
    it(`refuses the letter ${letter} (FH-053)`, () => expect(parseDatePattern(letter)).to.equal(undefined));
  }
  for (const letter of "ABDEFGHKLMNOQSWXYZacdeghkmnqsuvwxyz") {
    it(`accepts the letter ${letter}`, () => expect(writeDate(letter)).to.match(/./));
  }
  for (const pattern of [
    "HHH",
    "DDDD",
    "WW",
    "aa",
    "cc",
    "SSSSSSSSSS",
    "yyyy'",
    "]",
    "#",
    "MMMMMM",
    "y".repeat(20),
    "OO",
    "vv",
  ]) {
    it(`refuses ${pattern}, as Java does`, () => expect(parseDatePattern(pattern)).to.equal(undefined));
  }
});
