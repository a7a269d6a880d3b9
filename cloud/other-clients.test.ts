import { expect } from "chai";
import { useCloud } from "./testing/use-cloud";
import { runInVenv, needVenv } from "./testing/venv";

const BOTO3 = `
import boto3, json
from botocore.exceptions import ClientError

kinesis, sts, iam = boto3.client("kinesis"), boto3.client("sts"), boto3.client("iam")
seen = {"account": sts.get_caller_identity()["Account"]}

kinesis.create_stream(StreamName="trips", ShardCount=2)
kinesis.get_waiter("stream_exists").wait(StreamName="trips", WaiterConfig={"Delay": 1})
put = kinesis.put_records(StreamName="trips", Records=[{"Data": b"hello \\xff", "PartitionKey": "a"}])
shard = put["Records"][0]["ShardId"]
iterator = kinesis.get_shard_iterator(StreamName="trips", ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
[record] = kinesis.get_records(ShardIterator=iterator)["Records"]
seen["record"] = [record["Data"].hex(), record["PartitionKey"], record["ApproximateArrivalTimestamp"].tzinfo is not None]
try:
    kinesis.describe_stream(StreamName="none")
except kinesis.exceptions.ResourceNotFoundException as error:
    seen["fault"] = error.response["Error"]

trust = json.dumps({"Statement": [{"Effect": "Allow", "Principal": {"Service": "firehose.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
iam.create_role(RoleName="delivery", AssumeRolePolicyDocument=trust, Tags=[{"Key": "lab", "Value": "01"}])
role = iam.get_role(RoleName="delivery")["Role"]
seen["role"] = [role["Arn"], role["AssumeRolePolicyDocument"]["Statement"][0]["Effect"], role["Tags"]]
try:
    iam.get_role(RoleName="none")
except ClientError as error:
    seen["missing"] = error.response["Error"]["Code"]
print(json.dumps(seen))
`;

describe("boto3 and the AWS CLI, with signatures verified", function () {
  needVenv();
  const cloud = useCloud({ keys: "own", speed: 100 });

  it("boto3 creates a stream, puts and gets records, and reads faults", async () => {
    const { output, errors } = await runInVenv("python", ["-c", BOTO3], cloud.running);
    expect(errors).to.equal("");
    expect(JSON.parse(output)).to.deep.equal({
      account: "000000000000",
      record: ["68656c6c6f20ff", "a", true],
      fault: { Message: "Stream none under account 000000000000 not found.", Code: "ResourceNotFoundException" },
      role: ["arn:aws:iam::000000000000:role/delivery", "Allow", [{ Key: "lab", Value: "01" }]],
      missing: "NoSuchEntity",
    });
  });

  it("the AWS CLI runs the commands in the labs' text", async () => {
    const runAws = async (...args: string[]): Promise<unknown> => {
      const { status, output, errors } = await runInVenv("aws", [...args, "--output", "json"], cloud.running);
      expect(errors).to.equal("");
      expect(status).to.equal(0);
      return output.trim() === "" ? undefined : JSON.parse(output);
    };
    expect(await runAws("sts", "get-caller-identity")).to.include({ Account: "000000000000" });
    await runAws("kinesis", "create-stream", "--stream-name", "trips", "--shard-count", "1");
    await runAws("kinesis", "wait", "stream-exists", "--stream-name", "trips");
    const put = await runAws(
      "kinesis",
      "put-record",
      "--stream-name",
      "trips",
      "--partition-key",
      "a",
      "--data",
      "aGVsbG8=",
    );
    expect(put).to.include({ ShardId: "shardId-000000000000" });
    expect(await runAws("kinesis", "list-streams")).to.deep.include({ StreamNames: ["trips"] });
  });

  it("the AWS CLI shows faults in AWS's words", async () => {
    const { status, errors } = await runInVenv(
      "aws",
      ["kinesis", "describe-stream", "--stream-name", "none"],
      cloud.running,
    );
    expect(status).to.be.within(254, 255);
    expect(errors).to.contain(
      "An error occurred (ResourceNotFoundException) when calling the DescribeStream operation: Stream none under account 000000000000 not found.",
    );
  });
});
