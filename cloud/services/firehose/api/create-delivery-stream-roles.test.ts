import type { CreateDeliveryStreamCommandInput } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { createConversion, makeTable, BUCKET_ARN, ROLE } from "../testing/glue-tables";

const S3 = { RoleARN: ROLE, BucketARN: BUCKET_ARN };

describe("Firehose CreateDeliveryStream with role checks", () => {
  const cloud = useCloud({ iam: "on" });
  const create = (input: Partial<CreateDeliveryStreamCommandInput>): Promise<unknown> =>
    cloud.firehose.createDeliveryStream({ DeliveryStreamName: "s", ...input });
  const trust = (service: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    });
  const createRole = (RoleName: string, service: string): Promise<unknown> =>
    cloud.iam.createRole({ RoleName, AssumeRolePolicyDocument: trust(service) });
  const UNABLE = {
    name: "InvalidArgumentException",
    message: `Firehose is unable to assume role ${ROLE}. Please check the role provided.`,
  };

  it("rejects a role that doesn't exist or doesn't trust Firehose (FH-104)", async () => {
    expect(await catchFault(create({ S3DestinationConfiguration: S3 }))).to.include(UNABLE);
    await createRole("firehose", "lambda.amazonaws.com");
    expect(await catchFault(create({ S3DestinationConfiguration: S3 }))).to.include(UNABLE);
  });
  it("rejects roles of another account, with different messages for destinations and schemas (FH-112)", async () => {
    await createRole("firehose", "firehose.amazonaws.com");
    const other = ROLE.replace("000000000000", "111111111111");
    for (const destination of [{ RoleARN: other }, { S3BackupConfiguration: { ...S3, RoleARN: other } }])
      expect(await catchFault(create({ ExtendedS3DestinationConfiguration: { ...S3, ...destination } }))).to.include({
        name: "AccessDeniedException",
        message: "User: arn:aws:iam::000000000000:root is not authorized to access this resource",
      });
    await makeTable(cloud, { id: "int" });
    const conversion = createConversion({ ParquetSerDe: {} });
    const createConverting = (RoleARN: string): Promise<unknown> =>
      create({
        ExtendedS3DestinationConfiguration: {
          ...S3,
          BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
          DataFormatConversionConfiguration: {
            ...conversion,
            SchemaConfiguration: { ...conversion.SchemaConfiguration, RoleARN },
          },
        },
      });
    expect(await catchFault(createConverting(other))).to.include({
      name: "AccessDeniedException",
      message: "Cross-account pass role is not allowed.",
    });
    await createConverting(ROLE);
  });
  it("also checks the source's role (FH-104)", async () => {
    await createRole("firehose", "firehose.amazonaws.com");
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    const from = (name: string): Promise<unknown> =>
      create({
        DeliveryStreamType: "KinesisStreamAsSource",
        S3DestinationConfiguration: S3,
        KinesisStreamSourceConfiguration: {
          KinesisStreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/trips",
          RoleARN: `arn:aws:iam::000000000000:role/${name}`,
        },
      });
    expect((await catchFault(from("none"))).message).to.contain("role/none");
    await from("firehose");
  });
});
