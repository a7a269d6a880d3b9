import { expect } from "chai";
import { toDescribedSettings } from "./firehose-settings";

describe("the settings of a Firehose in words", () => {
  it("name its processors with their parameters, and say if they aren't enabled", () => {
    const describeProcessing = (Enabled: boolean | undefined) =>
      toDescribedSettings({
        Destinations: [
          {
            DestinationId: "destinationId-000000000001",
            ExtendedS3DestinationDescription: {
              RoleARN: "arn:aws:iam::000000000000:role/role",
              BucketARN: "arn:aws:s3:::bucket",
              BufferingHints: {},
              CompressionFormat: "UNCOMPRESSED",
              EncryptionConfiguration: {},
              ProcessingConfiguration: {
                ...(Enabled === undefined ? {} : { Enabled }),
                Processors: [
                  {
                    Type: "Lambda",
                    Parameters: [
                      {
                        ParameterName: "LambdaArn",
                        ParameterValue: "arn:aws:lambda:us-east-1:000000000000:function:add-newline:$LATEST",
                      },
                    ],
                  },
                  {
                    Type: "AppendDelimiterToRecord",
                    Parameters: [{ ParameterName: "Delimiter", ParameterValue: "," }],
                  },
                ],
              },
            },
          },
        ],
      });
    expect(describeProcessing(true)).to.include({
      processors: "Lambda, AppendDelimiterToRecord",
      function: "add-newline:$LATEST",
      "record delimiter": ",",
    });
    for (const enabled of [false, undefined])
      expect(describeProcessing(enabled)["processors"]).to.equal("Lambda, AppendDelimiterToRecord (not enabled)");
  });
});
