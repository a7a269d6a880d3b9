import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { describeFirehose } from "./describe-firehose";
import { tryCreateFirehose } from "./try-create-firehose";

describe("tryCreateFirehose", () => {
  useLabCloud();
  const output = captureOutput();
  const destination = { BucketARN: "arn:aws:s3:::levels", RoleARN: "arn:aws:iam::000000000000:role/any" };

  it("reports that it is being created, and that it exists", async () => {
    const configuration = { DeliveryStreamName: "fire", ExtendedS3DestinationConfiguration: destination };
    await tryCreateFirehose(configuration);
    await tryCreateFirehose(configuration);
    expect(output.getText()).to.equal(
      "Firehose fire is being created: arn:aws:firehose:us-east-1:000000000000:deliverystream/fire\nKinesis Firehose fire already exists.\n",
    );
    expect(await describeFirehose({ firehoseName: "fire" })).to.include({
      versionId: "1",
      destinationId: "destinationId-000000000001",
    });
  });
  it("names each setting of an existing one that differs", async () => {
    const createProcessing = (query: string) => ({
      Enabled: true,
      Processors: [
        {
          Type: "MetadataExtraction" as const,
          Parameters: [
            { ParameterName: "MetadataExtractionQuery" as const, ParameterValue: query },
            { ParameterName: "JsonParsingEngine" as const, ParameterValue: "JQ-1.6" },
          ],
        },
      ],
    });
    const tryPartitioned = (query: string, seconds: number) => ({
      DeliveryStreamName: "sorted",
      ExtendedS3DestinationConfiguration: {
        ...destination,
        Prefix: "x/!{partitionKeyFromQuery:a}/",
        ErrorOutputPrefix: "error/",
        BufferingHints: { SizeInMBs: 64, IntervalInSeconds: seconds },
        DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 60 } },
        ProcessingConfiguration: createProcessing(query),
      },
    });
    await tryCreateFirehose(tryPartitioned("{a:.a}", 60));
    await tryCreateFirehose(tryPartitioned("{a:.b}", 90));
    expect(output.getText())
      .to.contain("  buffer interval in seconds: it has 60, this cell asks for 90\n")
      .and.contain("  partition keys: it has {a:.a}, this cell asks for {a:.b}\n")
      .and.contain("but 2 settings are not");
  });
  it("prints why AWS refuses, and continues", async () => {
    await tryCreateFirehose({
      DeliveryStreamName: "wrong",
      ExtendedS3DestinationConfiguration: { ...destination, Prefix: "x/!{timestamp:yyyy}/" },
    });
    expect(output.getText()).to.equal(
      "AWS refuses wrong:\n  InvalidArgumentException: The supplied prefix(es) do not satisfy the following constraint: ErrorOutputPrefix cannot be null or empty when Prefix contains expressions\n",
    );
    expect(await catchFailure(describeFirehose({ firehoseName: "wrong" }))).to.contain("not found");
  });
});
