import { EC2 } from "@aws-sdk/client-ec2";
import { Glue } from "@aws-sdk/client-glue";
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { withoutVenv } from "../../testing/venv";
import { waitForConsoleText } from "../ec2/testing/wait-for-console-text";
import { useStacks } from "./testing/use-stacks";
import { findProcessesMarked } from "../../../foundation/processes/process-tree";
import { skipIf } from "../../testing/skip";
import { waitUntil } from "../../testing/until";

const createTemplate = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`testing/${name}.yaml`, import.meta.url)), "utf8");

describe("whole labs as stacks", function () {
  const data = createTemporaryFolder();
  const cloud = useStacks({ data, iam: "on" });
  const createClient = (): EC2 => cloud.createClient(EC2);
  /** The answers of all list calls of the services. */
  const readEverything = async (): Promise<object> => ({
    streams: (await cloud.kinesis.listStreams({})).StreamNames,
    deliveries: (await cloud.firehose.listDeliveryStreams({})).DeliveryStreamNames,
    buckets: (await cloud.s3.listBuckets({})).Buckets ?? [],
    roles: (await cloud.iam.listRoles({})).Roles,
    profiles: (await cloud.iam.listInstanceProfiles({})).InstanceProfiles,
    logGroups: (await cloud.logs.describeLogGroups({})).logGroups,
    databases: (await cloud.createClient(Glue).getDatabases({})).DatabaseList ?? [],
    instances: (await createClient().describeInstances({})).Reservations ?? [],
    groups: (await createClient().describeSecurityGroups({})).SecurityGroups?.map(({ GroupName }) => GroupName),
    functions: (await cloud.createClient(Lambda).listFunctions({})).Functions,
    sources: (await cloud.createClient(Lambda).listEventSourceMappings({})).EventSourceMappings,
    queues: (await cloud.createClient(SQS).listQueues({})).QueueUrls,
    stacks: (await cloud.cfn.listStacks({})).StackSummaries ?? [],
  });
  /** The files of the data folder, except the metrics, which are history, and the tables: each is created at its first change and stays. */
  const listFilesNow = (): string[] =>
    readdirSync(data, { recursive: true, withFileTypes: true })
      .filter(({ name, parentPath }) => !name.endsWith(".table") && !parentPath.endsWith("cloudwatch"))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort();
  /** The same files without objects: S3 keeps the files of deleted objects for a moment, to reuse them. Call it when there is no bucket. */
  const listFiles = async (): Promise<string[]> => {
    const blobs = join("services", "s3", "objects");
    await waitUntil(() => !listFilesNow().some((path) => path.includes(blobs)));
    return listFilesNow();
  };
  const listProcesses = (): readonly number[] => findProcessesMarked(`LAB_DISK=${data}`);

  it("seed 002: an instance fetches people and puts them into the stream until the stack is deleted", async function () {
    skipIf(this, withoutVenv ?? (process.platform === "win32" ? "user data is a shell script" : undefined));
    const before = { list: await readEverything(), files: await listFiles() };
    await cloud.kinesis.createStream({ StreamName: "people", ShardCount: 1 });
    await cloud.advance(2);
    const stack = await cloud.deploy(createTemplate("data-collection"), {
      Parameters: [
        { ParameterKey: "StreamName", ParameterValue: "people" },
        { ParameterKey: "PauseSeconds", ParameterValue: "0" },
      ],
    });
    expect(stack.StackStatus, JSON.stringify(await cloud.readReasons())).to.equal("CREATE_COMPLETE");
    const { InstanceId = "" } = await cloud.readOutputs();
    await waitForConsoleText(createClient(), InstanceId, "put 5 people");
    const { ShardIterator } = await cloud.kinesis.getShardIterator({
      StreamName: "people",
      ShardId: "shardId-000000000000",
      ShardIteratorType: "TRIM_HORIZON",
    });
    const { Records: [first] = [] } = await cloud.kinesis.getRecords({ ShardIterator });
    const person = JSON.parse(Buffer.from(first?.Data ?? []).toString("utf8")) as {
      readonly nat: string;
      readonly login: { readonly uuid: string };
    };
    expect(person.nat).to.equal("US");
    expect(first?.PartitionKey).to.equal(person.login.uuid);
    const put = cloud.running.journal
      .listAfter(0)
      .find(({ operation, origin }) => operation === "PutRecord" && origin === "client");
    expect(put?.caller).to.match(new RegExp(`:assumed-role/lab-ProducerRole-[A-Za-z0-9]+/${InstanceId}$`));
    if (process.platform === "linux") expect(listProcesses()).to.not.deep.equal([]);
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    await waitUntil(() => listProcesses().length === 0);
    await cloud.kinesis.deleteStream({ StreamName: "people" });
    await cloud.advance(91 * 86_400);
    expect({ list: await readEverything(), files: await listFiles() }).to.deep.equal(before);
  });

  it("seed 003: aggregates reach the bucket, in one folder per component, and all of it is deleted with the stack", async () => {
    const before = { list: await readEverything(), files: await listFiles() };
    const stack = await cloud.deploy(createTemplate("windowed-delivery"), {
      Parameters: [{ ParameterKey: "Student", ParameterValue: "ann" }],
    });
    expect(stack.StackStatus, JSON.stringify(await cloud.readReasons())).to.equal("CREATE_COMPLETE");
    const { Stream: StreamName, Bucket = "" } = await cloud.readOutputs();
    for (const componentName of ["user-service", "order-service", "user-service"]) {
      await cloud.kinesis.putRecord({
        StreamName,
        PartitionKey: componentName,
        Data: Buffer.from(JSON.stringify({ componentName, minValue: 1, maxValue: 2 })),
      });
    }
    await cloud.advance(120);
    const { Contents = [] } = await cloud.s3.listObjectsV2({ Bucket });
    expect(Contents.map(({ Key }) => Key?.split("/")[0])).to.deep.equal(["order-service", "user-service"]);
    const { Body } = await cloud.s3.getObject({ Bucket, Key: Contents[1]?.Key });
    expect((await Body?.transformToString())?.trimEnd().split("\n")).to.have.length(2);
    const partitions = await cloud
      .createClient(Glue)
      .getPartitions({ DatabaseName: "metrics_ann", TableName: "aggregates" });
    expect(partitions.Partitions?.map(({ StorageDescriptor }) => StorageDescriptor?.Location)).to.deep.equal([
      `s3://${Bucket}/user-service/`,
    ]);
    await cloud.s3.deleteObjects({ Bucket, Delete: { Objects: Contents.map(({ Key = "" }) => ({ Key })) } });
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    await cloud.advance(91 * 86_400);
    expect({ list: await readEverything(), files: await listFiles() }).to.deep.equal(before);
  });
});
