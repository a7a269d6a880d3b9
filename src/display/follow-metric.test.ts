import { Kinesis } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { createKinesisDataStream } from "../aws/create-kinesis-data-stream";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { followMetric } from "./follow-metric";

describe("followMetric", () => {
  const lab = useLabCloud();
  const output = captureOutput();
  const createQuestion = (stream: string) => ({
    Namespace: "AWS/Kinesis",
    MetricName: "PutRecords.TotalRecords",
    Dimensions: [{ Name: "StreamName", Value: stream }],
    Period: 60,
    Statistics: ["Sum" as const],
  });

  it("waits for new minutes, and shows all as bars", async () => {
    await createKinesisDataStream({ streamName: "followed", shardCount: 1 });
    await lab.cloud.clock.advance(60);
    const kinesis = new Kinesis({});
    const put = (count: number) =>
      kinesis.putRecords({
        StreamName: "followed",
        Records: Array.from({ length: count }, (_, n) => ({ PartitionKey: `${n}`, Data: Buffer.from("x") })),
      });
    await put(7);
    await lab.cloud.clock.advance(60);
    await lab.cloud.clock.advance(60);
    await put(5);
    const points = await followMetric(createQuestion("followed"), { periods: 1, title: "People" });
    expect(output.getText()).to.match(
      /People\n2030-01-01 00:01 {2}7\n2030-01-01 00:02 {2}no value\n2030-01-01 00:03 {2}5\n/,
    );
    expect(points.map(({ value }) => value)).to.deep.equal([7, 5]);
  });
  it("gives up if no value arrives, and names what to check", async () => {
    expect(await catchFailure(followMetric(createQuestion("nobody"), { periods: 1 }))).to.include(
      "Is the producer running?",
    );
  });
});
