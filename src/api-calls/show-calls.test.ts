import { Kinesis, KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { createKinesisDataStream } from "../aws/create-kinesis-data-stream";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { showCalls } from "./show-calls";

describe("showCalls", () => {
  const lab = useLabCloud();
  const output = captureOutput();

  it("shows what a helper asks of AWS, in order, as SDK code and as a command of the CLI", async () => {
    await showCalls(() => createKinesisDataStream({ streamName: "visits", shardCount: 2 }));
    const [, look = "", , create = ""] = output.getText().split(/\*\*\d\. /);
    expect(look)
      .to.match(/^DescribeStreamSummary\*\*, refused with `ResourceNotFoundException`\n/)
      .and.include("aws kinesis describe-stream-summary \\\n  --stream-name visits\n");
    expect(create)
      .to.match(/^CreateStream\*\*\n/)
      .and.include('import { KinesisClient, CreateStreamCommand } from "@aws-sdk/client-kinesis";')
      .and.include('new CreateStreamCommand({\n  StreamName: "visits",\n  ShardCount: 2,')
      .and.include("aws kinesis create-stream \\\n  --stream-name visits \\\n  --shard-count 2");
    expect(lab.getCalls("CreateStream")).to.have.length(1);
  });

  it("returns what the action returns, and passes on its error after the call that was refused", async () => {
    const kinesis = new Kinesis({});
    expect(await showCalls(() => kinesis.listStreams({}).then(() => 7))).to.equal(7);
    expect(await catchFailure(showCalls(() => kinesis.deleteStream({ StreamName: "missing" })))).to.include("missing");
    expect(output.getText()).to.include("**1. DeleteStream**, refused with `ResourceNotFoundException`");
    expect(await showCalls(() => 3)).to.equal(3);
    expect(output.getText()).to.include("No AWS API calls.");
  });

  it("shows a call that is repeated with the same input once, with their number", async () => {
    const kinesis = new Kinesis({});
    await showCalls(async () => {
      for (const limit of [5, 5, 6]) await kinesis.listStreams({ Limit: limit });
    });
    expect(output.getText()).to.include("**1. ListStreams**, 2 times").and.include("**2. ListStreams**\n");
    expect(output.getText().match(/--limit 5/g)).to.have.length(1);
  });

  it("leaves out calls that other code makes at the same time", async () => {
    const kinesis = new Kinesis({});
    let start = (): void => undefined;
    const beside = new Promise<void>((resolve) => (start = resolve)).then(() => kinesis.listStreams({ Limit: 77 }));
    await showCalls(async () => {
      start();
      expect(await beside).to.have.property("StreamNames");
      await kinesis.listStreams({ Limit: 3 });
    });
    expect(output.getText()).to.include("--limit 3").and.not.include("77");
  });

  it("shows bytes as text, and only the beginning of what is long", async () => {
    await createKinesisDataStream({ streamName: "letters" });
    await lab.cloud.clock.advance(60);
    const Records = [..."abcde"].map((letter) => ({ PartitionKey: letter, Data: Buffer.from(`{"is":"${letter}"}`) }));
    await showCalls(() => new KinesisClient({}).send(new PutRecordsCommand({ StreamName: "letters", Records })));
    expect(output.getText()).to.include('Data: Buffer.from("{\\"is\\":\\"a\\"}")').and.include("… (5 items)");
    expect(output.getText()).to.include("replace each … with your own").and.not.include('\\"e\\"');
    await catchFailure(showCalls(() => new Lambda({}).invoke({ FunctionName: "none", Payload: "{}" })));
    expect(output.getText()).to.include('Payload: Buffer.from("{}")');
    await catchFailure(showCalls(() => new S3({}).putObject({ Bucket: "none", Key: "k", Body: "x".repeat(2000) })));
    expect(output.getText()).to.include("--body ./file").and.not.include("xxx");
  });

  it("is known in every cell without an import", () => {
    expect(globalThis.showCalls).to.equal(showCalls);
  });
});
