import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { STREAM, createStreams } from "../testing/streams";

describe("Kinesis resource policies", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 1));
  const ResourceARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
  const createPolicy = (...Action: readonly string[]): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action, Resource: ResourceARN },
      ],
    });
  const put = (Policy: string, arn = ResourceARN) => cloud.kinesis.putResourcePolicy({ ResourceARN: arn, Policy });
  const read = async () => (await cloud.kinesis.getResourcePolicy({ ResourceARN })).Policy;

  // LocalStack recorded these answers on AWS: tests/aws/services/kinesis, 2025-08-01.
  it("are put, replaced, read and deleted (test_resource_policy_crud)", async () => {
    expect(await read()).to.equal("{}");
    for (const policy of [createPolicy("kinesis:PutRecord"), createPolicy("kinesis:PutRecord", "kinesis:GetRecords")]) {
      await put(policy);
      expect(await read()).to.equal(policy);
    }
    await cloud.kinesis.deleteResourcePolicy({ ResourceARN });
    expect(await read()).to.equal("{}");
    const again = cloud.kinesis.deleteResourcePolicy({ ResourceARN });
    expect((await catchFault(again)).name).to.equal("ResourceNotFoundException");
    const missing = put(createPolicy("kinesis:PutRecord"), ResourceARN.replace("trips", "none"));
    expect((await catchFault(missing)).name).to.equal("ResourceNotFoundException");
  });

  it("of consumers are refused by name", async () => {
    expect((await catchFault(put("{}", `${ResourceARN}/consumer/app:1893456000`))).name).to.equal("NotImplemented");
  });

  it("must be JSON objects", async () => {
    for (const policy of ["not json", "[]", "null"])
      expect((await catchFault(put(policy))).name, policy).to.equal("InvalidArgumentException");
    expect(await read()).to.equal("{}");
  });
});
