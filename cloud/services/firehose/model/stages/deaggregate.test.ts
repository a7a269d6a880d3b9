import { expect } from "chai";
import { resolveDestination } from "../destination/settings";
import { deaggregate } from "./deaggregate";

const RECORD = { position: 7, arrivedAt: 1 };

async function splitParts(record: string, SubRecordType: "JSON" | "DELIMITED", Delimiter?: string): Promise<string[]> {
  const Parameters = [
    { ParameterName: "SubRecordType" as const, ParameterValue: SubRecordType as string },
    ...(Delimiter === undefined
      ? []
      : [{ ParameterName: "Delimiter" as const, ParameterValue: Buffer.from(Delimiter).toString("base64") }]),
  ];
  const stage = deaggregate(
    resolveDestination({
      RoleARN: "r",
      BucketARN: "arn:aws:s3:::b",
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "RecordDeAggregation", Parameters }] },
    }),
  );
  const staged = await stage?.run([{ ...RECORD, data: Buffer.from(record) }], 0);
  expect(staged?.items.every(({ position }) => position === 7)).to.equal(true);
  return (staged?.items ?? []).map(({ data }) => Buffer.from(data).toString());
}

describe("Firehose record de-aggregation", () => {
  const json: readonly (readonly [record: string, parts: readonly string[]])[] = [
    ['{"a":1}{"b":2}', ['{"a":1}', '{"b":2}']],
    ['{"a":1}\n\n {"b":{"c":[{}]}}\r\n', ['{"a":1}', '{"b":{"c":[{}]}}']],
    ['{"a":"}{\\"}"}{"b":2}', ['{"a":"}{\\"}"}', '{"b":2}']],
    ["[1,2][3]", ["[1,2]", "[3]"]],
    ['1 2\n"x y""z" true', ["1", "2", '"x y"', '"z"', "true"]],
    ['5{"a":1}', ["5", '{"a":1}']],
    ['{"a":1}', ['{"a":1}']],
    ["", [""]],
    ['{"a":1', ['{"a":1']],
    ['{"a":1}}{"b":2}', ['{"a":1}}{"b":2}']],
    ['{"a":"open}{"b":2}', ['{"a":"open}{"b":2}']],
  ];
  for (const [record, parts] of json) {
    it(`JSON: splits ${JSON.stringify(record)} into ${parts.length} (FH-067)`, async () =>
      expect(await splitParts(record, "JSON")).to.deep.equal(parts));
  }
  it("JSON: splits 500 parts, but not 501 (FH-067)", async () => {
    expect(await splitParts("{}".repeat(500), "JSON")).to.have.lengthOf(500);
    expect(await splitParts("{}".repeat(501), "JSON")).to.deep.equal(["{}".repeat(501)]);
  });
  it("DELIMITED: splits at the delimiter given in base64 (FH-066)", async () => {
    expect(await splitParts("a####b####", "DELIMITED", "####")).to.deep.equal(["a", "b"]);
    expect(await splitParts("####a##b####", "DELIMITED", "####")).to.deep.equal(["a##b"]);
    expect(await splitParts("no delimiter", "DELIMITED", "####")).to.deep.equal(["no delimiter"]);
    expect(await splitParts("é\né", "DELIMITED", "\n")).to.deep.equal(["é", "é"]);
  });
});
