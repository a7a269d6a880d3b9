import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { anySeed, seededRandom } from "../../../core/random";
import type { GivenDestination } from "../destination/given";
import { DeliveryRun, type DeliveryState } from "../testing/delivery-run";

const DESTINATION: GivenDestination = {
  RoleARN: "r", BucketARN: "arn:aws:s3:::data", Prefix: "!{partitionKeyFromQuery:id}/", ErrorOutputPrefix: "errors/", BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  DynamicPartitioningConfiguration: { Enabled: true }, S3BackupMode: "Enabled", S3BackupConfiguration: { RoleARN: "r", BucketARN: "arn:aws:s3:::backup" },
  ProcessingConfiguration: {
    Enabled: true,
    Processors: [
      { Type: "RecordDeAggregation", Parameters: [{ ParameterName: "SubRecordType", ParameterValue: "JSON" }] },
      { Type: "MetadataExtraction", Parameters: [{ ParameterName: "MetadataExtractionQuery", ParameterValue: "{id:.id}" }, { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" }] },
    ],
  },
};

/** A cloud's state at one moment: what a kill would have left. */
interface Moment extends DeliveryState {
  readonly name: string;
  readonly acknowledged: readonly string[];
}

describe("firehose killed between any two steps", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "boundaries-"));
  after(() => rmSync(folder, { recursive: true }));
  const seed = process.env["SEED"] ?? String(anySeed());

  it(`delivers every acknowledged record, and backs it up, at least once (SEED=${seed})`, async () => {
    const random = seededRandom(seed);
    const acknowledged: string[] = [];
    const moments: Moment[] = [];
    const live = join(folder, "live");
    const run = new DeliveryRun(DESTINATION, { folder: live, now: 1_000_000, delivered: {} }, { onPut: (phase) => moment(`${phase} a put`) });
    function moment(name: string): void {
      const copy = join(folder, String(moments.length));
      cpSync(live, copy, { recursive: true });
      moments.push({ name, folder: copy, now: run.clock.now(), delivered: { ...run.delivered }, acknowledged: [...acknowledged] });
    }
    await run.delivery.room();
    for (let batch = 0; batch < 12; batch++) {
      // Some records hold two values, some none that can be read.
      const texts = Array.from({ length: 1 + random.below(5) }, (_, index) => `<${batch}-${index}>`);
      run.accept(texts.map((text) => [`{"id":"${random.below(3)}","n":"${text}"}`, `{"id":"a","n":"${text}"}{"id":"b"}`, text][random.below(3)] ?? text));
      acknowledged.push(...texts);
      moment("accepted, not processed");
      await run.clock.advance(random.below(30));
      moment("buffered");
    }
    await run.clock.advance(400);
    moment("all delivered");
    await run.stop();

    for (const { name, acknowledged: expected, ...state } of moments) {
      const again = new DeliveryRun(DESTINATION, state);
      await again.clock.advance(400);
      await again.stop();
      const lines = (again.delivered["data"] ?? "").replaceAll(/"rawData":"([^"]*)"/g, (_, raw: string) => Buffer.from(raw, "base64").toString());
      expect(expected.filter((text) => !lines.includes(text)), `lost, killed when ${name}`).to.deep.equal([]);
      expect(expected.filter((text) => !(again.delivered["backup"] ?? "").includes(text)), `not backed up, killed when ${name}`).to.deep.equal([]);
      if (name === "all delivered") expect(again.delivered).to.deep.equal(state.delivered);
    }
    expect(new Set(moments.map(({ name }) => name)).size).to.equal(5);
  });
});
