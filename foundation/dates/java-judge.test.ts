import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { createRandom, type Random } from "../random";
import { runJava, withoutJava } from "../../cloud/testing/java";
import { createDateReader } from "./java/read";
import { parseDatePattern } from "./java/write";
import { readJoda, type ReadTime } from "./joda/read";
import { writeJoda } from "./joda/write";
import { toLocalTime } from "./local-time";

interface Question {
  readonly asks: "java-writes" | "java-reads" | "joda-writes" | "joda-reads";
  readonly pattern: string;
  readonly value: string;
  readonly zone: string;
}

const SEPARATOR = "\u001f";
const SEED = process.env["DATES_SEED"] ?? "1";
const ROUNDS = Number(process.env["DATES_ROUNDS"] ?? 1500);
const ZONES = ["UTC", "America/New_York", "Asia/Tokyo", "Europe/Berlin", "Australia/Sydney", "+05:30"];
/** A random moment from 1971 to 2099. */
const drawMoment = (random: Random): number => 31_536_000_000 + Math.floor(random.drawFraction() * 4.06e12);
const pick = <T>(random: Random, list: readonly T[]): T => list[random.drawBelow(list.length)] as T;

/** A random pattern of these letters, with or without separators. */
function drawPattern(random: Random, letters: readonly string[]): string {
  const separators = ["-", "/", " ", ":", ".", "", "'T'", "' of '", "''"];
  const pieces = Array.from(
    { length: 1 + random.drawBelow(6) },
    () => pick(random, letters) + pick(random, separators),
  );
  // Names of one letter are left out: Java reads only those that no other name begins with.
  return pieces.join("").replaceAll(/(M|E)\1{4,}/g, "$1$1$1$1");
}

const throwIllegal = (letter: string): never => {
  throw new Error(`Illegal pattern component: ${letter}`);
};

const JAVA_WRITES = [
  "G GGGG GGGGG u uu uuu uuuu y yy yyyy yyyyy Y YY YYYY D DD DDD M MM MMM MMMM MMMMM L LL d dd Q QQ QQQ QQQQ q w ww W E EEE EEEE EEEEE",
  "e ee eee eeee c ccc cccc F a h hh K KK k kk H HH m mm s ss S SS SSS SSSSSS SSSSSSSSS A n N X XX XXX XXXX x xx xxx Z ZZ ZZZ ZZZZ ZZZZZ O OOOO",
]
  .join(" ")
  .split(" ");
const JAVA_READS = "yyyy yy y uuuu uu MM M MMM MMMM dd d D DDD E EEEE HH H mm m ss s".split(" ");
const JODA_WRITES =
  "yyyy yy y Y YYYY YY x xxxx w ww e E EEE EEEE D DDD M MM MMM MMMM d dd a K KK h hh H HH k kk m mm s ss S SSS SSSSSS Z ZZ ZZZ C G".split(
    " ",
  );
const JODA_READS =
  "yyyy yy y YYYY x xxxx w ww e E EEEE D DDD M MM MMM MMMM d dd a K h hh H HH k kk m mm s ss S SSS Z ZZ ZZZ".split(" ");

/** The lab cloud's answer, in the form of the judge's. */
function answerQuestion({ asks, pattern, value, zone }: Question): string {
  if (asks === "java-writes") return parseDatePattern(pattern)?.(Number(value), zone) ?? "refused";
  if (asks === "joda-writes") return writeJoda(toLocalTime(Number(value), zone), pattern, throwIllegal);
  if (asks === "java-reads") return String(createDateReader(pattern)?.(value) ?? "refused");
  const read = readJoda(value, { pattern, thisYear: new Date().getUTCFullYear(), throwIllegal });
  return "message" in read ? read.message : read.zone.includes("/") ? read.zone : `${getInstant(read)} ${read.zone}`;
}

function getInstant({ wallMs, zone }: ReadTime): number {
  const [, sign = "", hours, minutes, seconds = 0] = /^([+-])(\d\d):(\d\d)(?::([\d.]+))?$/.exec(zone) ?? [];
  const offset = sign === "" ? 0 : (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return Math.round(wallMs - (sign === "-" ? -1000 : 1000) * offset);
}

/** A string that the pattern has written, sometimes with a changed character. */
function drawText(random: Random, written: string): string {
  const at = random.drawBelow(written.length + 1);
  const kind = random.drawBelow(4);
  if (kind < 2 || written === "") return written;
  const other = random.drawText(1, "0123456789-/:aZ ");
  return kind === 2
    ? written.slice(0, at) + other + written.slice(at + 1)
    : written.slice(0, at) + written.slice(at + 1);
}

function createQuestions(asks: Question["asks"], random: Random): Question {
  const at = drawMoment(random);
  switch (asks) {
    case "java-writes":
      return {
        asks,
        pattern: drawPattern(random, JAVA_WRITES),
        value: String(at),
        zone: pick(random, ZONES.slice(0, 5)),
      };
    case "joda-writes":
      return {
        asks,
        pattern: drawPattern(random, JODA_WRITES),
        value: String(at),
        zone: pick(random, ZONES.slice(0, 5)),
      };
    case "java-reads": {
      const pattern = drawPattern(random, JAVA_READS);
      return { asks, pattern, value: drawText(random, parseDatePattern(pattern)?.(at, "UTC") ?? ""), zone: "UTC" };
    }
    case "joda-reads": {
      const pattern = drawPattern(random, JODA_READS);
      return {
        asks,
        pattern,
        value: drawText(random, writeJoda(toLocalTime(at, "UTC"), pattern, throwIllegal)),
        zone: "UTC",
      };
    }
  }
}

/** The last year of JavaScript's dates, which refusals name. */
const LAST_YEAR = 275_759;

/** JavaScript's years end before Joda-Time's. */
const isBeyond = (answer: string): boolean => Math.abs(Number(answer.split(" ")[0])) > 8.6e15;

const formatLine = ({ asks, pattern, value, zone }: Question): string => [asks, pattern, value, zone].join(SEPARATOR);

/** The judge's answer in the common form: a refusal by Java has no message, one by Joda-Time has Joda-Time's. */
function normalizeAnswer(asks: Question["asks"], answer: string): string {
  const [verdict, value = ""] = answer.split(SEPARATOR);
  if (asks === "joda-reads") {
    const [ms, zone = ""] = value.split(" ");
    return verdict === "ok" && zone.includes("/") ? zone : verdict === "ok" ? `${ms} ${zone}` : value;
  }
  return verdict === "ok" ? value : "refused";
}

describe("date patterns, judged by Java's and Joda-Time's own formatters", () => {
  before(function () {
    skipIf(this, withoutJava);
  });

  for (const asks of ["java-writes", "java-reads", "joda-writes", "joda-reads"] as const) {
    it(`${asks}: the same results for ${ROUNDS} questions, seed ${SEED}`, async () => {
      const random = createRandom(`${SEED}/${asks}`);
      const questions = Array.from({ length: ROUNDS }, () => createQuestions(asks, random));
      const answers = await runJava("DateJudge", questions.map(formatLine));
      expect(answers).to.have.length(questions.length);
      const differing = questions.flatMap((question, index) => {
        const [expected, bytesRead] = [normalizeAnswer(asks, answers[index] ?? ""), answerQuestion(question)];
        return expected === bytesRead || isBeyond(expected) || bytesRead.includes(String(LAST_YEAR))
          ? []
          : [{ ...question, wanted: expected, got: bytesRead }];
      });
      expect(differing.slice(0, Number(process.env["DATES_SHOWN"] ?? 5))).to.deep.equal([]);
    });
  }
});
