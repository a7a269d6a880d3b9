import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Clock } from "../../../core/clock";
import type { Core } from "../../../core/core";
import { Journal } from "../../../core/journal";
import { anySeed, seededRandom } from "../../../core/random";
import { Storage } from "../../../storage/storage";
import type { GivenDestination } from "../destination/given";
import { destinationSettings } from "../destination/settings";
import { Memory } from "./memory";
import { StreamDelivery, type DeliveryStart } from "./stream-delivery";

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
interface Moment {
  readonly name: string;
  readonly folder: string;
  readonly now: number;
  /** What S3 held, one text a bucket. */
  readonly delivered: Readonly<Record<string, string>>;
  readonly acknowledged: readonly string[];
}

/** One run of a delivery stream in a folder, with a bucket that is only a text. */
class Run {
  readonly clock: Clock;
  readonly delivery: StreamDelivery;
  readonly delivered: Record<string, string>;
  readonly #storage: Storage;

  constructor(from: Omit<Moment, "acknowledged" | "name">, onPut: (phase: "before" | "after") => void) {
    this.clock = new Clock({ now: from.now, upMs: 0, speed: 0, onError: (error) => { throw error; } });
    this.#storage = new Storage({ data: from.folder, survivesPowerLoss: false, onCut: () => undefined });
    this.delivered = { ...from.delivered };
    const random = seededRandom("boundaries");
    const core: Core = {
      account: "000000000000", region: "us-east-1", clock: this.clock, now: () => this.clock.now(), random, journal: new Journal(), storage: this.#storage,
      checksRoles: false, arn: (service, resource) => `arn:aws:${service}:us-east-1:000000000000:${resource}`, log: () => undefined,
    };
    const kept = this.#storage.table<DeliveryStart["kept"]>("kept");
    this.delivery = new StreamDelivery({
      core, random, memory: new Memory(1_000_000),
      ports: {
        objects: {
          putObject: async ({ bucket, content }) => {
            onPut("before");
            for await (const part of content()) this.delivered[bucket] = (this.delivered[bucket] ?? "") + Buffer.from(part).toString();
            onPut("after");
            return { etag: "", size: 0 };
          },
        },
        sourceOf: () => undefined, roles: { refusal: () => undefined }, metrics: { put: () => undefined }, logs: { write: () => undefined },
      },
    }, {
      identity: { id: "stream", name: "s", arn: "arn", sourceArn: undefined }, config: { version: 1, settings: destinationSettings(DESTINATION) },
      kept: kept.get("kept") ?? { sourcePositions: [], next: 0 }, keep: (last) => kept.set("kept", last),
    });
  }

  stop(): void {
    this.clock.stop();
    this.#storage.close();
  }
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
    const run = new Run({ folder: live, now: 1_000_000, delivered: {} }, (phase) => moment(`${phase} a put`));
    function moment(name: string): void {
      const copy = join(folder, String(moments.length));
      cpSync(live, copy, { recursive: true });
      moments.push({ name, folder: copy, now: run.clock.now(), delivered: { ...run.delivered }, acknowledged: [...acknowledged] });
    }
    await run.delivery.room();
    for (let batch = 0; batch < 12; batch++) {
      // Some records hold two values, some none that can be read.
      const texts = Array.from({ length: 1 + random.below(5) }, (_, index) => `<${batch}-${index}>`);
      const records = texts.map((text) => ({ data: Buffer.from([`{"id":"${random.below(3)}","n":"${text}"}`, `{"id":"a","n":"${text}"}{"id":"b"}`, text][random.below(3)] ?? text), arrivedAt: run.clock.now() }));
      run.delivery.accept({ at: run.clock.now(), records });
      acknowledged.push(...texts);
      moment("accepted, not processed");
      await run.clock.advance(random.below(30));
      moment("buffered");
    }
    await run.clock.advance(400);
    moment("all delivered");
    run.stop();

    for (const { name, acknowledged: expected, ...state } of moments) {
      const again = new Run(state, () => undefined);
      await again.clock.advance(400);
      again.stop();
      const lines = (again.delivered["data"] ?? "").replaceAll(/"rawData":"([^"]*)"/g, (_, raw: string) => Buffer.from(raw, "base64").toString());
      expect(expected.filter((text) => !lines.includes(text)), `lost, killed when ${name}`).to.deep.equal([]);
      expect(expected.filter((text) => !(again.delivered["backup"] ?? "").includes(text)), `not backed up, killed when ${name}`).to.deep.equal([]);
      if (name === "all delivered") expect(again.delivered).to.deep.equal(state.delivered);
    }
    expect(new Set(moments.map(({ name }) => name)).size).to.equal(5);
  });
});
