import { ListTagsForResourceCommand, type LogGroup } from "@aws-sdk/client-cloudwatch-logs";
import { expect } from "chai";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";

describe("Logs groups and streams", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const group = (logGroupName: string): Promise<unknown> => cloud.logs.createLogGroup({ logGroupName });
  const stream = (logGroupName: string, logStreamName: string): Promise<unknown> =>
    cloud.logs.createLogStream({ logGroupName, logStreamName });
  const put = (logGroupName: string, logStreamName: string, message: string): Promise<unknown> =>
    cloud.logs.putLogEvents({
      logGroupName,
      logStreamName,
      logEvents: [{ timestamp: cloud.running.clock.now(), message }],
    });
  const readTexts = async (logGroupName: string, logStreamName: string): Promise<string[]> =>
    ((await cloud.logs.getLogEvents({ logGroupName, logStreamName })).events ?? []).map(({ message }) => message ?? "");
  const readDescription = async (): Promise<LogGroup[]> => (await cloud.logs.describeLogGroups()).logGroups ?? [];

  it("are described as on AWS", async () => {
    await group("/aws/one");
    await stream("/aws/one", "s");
    await put("/aws/one", "s", "abc");
    expect(await readDescription()).to.deep.equal([
      {
        logGroupName: "/aws/one",
        creationTime: Date.parse(START),
        metricFilterCount: 0,
        storedBytes: 29,
        logGroupClass: "STANDARD",
        deletionProtectionEnabled: false,
        arn: "arn:aws:logs:us-east-1:000000000000:log-group:/aws/one:*",
        logGroupArn: "arn:aws:logs:us-east-1:000000000000:log-group:/aws/one",
      },
    ]);
    expect((await cloud.logs.describeLogStreams({ logGroupName: "/aws/one" })).logStreams).to.deep.equal([
      {
        logStreamName: "s",
        creationTime: Date.parse(START),
        firstEventTimestamp: Date.parse(START),
        lastEventTimestamp: Date.parse(START),
        lastIngestionTime: Date.parse(START),
        arn: "arn:aws:logs:us-east-1:000000000000:log-group:/aws/one:log-stream:s",
        storedBytes: 0,
      },
    ]);
  });
  it("have tags that survive a change of retention and a restart", async () => {
    const resourceArn = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/one";
    const readTags = async () => (await cloud.logs.listTagsForResource({ resourceArn })).tags;
    await cloud.logs.createLogGroup({ logGroupName: "/aws/one", tags: { a: "1", b: "2" } });
    await cloud.logs.tagResource({ resourceArn, tags: { b: "3", c: "" } });
    await cloud.logs.putRetentionPolicy({ logGroupName: "/aws/one", retentionInDays: 7 });
    await cloud.restart();
    expect(await readTags()).to.deep.equal({ a: "1", b: "3", c: "" });
    await cloud.logs.untagResource({ resourceArn, tagKeys: ["a", "none"] });
    expect(await readTags()).to.deep.equal({ b: "3", c: "" });
    expect((await readDescription())[0]).to.include({ retentionInDays: 7 });
    const many = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`t${index}`, ""]));
    expect((await catchFault(cloud.logs.tagResource({ resourceArn, tags: many }))).name).to.equal(
      "TooManyTagsException",
    );
    const elsewhere = new ListTagsForResourceCommand({
      resourceArn: "arn:aws:logs:us-east-1:000000000000:log-group:none",
    });
    expect((await catchFault(cloud.logs.send(elsewhere))).name).to.equal("ResourceNotFoundException");
  });
  it("are listed by prefix, by pattern and in pages", async () => {
    for (const name of ["b/x", "a/x", "a/y"]) await group(name);
    const { logGroups = [], nextToken } = await cloud.logs.describeLogGroups({ limit: 2 });
    const rest = await cloud.logs.describeLogGroups({ limit: 2, nextToken });
    expect([...logGroups, ...(rest.logGroups ?? [])].map((group) => group.logGroupName)).to.deep.equal([
      "a/x",
      "a/y",
      "b/x",
    ]);
    expect(rest.nextToken).to.equal(undefined);
    const listNames = async (request: object): Promise<unknown> =>
      (await cloud.logs.describeLogGroups(request)).logGroups?.map((group) => group.logGroupName);
    expect(await listNames({ logGroupNamePrefix: "a/" })).to.deep.equal(["a/x", "a/y"]);
    expect(await listNames({ logGroupNamePattern: "X" })).to.deep.equal(["a/x", "b/x"]);
  });
  it("list streams by their last event", async () => {
    await group("g");
    for (const name of ["a", "b", "c"]) await stream("g", name);
    await put("g", "b", "first");
    await cloud.advance(1);
    await put("g", "a", "second");
    const { logStreams = [] } = await cloud.logs.describeLogStreams({
      logGroupName: "g",
      orderBy: "LastEventTime",
      descending: true,
    });
    expect(logStreams.map(({ logStreamName }) => logStreamName)).to.deep.equal(["a", "b", "c"]);
    expect(
      await catchFault(
        cloud.logs.describeLogStreams({ logGroupName: "g", orderBy: "LastEventTime", logStreamNamePrefix: "a" }),
      ),
    ).to.include({ name: "InvalidParameterException" });
  });
  it("can't be created twice, or found after deletion", async () => {
    await group("g");
    await stream("g", "s");
    expect(await catchFault(group("g"))).to.include({
      name: "ResourceAlreadyExistsException",
      message: "The specified log group already exists",
    });
    expect(await catchFault(stream("g", "s"))).to.include({
      name: "ResourceAlreadyExistsException",
      message: "The specified log stream already exists",
    });
    await put("g", "s", "old");
    await cloud.logs.deleteLogStream({ logGroupName: "g", logStreamName: "s" });
    await stream("g", "s");
    expect(await readTexts("g", "s")).to.deep.equal([]);
    await cloud.logs.deleteLogGroup({ logGroupName: "g" });
    expect(await readDescription()).to.deep.equal([]);
    expect(await catchFault(stream("g", "s"))).to.include({ name: "ResourceNotFoundException" });
    expect(await catchFault(cloud.logs.deleteLogGroup({ logGroupName: "g" }))).to.include({
      name: "ResourceNotFoundException",
    });
  });
  it("survive a restart with their events and deletions", async () => {
    await group("g");
    await stream("g", "s");
    await put("g", "s", "gone");
    await cloud.logs.deleteLogStream({ logGroupName: "g", logStreamName: "s" });
    await stream("g", "s");
    await put("g", "s", "kept");
    await cloud.restart();
    expect(await readTexts("g", "s")).to.deep.equal(["kept"]);
  });
  it("drop events when the retention has passed while the cloud ran", async () => {
    await group("g");
    await stream("g", "s");
    await cloud.logs.putRetentionPolicy({ logGroupName: "g", retentionInDays: 1 });
    await put("g", "s", "x");
    await cloud.advance(86_400);
    expect(await readTexts("g", "s")).to.deep.equal(["x"]);
    await cloud.advance(1);
    expect(await readTexts("g", "s")).to.deep.equal([]);
    expect((await readDescription())[0]?.retentionInDays).to.equal(1);
    await cloud.logs.deleteRetentionPolicy({ logGroupName: "g" });
    expect(await readTexts("g", "s")).to.deep.equal(["x"]);
  });
  it("reject an invalid retention, invalid names, and unsupported features", async () => {
    await group("g");
    expect(await catchFault(cloud.logs.putRetentionPolicy({ logGroupName: "g", retentionInDays: 2 }))).to.include({
      name: "InvalidParameterException",
    });
    expect(await catchFault(group("a b"))).to.include({ name: "InvalidParameterException" });
    expect(await catchFault(stream("g", "a:b"))).to.include({ name: "InvalidParameterException" });
    expect(await catchFault(cloud.logs.startQuery({ queryString: "x", startTime: 0, endTime: 1 }))).to.include({
      name: "NotImplemented",
    });
  });
});
