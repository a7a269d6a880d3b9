import { expect } from "chai";
import { START, useCloud } from "../testing/use-cloud";

const createDeep = (open: string, times: number, [inside, close] = ["", ""]): string =>
  open.repeat(times) + inside + close.repeat(times);
const list = (times: number): string => createDeep("[", times, ["", "]"]);
const createObject = (times: number): string => createDeep('{"a":', times, ["1", "}"]);
/** CBOR: lists of one, and maps of one with the key "a". */
const createCborLists = (times: number): Buffer => Buffer.concat([Buffer.alloc(times, 0x81), Buffer.from([0x01])]);
const createCborMap = (name: string, inside: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xa1, 0x60 + name.length]), Buffer.from(name), inside]);

/** The time at which the test's cloud starts. */
const START_MS = Date.parse(START);

interface SentRequest {
  readonly path?: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const createJson = (target: string, body: string): SentRequest => ({
  headers: { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" },
  body,
});
const createSigned = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=any/20300101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;
const query = (service: string, fields: string): SentRequest => ({
  headers: { authorization: createSigned(service), "content-type": "application/x-www-form-urlencoded" },
  body: fields,
});
const createForm = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

/** Requests in every protocol, and with every language that requests contain, nested `depth` levels deep. */
const REQUESTS: Readonly<Record<string, (depth: number) => SentRequest>> = {
  "JSON 1.1, a list where a string is wanted": (n) =>
    createJson("Kinesis_20131202.DescribeStream", `{"StreamName":${list(n)}}`),
  "JSON 1.1, structures where a string is wanted": (n) =>
    createJson("Kinesis_20131202.DescribeStream", `{"StreamName":${createObject(n)}}`),
  "JSON 1.1, a member that there is not": (n) => createJson("Kinesis_20131202.ListStreams", `{"Nothing":${list(n)}}`),
  "JSON 1.1, a list of records": (n) =>
    createJson("Kinesis_20131202.PutRecords", `{"StreamName":"a","Records":[{"Data":${list(n)}}]}`),
  "JSON 1.1, never closed": (n) => createJson("Kinesis_20131202.ListStreams", createDeep("[", n)),
  "JSON 1.0": (n) => createJson("AmazonSQS.SendMessage", `{"QueueUrl":${createObject(n)}}`),
  "REST-JSON": (n) => ({
    path: "/2015-03-31/functions",
    headers: { authorization: createSigned("lambda"), "content-type": "application/json" },
    body: `{"FunctionName":${list(n)}}`,
  }),
  "CBOR 1.1": (n) => ({
    headers: { "x-amz-target": "Kinesis_20131202.DescribeStream", "content-type": "application/x-amz-cbor-1.1" },
    body: createCborMap("StreamName", createCborLists(n)),
  }),
  "CBOR 1.1, tags": (n) => ({
    headers: { "x-amz-target": "Kinesis_20131202.DescribeStream", "content-type": "application/x-amz-cbor-1.1" },
    body: createCborMap("StreamName", Buffer.concat([Buffer.alloc(n, 0xc1), Buffer.from([0x01])])),
  }),
  "RPC v2 CBOR": (n) => ({
    path: "/service/GraniteServiceVersion20100801/operation/ListMetrics",
    headers: { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
    body: createCborMap("Namespace", createCborLists(n)),
  }),
  "AWS query": (n) => query("iam", `Action=CreateRole&Version=2010-05-08&Tags${createDeep(".member", n)}=1`),
  "EC2 query": (n) => query("ec2", `Action=DescribeInstances&Version=2016-11-15&Filter${createDeep(".1", n)}=1`),
  "REST-XML": (n) => ({
    method: "PUT",
    path: "/trips?tagging",
    headers: { authorization: createSigned("s3"), "content-type": "application/xml" },
    body: `<Tagging>${createDeep("<TagSet>", n, ["", "</TagSet>"])}</Tagging>`,
  }),
  "a policy in a query": (n) =>
    query(
      "iam",
      createForm({
        Action: "CreateRole",
        Version: "2010-05-08",
        RoleName: "r",
        AssumeRolePolicyDocument: createObject(n),
      }),
    ),
  "a queue's policy": (n) =>
    createJson("AmazonSQS.CreateQueue", JSON.stringify({ QueueName: "q", Attributes: { Policy: createObject(n) } })),
  "a template in JSON": (n) =>
    query(
      "cloudformation",
      createForm({ Action: "CreateStack", Version: "2010-05-15", StackName: "s", TemplateBody: createObject(n) }),
    ),
  "a template in YAML": (n) =>
    query(
      "cloudformation",
      createForm({
        Action: "CreateStack",
        Version: "2010-05-15",
        StackName: "s",
        TemplateBody: `Resources: ${list(n)}`,
      }),
    ),
  "a query in SQL": (n) =>
    createJson(
      "AmazonAthena.StartQueryExecution",
      JSON.stringify({
        QueryString: `SELECT ${createDeep("(", n, ["1", ")"])}`,
        ClientRequestToken: "a".repeat(32),
        ResultConfiguration: { OutputLocation: "s3://trips/" },
      }),
    ),
  "a statement of Hive's": (n) =>
    createJson(
      "AmazonAthena.StartQueryExecution",
      JSON.stringify({
        QueryString: `CREATE EXTERNAL TABLE t (a ${createDeep("array<", n, ["int", ">"])}) LOCATION 's3://trips/'`,
        ClientRequestToken: "b".repeat(32),
        ResultConfiguration: { OutputLocation: "s3://trips/" },
      }),
    ),
  "a type of Glue's": (n) =>
    createJson(
      "AWSGlue.CreateTable",
      JSON.stringify({
        DatabaseName: "d",
        TableInput: {
          Name: "t",
          StorageDescriptor: { Columns: [{ Name: "c", Type: createDeep("array<", n, ["int", ">"]) }] },
        },
      }),
    ),
  "an expression of Glue's": (n) =>
    createJson(
      "AWSGlue.GetPartitions",
      JSON.stringify({ DatabaseName: "d", TableName: "t", Expression: `${createDeep("(", n, ["p = 1", ")"])}` }),
    ),
  "metric math": (n) =>
    createJson(
      "GraniteServiceVersion20100801.GetMetricData",
      JSON.stringify({
        StartTime: 1,
        EndTime: 1000,
        MetricDataQueries: [{ Id: "a", Expression: createDeep("(", n, ["1", ")"]) }],
      }),
    ),
  "a dashboard": (n) =>
    createJson(
      "GraniteServiceVersion20100801.PutDashboard",
      JSON.stringify({ DashboardName: "d", DashboardBody: createObject(n) }),
    ),
  "a repository's policy": (n) =>
    createJson(
      "AmazonEC2ContainerRegistry_V20150921.SetRepositoryPolicy",
      JSON.stringify({ repositoryName: "images", policyText: createObject(n) }),
    ),
  "a bucket's policy": (n) => ({
    method: "PUT",
    path: "/trips?policy",
    headers: { authorization: createSigned("s3"), "content-type": "application/json" },
    body: `{"Version":"2012-10-17","Statement":${list(n)}}`,
  }),
  "metrics in a log event": (n) =>
    createJson(
      "Logs_20140328.PutLogEvents",
      JSON.stringify({
        logGroupName: "g",
        logStreamName: "l",
        logEvents: [
          { timestamp: START_MS, message: `{"_aws":{"Timestamp":${START_MS},"CloudWatchMetrics":${list(n)}}}` },
        ],
      }),
    ),
  "a filter of a function's source": (n) => ({
    path: "/2015-03-31/event-source-mappings",
    headers: { authorization: createSigned("lambda"), "content-type": "application/json" },
    body: JSON.stringify({
      EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:q",
      FunctionName: "f",
      FilterCriteria: { Filters: [{ Pattern: createObject(n) }] },
    }),
  }),
  "an application in SQL": (n) =>
    createJson(
      "KinesisAnalytics_20180523.CreateApplication",
      JSON.stringify({
        ApplicationName: `a${n}`,
        RuntimeEnvironment: "SQL-1_0",
        ServiceExecutionRole: "arn:aws:iam::000000000000:role/r",
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: {
            CodeContentType: "PLAINTEXT",
            CodeContent: { TextContent: `SELECT STREAM ${createDeep("(", n, ["1", ")"])} FROM "a";`.slice(0, 100_000) },
          },
        },
      }),
    ),
  "the lab's own endpoints": (n) => ({
    path: "/_lab/clock",
    headers: { "content-type": "application/json" },
    body: `{"advanceSeconds":${list(Math.min(n, 30_000))}}`,
  }),
  "a filter pattern": (n) =>
    createJson(
      "Logs_20140328.FilterLogEvents",
      JSON.stringify({ logGroupName: "g", filterPattern: `{ ${createDeep("(", n, ["$.a = 1", ")"])} }` }),
    ),
};

describe("deeply nested requests", () => {
  const cloud = useCloud();
  const send = async ({ path = "/", method = "POST", headers, body }: SentRequest): Promise<number> => {
    const answer = await fetch(`${cloud.running.endpoint}${path}`, {
      method,
      headers,
      ...(method === "GET" ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) }),
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  beforeEach(async () => {
    await send({ method: "PUT", path: "/trips", headers: {}, body: "" });
    await send(createJson("AWSGlue.CreateDatabase", '{"DatabaseInput":{"Name":"d"}}'));
    await send(
      createJson(
        "AWSGlue.CreateTable",
        '{"DatabaseName":"d","TableInput":{"Name":"t","PartitionKeys":[{"Name":"p","Type":"int"}]}}',
      ),
    );
    await send(createJson("Logs_20140328.CreateLogGroup", '{"logGroupName":"g"}'));
    await send(createJson("Logs_20140328.CreateLogStream", '{"logGroupName":"g","logStreamName":"l"}'));
    await send(createJson("AmazonEC2ContainerRegistry_V20150921.CreateRepository", '{"repositoryName":"images"}'));
  });

  for (const [name, request] of Object.entries(REQUESTS))
    it(`are rejected as the caller's fault: ${name}`, async () => {
      for (const depth of [500, 4_000, 20_000, 200_000])
        expect(await send(request(depth)), `${depth} deep`).not.to.equal(500);
      await cloud.kinesis.listStreams({});
    });

  it("are rejected as the caller's fault when an SQL application is translated", async () => {
    for (const depth of [500, 20_000]) {
      await send(REQUESTS["an application in SQL"]?.(depth) ?? expect.fail());
      const path = `/_lab/kinesisanalyticsv2/translation?application=a${depth}`;
      expect(await send({ method: "GET", path, headers: {}, body: "" }), `${depth} deep`).to.equal(400);
    }
  });

  it("get 400 SerializationException if their JSON nests deeper than any client's", async () => {
    const { headers, body } = createJson("Kinesis_20131202.DescribeStream", `{"StreamName":${list(200_000)}}`);
    const answer = await fetch(cloud.running.endpoint, { method: "POST", headers, body: String(body) });
    expect(answer.status).to.equal(400);
    expect(await answer.json()).to.include({ __type: "SerializationException" });
  });

  it("get 400 for a field name with two hundred thousand parts, whether or not the operation has it", async () => {
    const { headers, body } = query("iam", `Action=ListRoles&Version=2010-05-08&Nothing${createDeep(".a", 200_000)}=1`);
    const answer = await fetch(cloud.running.endpoint, { method: "POST", headers, body: String(body) });
    expect([answer.status, await answer.text()].join(" ")).to.match(/^400 .*<Code>SerializationException</s);
  });

  it("get 400 if their XML has more elements, entities or attributes than any client's", async () => {
    const createTagging = (attributes: string, value: string): SentRequest => ({
      method: "PUT",
      path: "/trips?tagging",
      headers: { authorization: createSigned("s3"), "content-type": "application/xml" },
      body: `<Tagging ${attributes}><TagSet><Tag><Key>k</Key><Value>${value}</Value></Tag></TagSet></Tagging>`,
    });
    await cloud.s3.createBucket({ Bucket: "trips" });
    const createAttributes = (count: number): string =>
      Array.from({ length: count }, (_, index) => `a${index}="1"`).join(" ");
    expect(await send(createTagging(createAttributes(900), "&#118;".repeat(200)))).to.equal(204);
    for (const sent of [
      createTagging(createAttributes(200_000), "v"),
      createTagging("", `v${"<a/>".repeat(90_000)}`),
      createTagging("", "&#0;".repeat(110_000)),
    ]) {
      const { method, headers, path = "/", body } = sent;
      const answer = await fetch(`${cloud.running.endpoint}${path}`, { method, headers, body: String(body) });
      expect([answer.status, await answer.text()].join(" ")).to.match(/^400 .*<Code>MalformedXML</s);
    }
  });

  it("are accepted if they nest within reason, and brackets inside texts don't count", async () => {
    const text = `${"[{".repeat(5_000)}\\"\\\\`;
    const answer = await send(
      createJson("Kinesis_20131202.ListStreams", `{"ExclusiveStartStreamName":"a","Nothing":[${list(900)},"${text}"]}`),
    );
    expect(answer).to.equal(200);
  });
});
