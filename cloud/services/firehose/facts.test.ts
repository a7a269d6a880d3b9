import {
  CreateDeliveryStreamCommand, DescribeDeliveryStreamCommand, PutRecordBatchCommand, UpdateDestinationCommand, type CreateDeliveryStreamCommandInput,
  type ExtendedS3DestinationConfiguration, type ExtendedS3DestinationDescription, type ExtendedS3DestinationUpdate, type Processor,
} from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { faultOf, useCloud } from "../../testing/use-cloud";
import { BUCKET_ARN, deliveryTools, ROLE } from "./testing/delivery-streams";

const MEBIBYTE = 1024 * 1024;
const S3 = { RoleARN: ROLE, BucketARN: BUCKET_ARN };

describe("firehose in a smaller region", () => {
  const cloud = useCloud({ region: "eu-central-1" });
  const { create, put } = deliveryTools(cloud);
  const batch = (...sizes: number[]) => cloud.firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: "s", Records: sizes.map((size) => ({ Data: Buffer.alloc(size) })) }));

  it("takes 1 MiB a second (FH-028)", async () => {
    await create("s");
    const { RequestResponses = [] } = await batch(MEBIBYTE / 2, MEBIBYTE / 2, 1);
    expect(RequestResponses.map(({ ErrorCode }) => ErrorCode)).to.deep.equal([undefined, undefined, "ServiceUnavailableException"]);
    await cloud.advance(1);
    expect((await batch(MEBIBYTE / 2)).FailedPutCount).to.equal(0);
  });

  it("takes 1,000 requests a second (FH-028)", async () => {
    await create("s");
    for (let n = 0; n < 10; n++) await Promise.all(Array.from({ length: 100 }, () => put("s", "x")));
    expect(await faultOf(put("s", "x"))).to.include({ name: "ServiceUnavailableException" });
  });
});

describe("firehose, an update of processing", () => {
  const cloud = useCloud();
  const { create } = deliveryTools(cloud);
  const destination = async (): Promise<ExtendedS3DestinationDescription | undefined> => {
    const { DeliveryStreamDescription } = await cloud.firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: "s" }));
    return DeliveryStreamDescription?.Destinations?.[0]?.ExtendedS3DestinationDescription;
  };
  const update = (ExtendedS3DestinationUpdate: ExtendedS3DestinationUpdate) => cloud.firehose.send(new UpdateDestinationCommand({
    DeliveryStreamName: "s", CurrentDeliveryStreamVersionId: "1", DestinationId: "destinationId-000000000001", ExtendedS3DestinationUpdate,
  }));
  const delimiter: Processor = { Type: "AppendDelimiterToRecord", Parameters: [] };

  it("replaces it whole: no processor is left behind (FH-024)", async () => {
    await create("s", { ProcessingConfiguration: { Enabled: true, Processors: [delimiter] } });
    await update({ ProcessingConfiguration: { Enabled: false } });
    expect((await destination())?.ProcessingConfiguration).to.deep.equal({ Enabled: false });
  });

  it("leaves it alone if it says nothing of it (FH-024)", async () => {
    await create("s", { ProcessingConfiguration: { Enabled: true, Processors: [delimiter] } });
    await update({ Prefix: "two/" });
    expect((await destination())?.ProcessingConfiguration?.Processors).to.have.lengthOf(1);
  });
});

describe("firehose, how long partitioning tries again", () => {
  const cloud = useCloud();
  const { create } = deliveryTools(cloud);
  const query: Processor = {
    Type: "MetadataExtraction", Parameters: [{ ParameterName: "MetadataExtractionQuery", ParameterValue: "{id:.id}" }, { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" }],
  };
  const createWith = (DurationInSeconds: number): Promise<void> => create("s", {
    Prefix: "!{partitionKeyFromQuery:id}/", ErrorOutputPrefix: "errors/", DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds } },
    ProcessingConfiguration: { Enabled: true, Processors: [query] }, BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  });

  it("is 0 to 7,200 seconds (FH-074)", async () => {
    for (const seconds of [-1, 7_201]) {
      const { name, message } = await faultOf(createWith(seconds));
      expect(name).to.equal("ValidationException");
      expect(message).to.contain("at 'extendedS3DestinationConfiguration.dynamicPartitioningConfiguration.retryOptions.durationInSeconds'");
    }
    await createWith(7_200);
  });
});

describe("firehose, what cloud/facts says is not built yet", () => {
  const cloud = useCloud();
  const create = (destination: Partial<ExtendedS3DestinationConfiguration>, more: Partial<CreateDeliveryStreamCommandInput> = {}) =>
    cloud.firehose.send(new CreateDeliveryStreamCommand({ DeliveryStreamName: "s", ExtendedS3DestinationConfiguration: { ...S3, ...destination }, ...more }));
  const lambda: Processor = { Type: "Lambda", Parameters: [{ ParameterName: "LambdaArn", ParameterValue: "arn:aws:lambda:us-east-1:000000000000:function:f" }] };
  const given: Readonly<Record<string, Partial<ExtendedS3DestinationConfiguration>>> = {
    "a Lambda transform": { ProcessingConfiguration: { Enabled: true, Processors: [lambda] } },
  };
  for (const [what, destination] of Object.entries(given)) {
    it(`is refused by name: ${what}`, async () => {
      const fault = await faultOf(create(destination));
      expect(fault).to.include({ name: "NotImplemented" }).and.have.nested.property("$metadata.httpStatusCode", 501);
      expect(fault.message).to.match(/^The lab cloud does not emulate /);
    });
  }
});
