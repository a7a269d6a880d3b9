import type {
  ExtendedS3DestinationDescription,
  ExtendedS3DestinationUpdate,
  Processor,
} from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { createMetadataExtraction, createPartitioned } from "../../testing/create-partitioned";
import { createDeliveryTools } from "./testing/glue-tables";

const MEBIBYTE = 1024 * 1024;

describe("Firehose in a smaller region", () => {
  const cloud = useCloud({ region: "eu-central-1" });
  const { create, put } = createDeliveryTools(cloud);
  const createBatch = (...sizes: number[]) =>
    cloud.firehose.putRecordBatch({
      DeliveryStreamName: "s",
      Records: sizes.map((size) => ({ Data: Buffer.alloc(size) })),
    });

  it("accepts 1 MiB per second (FH-028)", async () => {
    await create("s");
    const { RequestResponses = [] } = await createBatch(MEBIBYTE / 2, MEBIBYTE / 2, 1);
    expect(RequestResponses.map(({ ErrorCode }) => ErrorCode)).to.deep.equal([
      undefined,
      undefined,
      "ServiceUnavailableException",
    ]);
    await cloud.advance(1);
    expect((await createBatch(MEBIBYTE / 2)).FailedPutCount).to.equal(0);
  });

  it("accepts 1,000 requests per second (FH-028)", async () => {
    await create("s");
    for (let n = 0; n < 10; n++) await Promise.all(Array.from({ length: 100 }, () => put("s", "x")));
    expect(await catchFault(put("s", "x"))).to.include({ name: "ServiceUnavailableException" });
  });
});

describe("Firehose updates of processing", () => {
  const cloud = useCloud();
  const { create } = createDeliveryTools(cloud);
  const readDestination = async (): Promise<ExtendedS3DestinationDescription | undefined> => {
    const { DeliveryStreamDescription } = await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "s" });
    return DeliveryStreamDescription?.Destinations?.[0]?.ExtendedS3DestinationDescription;
  };
  const update = (ExtendedS3DestinationUpdate: ExtendedS3DestinationUpdate) =>
    cloud.firehose.updateDestination({
      DeliveryStreamName: "s",
      CurrentDeliveryStreamVersionId: "1",
      DestinationId: "destinationId-000000000001",
      ExtendedS3DestinationUpdate,
    });
  const delimiter: Processor = { Type: "AppendDelimiterToRecord", Parameters: [] };

  it("replace it completely, without leaving an old processor (FH-024)", async () => {
    await create("s", { ProcessingConfiguration: { Enabled: true, Processors: [delimiter] } });
    await update({ ProcessingConfiguration: { Enabled: false } });
    expect((await readDestination())?.ProcessingConfiguration).to.deep.equal({ Enabled: false });
  });

  it("leave it unchanged if they don't mention it (FH-024)", async () => {
    await create("s", { ProcessingConfiguration: { Enabled: true, Processors: [delimiter] } });
    await update({ Prefix: "two/" });
    expect((await readDestination())?.ProcessingConfiguration?.Processors).to.have.lengthOf(1);
  });
});

describe("Firehose's retry duration for partitioning", () => {
  const cloud = useCloud();
  const { create } = createDeliveryTools(cloud);
  const createWith = (DurationInSeconds: number): Promise<void> =>
    create("s", {
      ...createPartitioned("!{partitionKeyFromQuery:id}/", createMetadataExtraction("{id:.id}")),
      DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds } },
    });

  it("is 0 to 7,200 seconds (FH-074)", async () => {
    for (const seconds of [-1, 7_201]) {
      const { name, message } = await catchFault(createWith(seconds));
      expect(name).to.equal("ValidationException");
      expect(message).to.contain(
        "at 'extendedS3DestinationConfiguration.dynamicPartitioningConfiguration.retryOptions.durationInSeconds'",
      );
    }
    await createWith(7_200);
  });
});
