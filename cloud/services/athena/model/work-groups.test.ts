import type { ResultConfigurationUpdates, WorkGroupConfiguration } from "@aws-sdk/client-athena";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { createQueries } from "../testing/queries";

const GROUP = { WorkGroup: "team" };
const NO_PLACE = { ResultConfiguration: undefined };

describe("Athena work groups", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());
  const create = (Configuration?: WorkGroupConfiguration) =>
    athena.client.createWorkGroup({ Name: "team", Configuration });
  const group = async () => (await athena.client.getWorkGroup(GROUP)).WorkGroup;
  const readOutput = async (input: object) =>
    (await athena.finish("SHOW TABLES", { ...GROUP, ...input })).ResultConfiguration?.OutputLocation ?? "";

  it("include a primary one that can be changed, but not created or deleted", async () => {
    const { WorkGroup: primary } = await athena.client.getWorkGroup({ WorkGroup: "primary" });
    expect(primary).to.deep.equal({
      Name: "primary",
      State: "ENABLED",
      CreationTime: new Date(START),
      Configuration: {
        ResultConfiguration: {},
        EnforceWorkGroupConfiguration: false,
        PublishCloudWatchMetricsEnabled: false,
        RequesterPaysEnabled: false,
        EnableMinimumEncryptionConfiguration: false,
        EngineVersion: { SelectedEngineVersion: "AUTO", EffectiveEngineVersion: "Athena engine version 3" },
      },
    });
    expect(await catchFault(athena.client.createWorkGroup({ Name: "primary" }))).to.include({
      message: "primary workGroup could not be created",
    });
    expect(await catchFault(athena.client.deleteWorkGroup({ WorkGroup: "primary" }))).to.include({
      name: "InvalidRequestException",
    });
    const { EngineVersions: versions } = await athena.client.listEngineVersions({});
    expect(versions?.map(({ SelectedEngineVersion: name }) => name)).to.deep.equal(["AUTO", "Athena engine version 3"]);
  });

  it("set the results location, and can enforce it (ATH-006)", async () => {
    await create({ ResultConfiguration: { OutputLocation: "s3://results/team" } });
    expect(await readOutput(NO_PLACE)).to.match(/^s3:\/\/results\/team\/[-0-9a-f]{36}\.txt$/);
    expect(await readOutput({ ResultConfiguration: { OutputLocation: "s3://data/mine/" } })).to.match(
      /^s3:\/\/results\/team\//,
    );
    await athena.client.updateWorkGroup({ ...GROUP, ConfigurationUpdates: { EnforceWorkGroupConfiguration: false } });
    expect(await readOutput({ ResultConfiguration: { OutputLocation: "s3://data/mine/" } })).to.match(
      /^s3:\/\/data\/mine\//,
    );
    await athena.client.updateWorkGroup({
      ...GROUP,
      ConfigurationUpdates: { ResultConfigurationUpdates: { RemoveOutputLocation: true } },
    });
    expect((await catchFault(athena.start("SHOW TABLES", { ...GROUP, ...NO_PLACE }))).message).to.match(
      /^No output location provided\./,
    );
    expect(
      await catchFault(
        athena.client.updateWorkGroup({
          ...GROUP,
          ConfigurationUpdates: { ResultConfigurationUpdates: { OutputLocation: "here" } },
        }),
      ),
    ).to.include({ message: "outputLocation is not a valid S3 path." });
  });

  it("store their settings, and apply updates", async () => {
    await athena.client.createWorkGroup({
      Name: "team",
      Description: "ours",
      Configuration: { BytesScannedCutoffPerQuery: 10_000_000 },
    });
    expect(await group()).to.deep.include({ Description: "ours", State: "ENABLED" });
    expect((await group())?.Configuration).to.include({
      BytesScannedCutoffPerQuery: 10_000_000,
      EnforceWorkGroupConfiguration: true,
      PublishCloudWatchMetricsEnabled: true,
    });
    await athena.client.updateWorkGroup({
      ...GROUP,
      Description: "theirs",
      ConfigurationUpdates: { RemoveBytesScannedCutoffPerQuery: true, PublishCloudWatchMetricsEnabled: false },
    });
    expect(await group()).to.deep.include({ Description: "theirs" });
    expect((await group())?.Configuration)
      .to.include({ PublishCloudWatchMetricsEnabled: false })
      .and.not.have.property("BytesScannedCutoffPerQuery");
    expect(
      await catchFault(
        athena.client.updateWorkGroup({ ...GROUP, ConfigurationUpdates: { BytesScannedCutoffPerQuery: 5 } }),
      ),
    ).to.include({
      message:
        "1 validation error detected: Value at 'configurationUpdates.bytesScannedCutoffPerQuery' failed to satisfy constraint: Member must have value greater than or equal to 10000000",
    });
  });

  it("remove single settings for results, if an update names them", async () => {
    const all = {
      OutputLocation: "s3://results/team/",
      EncryptionConfiguration: { EncryptionOption: "SSE_S3" as const },
      ExpectedBucketOwner: "000000000000",
      AclConfiguration: { S3AclOption: "BUCKET_OWNER_FULL_CONTROL" as const },
    };
    await create({ ResultConfiguration: all });
    const changeResults = async (ResultConfigurationUpdates: ResultConfigurationUpdates) => {
      await athena.client.updateWorkGroup({ ...GROUP, ConfigurationUpdates: { ResultConfigurationUpdates } });
      return (await group())?.Configuration?.ResultConfiguration;
    };
    for (const name of [
      "OutputLocation",
      "EncryptionConfiguration",
      "ExpectedBucketOwner",
      "AclConfiguration",
    ] as const) {
      expect(await changeResults({ [`Remove${name}`]: false }), name).to.deep.equal(all);
      const { [name]: removed, ...rest } = all;
      expect(await changeResults({ [`Remove${name}`]: true }), name).to.deep.equal(rest);
      expect(await changeResults({ [name]: removed }), name).to.deep.equal(all);
    }
    const other = { OutputLocation: "s3://results/other/", ExpectedBucketOwner: "111111111111" };
    expect(await changeResults(other)).to.deep.equal({ ...all, ...other });
  });

  it("run and store no queries while disabled", async () => {
    await create();
    await athena.client.updateWorkGroup({ ...GROUP, State: "DISABLED" });
    expect(await catchFault(athena.start("SHOW TABLES", GROUP))).to.include({
      AthenaErrorCode: "INVALID_INPUT",
      message: "WorkGroup team is disabled.",
    });
    expect(
      await catchFault(
        athena.client.createNamedQuery({ ...GROUP, Name: "q", Database: "lab", QueryString: "SHOW TABLES" }),
      ),
    ).to.include({ message: "WorkGroup team is disabled." });
    await athena.client.updateWorkGroup({ ...GROUP, State: "ENABLED" });
    await athena.readRows("SHOW TABLES", GROUP);
  });

  it("are deleted if empty, or together with their content on request", async () => {
    await create();
    await athena.readRows("SHOW TABLES", GROUP);
    expect(await catchFault(athena.client.deleteWorkGroup(GROUP))).to.include({
      message: "WorkGroup team is not empty",
    });
    const waiting = await athena.start("SHOW TABLES", GROUP);
    await athena.client.deleteWorkGroup({ ...GROUP, RecursiveDeleteOption: true });
    await cloud.advance(5);
    expect(await catchFault(athena.getExecution(waiting))).to.include({ AthenaErrorCode: "QUERY_EXECUTION_NOT_FOUND" });
    for (const call of [group(), athena.start("SHOW TABLES", GROUP), athena.client.deleteWorkGroup(GROUP)]) {
      expect(await catchFault(call)).to.include({
        AthenaErrorCode: "INVALID_INPUT",
        message: "WorkGroup is not found.",
      });
    }
  });

  it("are created once, and listed by name page by page", async () => {
    await create();
    expect(await catchFault(create())).to.include({ message: "WorkGroup is already created" });
    await athena.client.createWorkGroup({ Name: "a" });
    const first = await athena.client.listWorkGroups({ MaxResults: 2 });
    const second = await athena.client.listWorkGroups({ MaxResults: 2, NextToken: first.NextToken });
    expect(
      [first, second].map(({ WorkGroups: groups = [] }) =>
        groups.map(({ Name: name, Description: text }) => `${name}${text}`),
      ),
    ).to.deep.equal([["a", "primary"], ["team"]]);
    expect(second.NextToken).to.equal(undefined);
  });

  it("have tags", async () => {
    await athena.client.createWorkGroup({ Name: "team", Tags: [{ Key: "a", Value: "1" }] });
    const ResourceARN = "arn:aws:athena:us-east-1:000000000000:workgroup/team";
    await athena.client.tagResource({ ResourceARN, Tags: [{ Key: "b", Value: "2" }, { Key: "c" }] });
    await athena.client.untagResource({ ResourceARN, TagKeys: ["a"] });
    const { Tags: tags } = await athena.client.listTagsForResource({ ResourceARN });
    expect(tags).to.deep.equal([
      { Key: "b", Value: "2" },
      { Key: "c", Value: "" },
    ]);
    expect(await catchFault(athena.client.listTagsForResource({ ResourceARN: `${ResourceARN}2` }))).to.include({
      name: "ResourceNotFoundException",
    });
  });

  it("publish metrics of their queries", async () => {
    await create();
    await athena.readRows("SHOW TABLES", GROUP);
    await athena.put("data/t/x", "1\n22\n");
    await athena.readRows("CREATE EXTERNAL TABLE t (n int) LOCATION 's3://data/t/'");
    await athena.readRows("SELECT sum(n) FROM t", GROUP);
    await athena.finish("SELECT n FROM none", GROUP);
    const readSum = async (MetricName: string, dimensions: Readonly<Record<string, string>> = {}) => {
      const { Datapoints: points = [] } = await cloud.cloudwatch.getMetricStatistics({
        Namespace: "AWS/Athena",
        MetricName,
        Dimensions: Object.entries({ WorkGroup: "team", ...dimensions }).map(([Name, Value]) => ({ Name, Value })),
        StartTime: new Date(START),
        EndTime: new Date(Date.parse(START) + 60_000),
        Period: 60,
        Statistics: ["Sum", "SampleCount"],
      });
      return points.map(({ Sum: sum, SampleCount: count }) => [sum, count]);
    };
    const [shown, failed] = [
      { QueryState: "SUCCEEDED", QueryType: "UTILITY" },
      { QueryState: "FAILED", QueryType: "DML" },
    ];
    expect(await readSum("TotalExecutionTime", shown)).to.deep.equal([[500, 1]]);
    expect(await readSum("ProcessedBytes", { QueryState: "SUCCEEDED", QueryType: "DML" })).to.deep.equal([[5, 1]]);
    expect(await readSum("ProcessedBytes", failed)).to.deep.equal([[0, 1]]);
    expect(await readSum("ProcessedBytes")).to.deep.equal([[5, 3]]);
  });
});
