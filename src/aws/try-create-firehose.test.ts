import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { failureOf } from "../testing/failure-of";
import { useLabCloud } from "../testing/use-lab-cloud";
import { describeFirehose } from "./describe-firehose";
import { tryCreateFirehose } from "./try-create-firehose";

describe("tryCreateFirehose", () => {
  useLabCloud();
  const output = captureOutput();
  const destination = { BucketARN: "arn:aws:s3:::levels", RoleARN: "arn:aws:iam::000000000000:role/any" };

  it("says that it is being created, and that it is there", async () => {
    const configuration = { DeliveryStreamName: "fire", ExtendedS3DestinationConfiguration: destination };
    await tryCreateFirehose(configuration);
    await tryCreateFirehose(configuration);
    expect(output.text()).to.equal(
      "Firehose fire is being created: arn:aws:firehose:us-east-1:000000000000:deliverystream/fire\nFirehose fire already exists; it is left as it is.\n",
    );
    expect(await describeFirehose({ firehoseName: "fire" })).to.include({
      versionId: "1",
      destinationId: "destinationId-000000000001",
    });
  });
  it("prints why AWS refuses, and goes on", async () => {
    await tryCreateFirehose({
      DeliveryStreamName: "wrong",
      ExtendedS3DestinationConfiguration: { ...destination, Prefix: "x/!{timestamp:yyyy}/" },
    });
    expect(output.text()).to.equal(
      "AWS refuses wrong:\n  InvalidArgumentException: ErrorOutputPrefix cannot be null or empty when Prefix contains expressions\n",
    );
    expect(await failureOf(describeFirehose({ firehoseName: "wrong" }))).to.contain("not found");
  });
});
