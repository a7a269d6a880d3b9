import type { ListDeliveryStreamsCommandInput } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { createDeliveryTools, READING_TRIPS } from "../testing/glue-tables";

describe("Firehose ListDeliveryStreams", () => {
  const cloud = useCloud();
  const { create } = createDeliveryTools(cloud);
  const list = async (
    listDeliveryStreamsCommandInput: ListDeliveryStreamsCommandInput = {},
  ): Promise<[names: string[] | undefined, more: boolean | undefined]> => {
    const { DeliveryStreamNames, HasMoreDeliveryStreams } = await cloud.firehose.listDeliveryStreams(
      listDeliveryStreamsCommandInput,
    );
    return [DeliveryStreamNames, HasMoreDeliveryStreams];
  };

  it("lists streams by name, ten at a time by default, and continues after a given name (FH-016)", async () => {
    for (const letter of "lkjihgfedcba") await create(letter);
    expect(await list()).to.deep.equal([[..."abcdefghij"], true]);
    expect(await list({ ExclusiveStartDeliveryStreamName: "j" })).to.deep.equal([["k", "l"], false]);
    expect(await list({ Limit: 2, ExclusiveStartDeliveryStreamName: "bb" })).to.deep.equal([["c", "d"], true]);
    expect(await list({ Limit: 12 })).to.deep.equal([[..."abcdefghijkl"], false]);
  });
  it("filters by type (FH-016)", async () => {
    await create("direct");
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    await create("reading", {}, READING_TRIPS);
    expect(await list({ DeliveryStreamType: "DirectPut" })).to.deep.equal([["direct"], false]);
    expect(await list({ DeliveryStreamType: "KinesisStreamAsSource" })).to.deep.equal([["reading"], false]);
  });
  it("rejects a limit above 10000 (FH-016)", async () => {
    expect(await catchFault(list({ Limit: 10_001 }))).to.include({ name: "ValidationException" });
  });
});
