import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { toBytes, STREAM, createStreams } from "../testing/streams";

describe("Kinesis DeleteStream", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  const remove = (StreamName = STREAM) => cloud.kinesis.deleteStream({ StreamName });

  it("deletes within a second, and a new stream of the same name starts empty (KDS-028)", async () => {
    await streams.make(STREAM, 1);
    await streams.put({ Data: toBytes("old") });
    const iterator = await streams.readIterator();
    await remove();
    expect((await streams.describe()).StreamStatus).to.equal("DELETING");
    expect((await catchFault(streams.put())).name).to.equal("ResourceNotFoundException");
    await cloud.advance(1);
    expect((await catchFault(streams.describe())).name).to.equal("ResourceNotFoundException");
    await streams.make(STREAM, 1);
    expect(await streams.listTexts(0)).to.deep.equal([]);
    expect((await catchFault(streams.get(iterator))).message).to.equal("Invalid ShardIterator.");
  });

  it("deletes a stream that is still being created (KDS-028)", async () => {
    await cloud.kinesis.createStream({ StreamName: STREAM, ShardCount: 1 });
    await cloud.advance(0.5);
    await remove();
    await cloud.advance(0.5);
    expect((await streams.describe()).StreamStatus).to.equal("DELETING");
    await cloud.advance(0.5);
    expect((await catchFault(streams.describe())).name).to.equal("ResourceNotFoundException");
  });

  it("rejects a stream that doesn't exist (KDS-005)", async () => {
    expect(await catchFault(remove("none"))).to.include({
      name: "ResourceNotFoundException",
      message: "Stream none under account 000000000000 not found.",
    });
  });
});
