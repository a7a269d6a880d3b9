import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect } from "chai";
import { useCloud } from "../../cloud/testing/use-cloud";
import { needVenv } from "../../cloud/testing/venv";
import { judgeRequests, type Verdict } from "./judge";
import type { RecordedRequest } from "./recording-endpoint";

interface AwsRequest {
  readonly service: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const createKinesisRequest = (operation: string, input: object): AwsRequest => ({
  service: "kinesis",
  headers: { "x-amz-target": `Kinesis_20131202.${operation}`, "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(input),
});
const createFormRequest = (service: string, fields: Readonly<Record<string, string>>): AwsRequest => ({
  service,
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});
const createS3Request = (method: string, path: string, more: Partial<AwsRequest> = {}): AwsRequest => ({
  service: "s3",
  method,
  path,
  ...more,
});
const TAGS = { lab: "01", learner: "ada" };
/** A list of tags in the format of forms. @param list the list's name */
const formatListed = (list: string, tags: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tags).flatMap(([key, value], index) => [
      [`${list}.${index + 1}.Key`, key],
      [`${list}.${index + 1}.Value`, value],
    ]),
  );
const STREAM = { StreamName: "s", ShardCount: 1, Tags: TAGS };
const ANYBODY = { Action: "CreateRole", Version: "2010-05-08", AssumeRolePolicyDocument: "{}" };
const ROLE = { ...ANYBODY, RoleName: "r", ...formatListed("Tags.member", TAGS) };
const CODE = { ZipFile: Buffer.from("zip").toString("base64") };
const NO_ROLE = { FunctionName: "f", Code: CODE, Runtime: "nodejs24.x", Tags: TAGS };
const FUNCTION = { ...NO_ROLE, Role: "arn:aws:iam::000000000000:role/r" };
const createLambdaRequest = (input: object): AwsRequest => ({
  service: "lambda",
  path: "/2015-03-31/functions",
  body: JSON.stringify(input),
});
const RECORD = { StreamName: "s", Data: "aGk=", PartitionKey: "k" };
const INSTANCES = {
  ...{ Action: "RunInstances", Version: "2016-11-15", ImageId: "ami-1", MinCount: "1", MaxCount: "1" },
  ...{ "TagSpecification.1.ResourceType": "instance", ...formatListed("TagSpecification.1.Tag", TAGS) },
};
const createBucketRequest = (location: string, tags: Readonly<Record<string, string>> = TAGS): AwsRequest => {
  const all = Object.entries(tags).map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`);
  const inside = `<LocationConstraint>${location}</LocationConstraint><Tags>${all.join("")}</Tags>`;
  return createS3Request("PUT", "/bucket", {
    body: `<CreateBucketConfiguration>${inside}</CreateBucketConfiguration>`,
  });
};
const CHANGE_SET = {
  ...{ Action: "CreateChangeSet", Version: "2010-05-15", StackName: "s", ChangeSetName: "c", TemplateBody: "{}" },
};

/** Valid requests, one of each protocol and shape. */
const RIGHT: Readonly<Record<string, AwsRequest>> = {
  "kinesis PutRecord": createKinesisRequest("PutRecord", RECORD),
  "kinesis CreateStream": createKinesisRequest("CreateStream", STREAM),
  "iam CreateRole": createFormRequest("iam", ROLE),
  "ec2 RunInstances": createFormRequest("ec2", { ...INSTANCES, "SecurityGroupId.1": "sg-1" }),
  "lambda CreateFunction": createLambdaRequest(FUNCTION),
  "s3 PutObject": createS3Request("PUT", "/bucket/a/key.txt", { body: "text", query: { "x-id": "PutObject" } }),
  "s3 ListObjectsV2": createS3Request("GET", "/bucket", { query: { "list-type": "2", prefix: "a/" } }),
  "s3 CreateBucket": createBucketRequest("eu-west-1"),
  "cloudformation CreateChangeSet": createFormRequest("cloudformation", { ...CHANGE_SET, ChangeSetType: "UPDATE" }),
};

/** At least one deliberate violation of each rule, with its message. */
const WRONG: readonly (readonly [rule: string, says: string, asked: AwsRequest])[] = [
  ["operation", "has no operation PutRecordz", createKinesisRequest("PutRecordz", RECORD)],
  ["operation", "has no operation MakeRole", createFormRequest("iam", { ...ROLE, Action: "MakeRole" })],
  ["operation", "has no operation PATCH", createS3Request("PATCH", "/bucket/key")],
  ["required", "PutRecord.Data is missing", createKinesisRequest("PutRecord", { StreamName: "s", PartitionKey: "k" })],
  [
    "required",
    "CreateRole.RoleName is missing",
    createFormRequest("iam", { ...ANYBODY, ...formatListed("Tags.member", TAGS) }),
  ],
  ["required", "CreateFunction.Role is missing", createLambdaRequest(NO_ROLE)],
  ["unknown", "PutRecord.Partition is not a member", createKinesisRequest("PutRecord", { ...RECORD, Partition: 1 })],
  ["unknown", "CreateRole.Lab is not a member", createFormRequest("iam", { ...ROLE, Lab: "01" })],
  [
    "unknown",
    "ListObjectsV2.prefx is not a member",
    createS3Request("GET", "/bucket", { query: { "list-type": "2", prefx: "a" } }),
  ],
  [
    "unknown",
    "RunInstances.SecurityGroupz is not a member",
    createFormRequest("ec2", { ...INSTANCES, "SecurityGroupz.1": "sg-1" }),
  ],
  [
    "type",
    "CreateStream.ShardCount is not an integer",
    createKinesisRequest("CreateStream", { ...STREAM, ShardCount: "two" }),
  ],
  ["type", "PutRecord.Data is not base64", createKinesisRequest("PutRecord", { ...RECORD, Data: "hi!" })],
  [
    "length",
    "PutRecord.PartitionKey is of 257",
    createKinesisRequest("PutRecord", { ...RECORD, PartitionKey: "k".repeat(257) }),
  ],
  ["range", "CreateStream.ShardCount is of 0", createKinesisRequest("CreateStream", { ...STREAM, ShardCount: 0 })],
  [
    "pattern",
    "CreateStream.StreamName is 'a b'",
    createKinesisRequest("CreateStream", { ...STREAM, StreamName: "a b" }),
  ],
  ["enum", "CreateFunction.Runtime is 'node'", createLambdaRequest({ ...FUNCTION, Runtime: "node" })],
  ["enum", "CreateBucket.CreateBucketConfiguration.LocationConstraint is 'here'", createBucketRequest("here")],
  [
    "tags",
    "CreateStream gives no tag learner",
    createKinesisRequest("CreateStream", { ...STREAM, Tags: { lab: "01" } }),
  ],
  ["tags", "CreateFunction gives no tag lab", createLambdaRequest({ ...FUNCTION, Tags: { learner: "ada" } })],
  ["tags", "CreateRole gives no tag learner", createFormRequest("iam", { ...ROLE, "Tags.member.2.Key": "owner" })],
  [
    "tags",
    "RunInstances gives no tag lab",
    createFormRequest("ec2", { ...INSTANCES, "TagSpecification.1.Tag.1.Key": "labs" }),
  ],
  ["tags", "CreateBucket gives no tag learner", createBucketRequest("eu-west-1", { lab: "01" })],
  [
    "tags",
    "CreateChangeSet gives no tag lab",
    createFormRequest("cloudformation", { ...CHANGE_SET, ...formatListed("Tags.member", { learner: "ada" }) }),
  ],
];

describe("the contract with AWS: botocore's models as judge", () => {
  const cloud = useCloud({ keys: "own" }, "suite");
  needVenv();

  const signRequest = async (
    awsRequest: AwsRequest,
    credentials = cloud.running.credentials,
  ): Promise<RecordedRequest> => {
    const { service, method = "POST", path = "/", query = {}, headers = {}, body = "" } = awsRequest;
    // Only S3 signs a path without escaping it a second time.
    const signer = new SignatureV4({
      service,
      region: "us-east-1",
      credentials,
      sha256: Sha256,
      uriEscapePath: service !== "s3",
    });
    const request = new HttpRequest({ method, path, query, headers: { host: "127.0.0.1:1", ...headers }, body });
    const { headers: all } = await signer.sign(request);
    const search = new URLSearchParams(query).toString();
    return {
      method,
      target: search === "" ? path : `${path}?${search}`,
      headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toLowerCase(), value])),
      body: Buffer.from(body).toString("base64"),
    };
  };
  const judgeAll = (requests: readonly RecordedRequest[]): Promise<Verdict[]> => judgeRequests(requests, cloud.running);

  it("reports nothing in valid requests of every protocol", async () => {
    const verdicts = await judgeAll(
      await Promise.all(Object.values(RIGHT).map((awsRequest) => signRequest(awsRequest))),
    );
    expect(verdicts).to.deep.equal(
      Object.keys(RIGHT).map((name) => {
        const [service, operation] = name.split(" ");
        return { service, operation, violations: [] };
      }),
    );
  });

  it("reports a deliberate violation of each rule, and of no other", async () => {
    const verdicts = await judgeAll(await Promise.all(WRONG.map(([, , awsRequest]) => signRequest(awsRequest))));
    verdicts.forEach(({ violations }, index) => {
      const [rule = "", says = ""] = WRONG[index] ?? [];
      expect(
        violations.map((violation) => violation.rule),
        says,
      ).to.deep.equal([rule]);
      expect(violations[0]?.says).to.include(says);
    });
    expect(new Set(WRONG.map(([rule]) => rule))).to.have.lengthOf(9);
  });

  it("reports a body, query, header or key that doesn't match the signature, and an unsigned request", async () => {
    const put = await signRequest(createKinesisRequest("PutRecord", RECORD));
    const list = await signRequest(createS3Request("GET", "/bucket", { query: { "list-type": "2" } }));
    const { authorization = "", ...others } = put.headers;
    const changed: readonly RecordedRequest[] = [
      { ...put, body: Buffer.from(JSON.stringify({ ...RECORD, StreamName: "t" })).toString("base64") },
      { ...list, target: "/bucket?list-type=2&prefix=a" },
      { ...put, headers: { ...put.headers, "x-amz-target": "Kinesis_20131202.PutRecords" } },
      { ...put, headers: { ...put.headers, "x-amz-more": "1" } },
      await signRequest(createKinesisRequest("PutRecord", RECORD), { accessKeyId: "another", secretAccessKey: "key" }),
      { ...put, headers: others },
    ];
    expect(authorization).not.to.equal("");
    for (const { violations } of await judgeAll(changed))
      expect(violations.map(({ rule }) => rule)).to.include("signature");
  });
});
