import type { ListStreamsInput } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

describe("Kinesis ListStreams", () => {
  const cloud = useCloud();
  const list = (fields: ListStreamsInput = {}) => cloud.kinesis.listStreams(fields);
  const make = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      await cloud.kinesis.createStream({ StreamName: `s${String(i).padStart(3, "0")}`, ShardCount: 1 });
      await cloud.advance(1);
    }
  };

  it("returns nothing for an empty account", async () => {
    expect(await list()).to.deep.include({ StreamNames: [], StreamSummaries: [], HasMoreStreams: false });
  });

  it("returns at most 100 names with summaries, and continues by token or name (KDS-026)", async () => {
    await make(101);
    const first = await list({ Limit: 1000 });
    expect(first.StreamNames).to.have.lengthOf(100);
    expect(first.HasMoreStreams).to.equal(true);
    expect(first.StreamSummaries?.[0]).to.deep.equal({
      StreamName: "s000",
      StreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/s000",
      StreamStatus: "ACTIVE",
      StreamModeDetails: { StreamMode: "PROVISIONED" },
      StreamCreationTimestamp: new Date("2030-01-01T00:00:00Z"),
    });
    for (const rest of [{ NextToken: first.NextToken }, { ExclusiveStartStreamName: "s099" }]) {
      expect(await list(rest)).to.deep.include({ StreamNames: ["s100"], HasMoreStreams: false });
    }
    expect((await list({ Limit: 2 })).StreamNames).to.deep.equal(["s000", "s001"]);
  });

  it("reflects streams created and deleted between pages", async () => {
    const listNames = async () => (await list()).StreamNames;
    await make(1);
    expect(await listNames()).to.deep.equal(["s000"]);
    await cloud.kinesis.createStream({ StreamName: "another", ShardCount: 1 });
    expect(await listNames()).to.deep.equal(["another", "s000"]);
    await cloud.advance(1);
    await cloud.kinesis.deleteStream({ StreamName: "s000" });
    expect(await listNames()).to.deep.equal(["another", "s000"]);
    await cloud.advance(1);
    expect(await listNames()).to.deep.equal(["another"]);
  });

  it("rejects an unknown token", async () => {
    expect((await catchFault(list({ NextToken: "garbage" }))).name).to.equal("InvalidArgumentException");
  });
});
