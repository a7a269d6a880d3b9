import { expect } from "chai";
import { skipIf } from "../../../../testing/skip";
import { getItemAt } from "../../../../../foundation/item-at";
import { judgeSerdes, withoutSerdes } from "../../../../../foundation/testing/serdes/judge";
import { HIVE_JSON, OPENX, questions } from "../../../../../foundation/testing/serdes/questions";
import { createSchema } from "../../testing/fake-catalog";
import { createRowReader } from "./row-reader";
import { resolveDeserializer, ConversionMismatch } from "./serde/deserializer";

/** Types that are compared with the SerDes. For times, lists and objects Firehose differs from the SerDes, as measured on AWS. */
const JUDGED = new Set(["boolean", "tinyint", "smallint", "int", "bigint", "double"]);
/**
 * Where Firehose and the SerDes differ: OpenX's own JSON reader refuses numbers beyond a double and duplicate keys,
 * which Firehose's reader takes. Hive's SerDe misreads a record after an object.
 */
const EXCEPTIONS = { [OPENX]: /:1e400\}$|"x":1,"x"/, [HIVE_JSON]: /:[[{]/ };
const REFUSED = "refused";

describe("Firehose conversion compared with Hive's and OpenX's SerDes", () => {
  before(function () {
    skipIf(this, withoutSerdes);
  });

  for (const [serde, input] of [
    [OPENX, { OpenXJsonSerDe: {} }],
    [HIVE_JSON, { HiveJsonSerDe: {} }],
  ] as const)
    it(`reads whole numbers, doubles and Booleans as ${serde} does (FH-082, FH-087)`, async () => {
      const item = getItemAt(
        questions.filter((question) => question.serde === serde),
        0,
      );
      const read = createRowReader(createSchema(Object.fromEntries(item.columns)), resolveDeserializer(input), 2030);
      const verdicts = getItemAt(await judgeSerdes([item]), 0);
      const differences = item.lines.flatMap((line, index): unknown[] => {
        const position = Number(/^\{"c(\d+)"/.exec(line)?.[1]);
        if (!JUDGED.has(getItemAt(item.columns, position)[1]) || EXCEPTIONS[serde].test(line)) return [];
        const verdict = getItemAt(verdicts, index);
        const judge = "refused" in verdict ? REFUSED : toPlain(getItemAt(verdict, position));
        const row = read(Buffer.from(line));
        const ours =
          row instanceof ConversionMismatch ? REFUSED : toPlain(/^\{(?:"c\d+":(.*))?\}\n$/.exec(row)?.[1] ?? null);
        return ours === judge ? [] : [{ line, ours, judge }];
      });
      expect(differences).to.deep.equal([]);
    });
});

/** A value in one spelling, for comparison. */
const toPlain = (text: string | null): string | null => {
  const word = text?.replaceAll('"', "") ?? null;
  return word === null || word === "" || Number.isNaN(Number(word)) ? word : String(Number(word));
};
