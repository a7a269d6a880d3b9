import { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { oneResource } from "../../cloudformation/testing/one-resource";
import { useStacks } from "../../cloudformation/testing/use-stacks";
import { detail, ROLE } from "../testing/studio";

const LOG_STREAM = "arn:aws:logs:us-east-1:000000000000:log-group:/g:log-stream:s";
const NOTES = {
  ApplicationName: "notes",
  RuntimeEnvironment: "ZEPPELIN-FLINK-3_0",
  ApplicationMode: "INTERACTIVE",
  ServiceExecutionRole: ROLE,
};

describe("AWS::KinesisAnalyticsV2::Application and ApplicationCloudWatchLoggingOption", () => {
  const cloud = useStacks();
  const api = (): KinesisAnalyticsV2 => cloud.client(KinesisAnalyticsV2);
  const codeOf = async () =>
    (await detail(api(), "notes")).ApplicationConfigurationDescription?.ApplicationCodeConfigurationDescription
      ?.CodeContentDescription?.TextContent;

  const option = oneResource(
    "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
    { ApplicationName: { Ref: "App" }, CloudWatchLoggingOption: { LogStreamARN: LOG_STREAM } },
    { beside: { App: { Type: "AWS::KinesisAnalyticsV2::Application", Properties: NOTES } } },
  );

  it("an application gives its name, is changed in place as a new version, and ends with its stack", async () => {
    const template = (sql: string, Tags: object[]): object =>
      oneResource("AWS::KinesisAnalyticsV2::Application", {
        ...NOTES,
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: { CodeContentType: "PLAINTEXT", CodeContent: { TextContent: sql } },
          FlinkApplicationConfiguration: {
            ParallelismConfiguration: { ConfigurationType: "CUSTOM", Parallelism: "2" },
          },
        },
        Tags,
      });
    await cloud.deploy(template("SELECT 1", [{ Key: "a", Value: "1" }]));
    expect(await cloud.outputs()).to.deep.equal({ Ref: "notes" });
    expect(await detail(api(), "notes")).to.include({ ApplicationStatus: "READY", ApplicationVersionId: 1 });
    await cloud.update(template("SELECT 2", [{ Key: "b", Value: "2" }]));
    expect(await detail(api(), "notes")).to.include({ ApplicationVersionId: 2 });
    expect(await codeOf()).to.equal("SELECT 2");
    const ResourceARN = "arn:aws:kinesisanalytics:us-east-1:000000000000:application/notes";
    expect((await api().listTagsForResource({ ResourceARN })).Tags).to.deep.equal([{ Key: "b", Value: "2" }]);
    // Tags alone make no new version, and none are set where some only go.
    const from = cloud.running.journal.after(0).at(-1)?.n ?? 0;
    await cloud.update(template("SELECT 2", []));
    expect((await api().listTagsForResource({ ResourceARN })).Tags).to.deep.equal([]);
    expect(await detail(api(), "notes")).to.include({ ApplicationVersionId: 2 });
    await cloud.update(template("SELECT 2", [{ Key: "c", Value: "3" }]));
    const calls = cloud.running.journal
      .after(from)
      .filter(({ operation }) => /^(?:Un)?[Tt]agResource$/.test(operation));
    expect(calls.map(({ operation }) => operation)).to.deep.equal(["UntagResource", "TagResource"]);
    await cloud.remove();
    expect(await detail(api(), "notes").catch(({ name }: Error) => name)).to.equal("ResourceNotFoundException");
  });

  it("a stack goes, also where somebody has deleted its application meanwhile", async () => {
    await cloud.deploy(option);
    const { CreateTimestamp } = await detail(api(), "notes");
    await api().deleteApplication({ ApplicationName: "notes", CreateTimestamp });
    await cloud.advance(60);
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });

  it("a logging option gives its id, and goes before its application", async () => {
    await cloud.deploy(option);
    expect(await cloud.outputs()).to.deep.equal({ Ref: "1.1" });
    const { CloudWatchLoggingOptionDescriptions: options } = await detail(api(), "notes");
    expect(options).to.deep.equal([{ CloudWatchLoggingOptionId: "1.1", LogStreamARN: LOG_STREAM }]);
    const { StackId } = await cloud.remove();
    const events = await cloud.events(StackId);
    expect(events.indexOf("It DELETE_COMPLETE")).to.be.lessThan(events.indexOf("App DELETE_IN_PROGRESS"));
  });
});
