import { expect } from "chai";
import { skipIf } from "../testing/skip";
import { kinesis } from "../services/kinesis/service";
import { findUnemulated } from "../testing/find-unemulated";
import { useCloud } from "../testing/use-cloud";
import { runInVenv, withoutVenv } from "../testing/venv";

const BOTO3 = `
import boto3, json
from botocore.exceptions import ClientError

seen = {}
for service, call in [("rds", "describe_db_instances"), ("dynamodb", "list_tables"), ("elbv2", "describe_load_balancers"), ("route53", "list_hosted_zones")]:
    try:
        getattr(boto3.client(service), call)()
    except ClientError as error:
        seen[service] = [error.response["Error"]["Code"], error.response["Error"]["Message"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
print(json.dumps(seen))
`;

describe("services and operations that the lab cloud doesn't have", () => {
  const cloud = useCloud();

  it("are rejected in the protocol that boto3 expects: XML for query services and Route 53", async function () {
    skipIf(this, withoutVenv);
    const { output, errors } = await runInVenv("python", ["-c", BOTO3], cloud.running);
    expect(errors).to.equal("");
    const catchRefusal = (named: string) => [
      "NotImplemented",
      `The lab cloud does not emulate the service that '${named}' belongs to.`,
      501,
    ];
    expect(JSON.parse(output)).to.deep.equal({
      rds: catchRefusal("rds"),
      dynamodb: catchRefusal("DynamoDB_20120810.ListTables"),
      elbv2: catchRefusal("elasticloadbalancing"),
      route53: catchRefusal("route53"),
    });
  });

  it("are journaled as either not emulated or unknown", async () => {
    const unemulated = findUnemulated(kinesis);
    for (const operation of [unemulated, "Fly"])
      await fetch(cloud.running.endpoint, {
        method: "POST",
        headers: { "x-amz-target": `Kinesis_20131202.${operation}`, "content-type": "application/x-amz-json-1.1" },
        body: "{}",
      });
    expect(
      cloud.running.journal.listAfter(0).map(({ service, operation, outcome }) => [service, operation, outcome]),
    ).to.deep.equal([
      [
        "kinesis",
        unemulated,
        {
          code: "NotImplemented",
          message: `The lab cloud does not emulate kinesis ${unemulated}.`,
          status: 501,
        },
      ],
      ["kinesis", "Fly", { code: "UnknownOperationException", message: "There is no operation Fly.", status: 404 }],
    ]);
  });
});
