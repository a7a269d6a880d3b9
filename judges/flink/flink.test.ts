import { expect } from "chai";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { explainFailure } from "./build";
import { createWindowRule, isPrice } from "./lines";
import { change, listExamples, listStreams, parseGroups, readGroups } from "./properties";

const GROUPS = `[
  { "PropertyGroupId": "in", "PropertyMap": { "stream.arn": "arn:aws:kinesis:us-east-1:<account-id>:stream/Input" } },
  { "PropertyGroupId": "out", "PropertyMap": { "stream.name": "<stream-name>", "aws.region": "us-east-1" } }
]`;

describe("the judge of Flink's examples", () => {
  const folder = useEmptyFolder();

  it("finds examples by their properties or Scala's build, but nothing that was built", () => {
    const resources = join("src", "main", "resources", "flink-application-properties-dev.json");
    for (const [example, file] of [
      ["java/Sink", resources],
      ["java/Sink/target/classes", resources],
      ["python/Sink", "application_properties.json"],
      ["scala/Start", "build.sbt"],
      ["infrastructure/Scripts", "README.md"],
    ] as const) {
      mkdirSync(join(folder, example, file, ".."), { recursive: true });
      writeFileSync(join(folder, example, file), GROUPS);
    }
    expect(listExamples(folder)).to.deep.equal(["java/Sink", "python/Sink", "scala/Start"]);
    expect(readGroups(join(folder, "java/Sink"), "123456789012")).to.deep.equal(parseGroups(GROUPS, "123456789012"));
  });

  it("replaces placeholders, and finds the streams that properties name", () => {
    const groups = parseGroups(GROUPS, "123456789012");
    expect(groups[0]?.PropertyMap).to.deep.equal({
      "stream.arn": "arn:aws:kinesis:us-east-1:123456789012:stream/Input",
    });
    expect(listStreams(groups)).to.deep.equal(["Input", "examples"]);
  });

  it("changes, adds and leaves out groups", () => {
    const changed = change(parseGroups(GROUPS, "1"), {
      in: undefined,
      out: { "stream.name": "other" },
      more: { a: "b" },
    });
    expect(changed).to.deep.equal([
      { PropertyGroupId: "out", PropertyMap: { "stream.name": "other", "aws.region": "us-east-1" } },
      { PropertyGroupId: "more", PropertyMap: { a: "b" } },
    ]);
  });

  it("explains a failed build without the registry's address", () => {
    const output = "[INFO] Scanning\n[ERROR] no access to https://x.example/y\n[ERROR] another";
    expect(explainFailure(output)).to.equal("its build fails: no access to …");
  });

  it("distinguishes right lines of output from wrong ones", () => {
    expect(isPrice('{"eventTime":1,"ticker":"AMZN","price":50.5}')).to.equal(true);
    expect(isPrice('{"eventTime":1,"ticker":"AMZN","price":5}')).to.equal(false);
    expect(isPrice('{"eventTime":1,"ticker":"AMZN","price":50.5,"more":1}')).to.equal(false);
    const line = "AMZN,10.04,TimeWindow{start=1795000005000, end=1795000035000}";
    expect(createWindowRule(5_000)(line)).to.equal(true);
    expect(createWindowRule(30_000)(line)).to.equal(false);
  });
});
