import { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";
import { readDetail, ROLE } from "../testing/studio";

const LOG_STREAM = "arn:aws:logs:us-east-1:000000000000:log-group:/g:log-stream:s";
const NOTES = {
  ApplicationName: "notes",
  RuntimeEnvironment: "ZEPPELIN-FLINK-3_0",
  ApplicationMode: "INTERACTIVE",
  ServiceExecutionRole: ROLE,
};

describe("AWS::KinesisAnalyticsV2::Application and ApplicationCloudWatchLoggingOption", () => {
  const cloud = useStacks();
  const createClient = (): KinesisAnalyticsV2 => cloud.createClient(KinesisAnalyticsV2);
  const parseCode = async () =>
    (await readDetail(createClient(), "notes")).ApplicationConfigurationDescription
      ?.ApplicationCodeConfigurationDescription?.CodeContentDescription?.TextContent;

  const option = createResourceTemplate(
    "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
    { ApplicationName: { Ref: "App" }, CloudWatchLoggingOption: { LogStreamARN: LOG_STREAM } },
    { beside: { App: { Type: "AWS::KinesisAnalyticsV2::Application", Properties: NOTES } } },
  );

  it("an application returns its name, is updated with a new version, and ends with its stack", async () => {
    const createTemplate = (sql: string, Tags: object[]): object =>
      createResourceTemplate("AWS::KinesisAnalyticsV2::Application", {
        ...NOTES,
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: { CodeContentType: "PLAINTEXT", CodeContent: { TextContent: sql } },
          FlinkApplicationConfiguration: {
            ParallelismConfiguration: { ConfigurationType: "CUSTOM", Parallelism: "2" },
          },
        },
        Tags,
      });
    await cloud.deploy(createTemplate("SELECT 1", [{ Key: "a", Value: "1" }]));
    expect(await cloud.readOutputs()).to.deep.equal({ Ref: "notes" });
    expect(await readDetail(createClient(), "notes")).to.include({
      ApplicationStatus: "READY",
      ApplicationVersionId: 1,
    });
    await cloud.update(createTemplate("SELECT 2", [{ Key: "b", Value: "2" }]));
    expect(await readDetail(createClient(), "notes")).to.include({ ApplicationVersionId: 2 });
    expect(await parseCode()).to.equal("SELECT 2");
    const ResourceARN = "arn:aws:kinesisanalytics:us-east-1:000000000000:application/notes";
    expect((await createClient().listTagsForResource({ ResourceARN })).Tags).to.deep.equal([{ Key: "b", Value: "2" }]);
    // Tags alone make no new version, and none are set where some only go.
    const from = cloud.running.journal.listAfter(0).at(-1)?.n ?? 0;
    await cloud.update(createTemplate("SELECT 2", []));
    expect((await createClient().listTagsForResource({ ResourceARN })).Tags).to.deep.equal([]);
    expect(await readDetail(createClient(), "notes")).to.include({ ApplicationVersionId: 2 });
    await cloud.update(createTemplate("SELECT 2", [{ Key: "c", Value: "3" }]));
    const calls = cloud.running.journal
      .listAfter(from)
      .filter(({ operation }) => /^(?:Un)?[Tt]agResource$/.test(operation));
    expect(calls.map(({ operation }) => operation)).to.deep.equal(["UntagResource", "TagResource"]);
    await cloud.remove();
    expect(await readDetail(createClient(), "notes").catch(({ name }: Error) => name)).to.equal(
      "ResourceNotFoundException",
    );
  });

  it("a stack is deleted even if somebody deleted its application meanwhile", async () => {
    await cloud.deploy(option);
    const { CreateTimestamp } = await readDetail(createClient(), "notes");
    await createClient().deleteApplication({ ApplicationName: "notes", CreateTimestamp });
    await cloud.advance(60);
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });

  it("a logging option returns its id, and is deleted before its application", async () => {
    await cloud.deploy(option);
    expect(await cloud.readOutputs()).to.deep.equal({ Ref: "1.1" });
    const { CloudWatchLoggingOptionDescriptions: options } = await readDetail(createClient(), "notes");
    expect(options).to.deep.equal([{ CloudWatchLoggingOptionId: "1.1", LogStreamARN: LOG_STREAM }]);
    const { StackId } = await cloud.remove();
    const events = await cloud.readEvents(StackId);
    expect(events.indexOf("It DELETE_COMPLETE")).to.be.lessThan(events.indexOf("App DELETE_IN_PROGRESS"));
  });
});
