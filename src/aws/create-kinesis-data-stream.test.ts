import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { sh } from "../running/sh";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { createKinesisDataStream } from "./create-kinesis-data-stream";
import { deleteKinesisDataStream } from "./delete-kinesis-data-stream";
import { isStreamReady } from "./is-stream-ready";

describe("createKinesisDataStream", () => {
  const lab = useLabCloud();
  const output = captureOutput();

  it("creates the stream with its shards, which becomes ready a little later", async () => {
    await createKinesisDataStream({ streamName: "usa", shardCount: 3 });
    expect(output.getText()).to.equal("Kinesis data stream usa is being created, with 3 shards.\n");
    expect(await isStreamReady({ streamName: "usa" })).to.equal(false);
    await lab.cloud.clock.advance(10);
    expect(await isStreamReady({ streamName: "usa" })).to.equal(true);
    expect(lab.getCalls("CreateStream").map(({ input }) => input)).to.deep.equal([
      { StreamName: "usa", ShardCount: 3, Tags: { learner: "root" } },
    ]);
  });
  it("creates 2 shards by default", async () => {
    await createKinesisDataStream({ streamName: "two" });
    expect(lab.getCalls("CreateStream")[0]?.input).to.deep.include({ ShardCount: 2 });
  });
  it("leaves an existing stream alone, even while it is being created", async () => {
    await createKinesisDataStream({ streamName: "again", shardCount: 2 });
    await createKinesisDataStream({ streamName: "again", shardCount: 2 });
    await lab.cloud.clock.advance(10);
    await createKinesisDataStream({ streamName: "again", shardCount: 2 });
    expect(output.getText().match(/Kinesis data stream again already exists\.\n/g)).to.have.length(2);
    expect(lab.getCalls("CreateStream")).to.have.length(1);
  });
  it("reports a different number of shards", async () => {
    await createKinesisDataStream({ streamName: "one", shardCount: 1 });
    await lab.cloud.clock.advance(10);
    await createKinesisDataStream({ streamName: "one", shardCount: 2 });
    expect(output.getText()).to.contain("with 1 shard.\n");
    expect(output.getText().split("\n").slice(1)).to.deep.equal([
      "Kinesis data stream one already exists. It was left unchanged, but one setting is not what this cell asks for:",
      "  shards: it has 1 open shard, this cell asks for 2",
      "To change it, run this in a new cell:",
      "  await sh`aws kinesis update-shard-count --stream-name one --target-shard-count 2 --scaling-type UNIFORM_SCALING`;",
      "The records stay. The new shards open a few seconds later.",
      "",
    ]);
  });
  it("prints the line that fixes it", async () => {
    await createKinesisDataStream({ streamName: "repaired", shardCount: 1 });
    await lab.cloud.clock.advance(10);
    await createKinesisDataStream({ streamName: "repaired", shardCount: 2 });
    const [, line = ""] = /sh`(aws kinesis .*)`/.exec(output.getText()) ?? [];
    await sh([line] as unknown as TemplateStringsArray);
    await lab.cloud.clock.advance(60);
    await createKinesisDataStream({ streamName: "repaired", shardCount: 2 });
    expect(output.getText().trimEnd().split("\n").at(-1)).to.equal("Kinesis data stream repaired already exists.");
  });
  it("asks to wait with creation while a stream is being deleted", async () => {
    await createKinesisDataStream({ streamName: "going" });
    await lab.cloud.clock.advance(10);
    await deleteKinesisDataStream({ streamName: "going" });
    await createKinesisDataStream({ streamName: "going" });
    expect(output.getText()).to.contain("going is still being deleted. Run this cell again in a few seconds.");
  });
  it("passes on AWS's refusal of an invalid name", async () => {
    expect(await catchFailure(createKinesisDataStream({ streamName: "no spaces", shardCount: 1 }))).to.contain(
      "streamName",
    );
  });
});

describe("isStreamReady", () => {
  useLabCloud();
  it("fails for a stream that doesn't exist", async () => {
    expect(await catchFailure(isStreamReady({ streamName: "none" }))).to.equal(
      "Stream none under account 000000000000 not found.",
    );
  });
});
