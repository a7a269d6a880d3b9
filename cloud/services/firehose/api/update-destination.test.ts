import type { DeliveryStreamDescription, UpdateDestinationCommandInput } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { createDeliveryTools, ROLE } from "../testing/glue-tables";

const ONE_MINUTE = { SizeInMBs: 1, IntervalInSeconds: 60 };

describe("Firehose UpdateDestination", () => {
  const cloud = useCloud();
  const { makeBucket, create, put, readDelivered } = createDeliveryTools(cloud);
  const update = (input: Partial<UpdateDestinationCommandInput>): Promise<unknown> =>
    cloud.firehose.updateDestination({
      DeliveryStreamName: "s",
      CurrentDeliveryStreamVersionId: "1",
      DestinationId: "destinationId-000000000001",
      ...input,
    });
  const readDescription = async (): Promise<DeliveryStreamDescription | undefined> =>
    (await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "s" })).DeliveryStreamDescription;
  beforeEach(async () => {
    await makeBucket();
    await create("s", { Prefix: "one/", BufferingHints: ONE_MINUTE });
  });

  it("merges the given settings into the stored ones, and increments the version (FH-023, FH-024)", async () => {
    await update({ ExtendedS3DestinationUpdate: { Prefix: "two/" } });
    const { VersionId, LastUpdateTimestamp, Destinations: [destination] = [] } = (await readDescription()) ?? {};
    expect([VersionId, LastUpdateTimestamp]).to.deep.equal(["2", new Date(Date.parse(START) + 1000)]);
    expect(destination?.ExtendedS3DestinationDescription).to.deep.include({
      Prefix: "two/",
      BufferingHints: ONE_MINUTE,
      RoleARN: ROLE,
    });
    await update({ S3DestinationUpdate: { ErrorOutputPrefix: "errors/" }, CurrentDeliveryStreamVersionId: "2" });
    expect((await readDescription())?.Destinations?.[0]?.S3DestinationDescription).to.include({
      Prefix: "two/",
      ErrorOutputPrefix: "errors/",
    });
  });
  it("affects the names of later objects, while buffered records keep their version and prefix (FH-023)", async () => {
    await put("s", "old");
    await cloud.advance(30);
    await update({ ExtendedS3DestinationUpdate: { Prefix: "two/" } });
    await put("s", "new");
    await cloud.advance(60);
    expect(
      (await readDelivered()).map(({ key, text }) => [
        key.slice(0, 3),
        key.includes("/s-1-"),
        key.includes("/s-2-"),
        text,
      ]),
    ).to.deep.equal([
      ["one", true, false, "old"],
      ["two", false, true, "new"],
    ]);
  });
  it("rejects an old version, an unknown destination and an unknown stream (FH-006, FH-022)", async () => {
    expect(
      await catchFault(update({ ExtendedS3DestinationUpdate: {}, CurrentDeliveryStreamVersionId: "7" })),
    ).to.include({
      name: "ConcurrentModificationException",
      message: "Cannot update firehose: s since the current version id: 1 and specified version id: 7 do not match",
    });
    expect(await catchFault(update({ ExtendedS3DestinationUpdate: {}, DestinationId: "other" }))).to.include({
      name: "InvalidArgumentException",
      message: "Destination Id other not found",
    });
    expect(await catchFault(update({ ExtendedS3DestinationUpdate: {}, DeliveryStreamName: "none" }))).to.include({
      name: "ResourceNotFoundException",
    });
  });
  it("validates the merged settings, and changes nothing if they are invalid (FH-024)", async () => {
    expect(await catchFault(update({ ExtendedS3DestinationUpdate: { Prefix: "!{timestamp:yyyy}/" } }))).to.include({
      message:
        "The supplied prefix(es) do not satisfy the following constraint: ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
    });
    expect(await catchFault(update({ ExtendedS3DestinationUpdate: { BufferingHints: { SizeInMBs: 2 } } }))).to.include({
      name: "InvalidArgumentException",
    });
    expect((await readDescription())?.VersionId).to.equal("1");
    await update({ ExtendedS3DestinationUpdate: { Prefix: "!{timestamp:yyyy}/", ErrorOutputPrefix: "errors/" } });
  });
  it("rejects no update, two updates, other destinations, and adding partitioning later (FH-007, FH-058)", async () => {
    expect(await catchFault(update({}))).to.include({
      message: "Exactly one destination configuration is supported for a Firehose",
    });
    expect(await catchFault(update({ S3DestinationUpdate: {}, ExtendedS3DestinationUpdate: {} }))).to.include({
      message: "Exactly one destination configuration is supported for a Firehose",
    });
    expect(await catchFault(update({ HttpEndpointDestinationUpdate: { RoleARN: ROLE } }))).to.include({
      name: "NotImplemented",
    });
    expect(
      await catchFault(
        update({ ExtendedS3DestinationUpdate: { DynamicPartitioningConfiguration: { Enabled: true } } }),
      ),
    ).to.include({ name: "InvalidArgumentException" });
    const violation = await catchFault(update({ ExtendedS3DestinationUpdate: { CompressionFormat: "zip" as "ZIP" } }));
    expect(violation.message).to.contain("at 'extendedS3DestinationUpdate.compressionFormat'");
  });
});
