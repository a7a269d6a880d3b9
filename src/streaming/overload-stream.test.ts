import { expect } from "chai";
import { createKinesisDataStream } from "../aws/create-kinesis-data-stream";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { listStreamRecords } from "./list-stream-records";
import { bigRecords, overloadStream, smallRecords } from "./overload-stream";
import { refusedOf } from "./refused-of";

describe("overloadStream", () => {
  const lab = useLabCloud();
  captureOutput();

  it("loses records that exceed a shard's limit per second, and delivers all of them with one round per second (KDS-014)", async () => {
    await createKinesisDataStream({ streamName: "small", shardCount: 1 });
    await lab.cloud.clock.advance(5);
    const rounds = await overloadStream({ streamName: "small", records: smallRecords(2_500), refusedOf });
    expect(rounds.map(({ sent, taken }) => [sent, taken])).to.deep.equal([
      [2_500, 1_000],
      [1_500, 1_000],
      [500, 500],
    ]);
    expect(rounds[0]?.reason).to.include("Rate exceeded for shard");
    expect(await listStreamRecords({ streamName: "small" })).to.have.length(2_500);
    await lab.cloud.clock.advance(5);
    const big = await overloadStream({ streamName: "small", records: bigRecords(50, 40), refusedOf });
    expect(big.length, "2 MB through a shard of 1 MB a second").to.be.greaterThan(1);
  });
  it("stops if accepted records are sent again and again", async () => {
    const records = smallRecords(1);
    const failure = await catchFailure(overloadStream({ streamName: "small", records, refusedOf: (sent) => sent }));
    expect(failure).to.equal("1 record still there after 30 rounds.");
  });
});
