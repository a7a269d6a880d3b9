import { cpSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import { drawSeed, createRandom } from "../../../../../foundation/random";
import type { DestinationInput } from "../destination-input";
import type { FunctionCaller } from "../ports";
import {
  createColumnarFiles,
  DeliveryRun,
  type DeliveryStandIns,
  type DeliveryState,
} from "../../testing/delivery-run";
import { createMetadataExtraction } from "../../../../testing/create-partitioned";
import { createConversion } from "../../testing/glue-tables";

const getParameters = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings).map(([ParameterName, ParameterValue]) => ({
    ParameterName: ParameterName as "LambdaArn",
    ParameterValue,
  }));
const SPLIT = { Type: "RecordDeAggregation", Parameters: getParameters({ SubRecordType: "JSON" }) } as const;
const QUERY = createMetadataExtraction("{id:.id}");
const FUNCTION = {
  Type: "Lambda",
  Parameters: getParameters({
    LambdaArn: "arn:aws:lambda:us-east-1:000000000000:function:f",
    BufferSizeInMBs: "1",
    BufferIntervalInSeconds: "20",
  }),
} as const;
const DELIMITER = { Type: "AppendDelimiterToRecord" } as const;
const DESTINATION: DestinationInput = {
  RoleARN: "r",
  BucketARN: "arn:aws:s3:::data",
  Prefix: "!{partitionKeyFromQuery:id}/",
  ErrorOutputPrefix: "errors/",
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  DynamicPartitioningConfiguration: { Enabled: true },
  S3BackupMode: "Enabled",
  S3BackupConfiguration: { RoleARN: "r", BucketARN: "arn:aws:s3:::backup" },
};
const createProcessing = (
  ...Processors: NonNullable<NonNullable<DestinationInput["ProcessingConfiguration"]>["Processors"]>
): DestinationInput => ({ ...DESTINATION, ProcessingConfiguration: { Enabled: true, Processors } });

/** A function that gives every record back unchanged. */
const functions: FunctionCaller = {
  async invoke(_arn, payload) {
    const { records }: { records: readonly { readonly recordId: string; readonly data: string }[] } =
      JSON.parse(payload);
    return {
      kind: "returned",
      payload: JSON.stringify({ records: records.map(({ recordId, data }) => ({ recordId, data, result: "Ok" })) }),
    };
  },
};

/** A cloud's state at one moment: what a kill would leave on disk. */
interface Moment extends DeliveryState {
  readonly name: string;
  readonly acknowledged: readonly string[];
}

/** Stages write nothing to disk, so a kill between two stages leaves the same as a kill before the first stage. */
const cases: readonly (readonly [
  what: string,
  destination: DestinationInput,
  standIns: DeliveryStandIns,
  moments: readonly string[],
])[] = [
  ["split, partitioned and delimited", createProcessing(SPLIT, QUERY, DELIMITER), {}, []],
  [
    "split, transformed, partitioned and converted",
    {
      ...createProcessing(SPLIT, FUNCTION, QUERY),
      DataFormatConversionConfiguration: createConversion({ ParquetSerDe: {} }),
    },
    { functions, columns: { id: "string", n: "string" } },
    ["before the function", "after the function"],
  ],
];

describe("Firehose killed between any two steps", () => {
  const folder = createTemporaryFolder();
  // One writer may serve all runs, since a conversion leaves nothing behind after a kill.
  const files = createColumnarFiles(join(folder, "files"));
  after(() => files.close());
  const seed = process.env["SEED"] ?? String(drawSeed());

  for (const [title, destination, standIns, ownMoments] of cases) {
    it(`delivers every acknowledged record, and backs it up, at least once: ${title} (SEED=${seed})`, async () => {
      const random = createRandom(seed);
      const acknowledged: string[] = [];
      const moments: Moment[] = [];
      const caseFolder = mkdtempSync(join(folder, "case-"));
      const live = join(caseFolder, "live");
      const run = new DeliveryRun(
        destination,
        { folder: live, now: 1_000_000, delivered: {} },
        {
          ...standIns,
          files,
          ...(standIns.functions && { functions: watchFunction(standIns.functions) }),
          onPut: (phase) =>
            recordMoment({ before: "before a put", made: "its content made", after: "after a put" }[phase]),
        },
      );
      function watchFunction(watchedOnes: FunctionCaller): FunctionCaller {
        return {
          async invoke(arn, payload) {
            recordMoment("before the function");
            const answer = await watchedOnes.invoke(arn, payload);
            recordMoment("after the function");
            return answer;
          },
        };
      }
      function recordMoment(name: string): void {
        const copy = join(caseFolder, String(moments.length));
        cpSync(live, copy, { recursive: true });
        moments.push({
          name,
          folder: copy,
          now: run.clock.now(),
          delivered: { ...run.delivered },
          acknowledged: [...acknowledged],
        });
      }
      await run.delivery.waitForCapacity();
      for (let batch = 0; batch < 6; batch++) {
        // Some records hold two values, some are unreadable, some hold a value that fits no column.
        const texts = Array.from({ length: 1 + random.drawBelow(5) }, (_, index) => `<${batch}-${index}>`);
        run.accept(
          texts.map(
            (text) =>
              [
                `{"id":"${random.drawBelow(3)}","n":"${text}"}`,
                `{"id":"a","n":"${text}"}{"id":"b"}`,
                text,
                `{"id":{"n":"${text}"}}`,
              ][random.drawBelow(4)] ?? text,
          ),
        );
        acknowledged.push(...texts);
        recordMoment("accepted, not processed");
        await run.clock.advance(random.drawBelow(50));
        recordMoment("at rest");
      }
      await run.clock.advance(400);
      recordMoment("all delivered");
      await run.stop();

      for (const { name, acknowledged: expected, ...state } of moments) {
        const again = new DeliveryRun(destination, state, { ...standIns, files });
        await again.clock.advance(500);
        await again.stop();
        const lines = (again.delivered["data"] ?? "").replaceAll(/"rawData":"([^"]*)"/g, (_, raw: string) =>
          Buffer.from(raw, "base64").toString(),
        );
        expect(
          expected.filter((text) => !lines.includes(text)),
          `lost, killed when ${name}`,
        ).to.deep.equal([]);
        expect(
          expected.filter((text) => !(again.delivered["backup"] ?? "").includes(text)),
          `not backed up, killed when ${name}`,
        ).to.deep.equal([]);
        if (name === "all delivered") expect(again.delivered).to.deep.equal(state.delivered);
      }
      expect([...new Set(moments.map(({ name }) => name))]).to.have.members([
        "accepted, not processed",
        "at rest",
        "before a put",
        "its content made",
        "after a put",
        "all delivered",
        ...ownMoments,
      ]);
    });
  }
});
