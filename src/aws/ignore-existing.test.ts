import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { ignoreExisting } from "./ignore-existing";

describe("ignoreExisting", () => {
  useLabCloud();
  const output = captureOutput();
  const createStream = (ShardCount: number) =>
    new KinesisClient({}).send(new CreateStreamCommand({ StreamName: "once", ShardCount }));

  it("prints AWS's refusal to create a stream a second time", async () => {
    await createStream(1);
    await createStream(2).catch(ignoreExisting);
    expect(output.getText()).to.equal(
      "AWS refuses: Stream once under account 000000000000 already exists. It was left unchanged.\n",
    );
  });

  it("throws any other error", async () => {
    expect(await catchFailure(createStream(0).catch(ignoreExisting))).to.contain("validation error");
  });
});
