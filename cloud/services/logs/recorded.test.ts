import {
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../testing/use-cloud";

/**
 * Answers that LocalStack recorded from AWS between 2026-02-03 and 2026-02-06 and publishes in its repository (Apache-2.0),
 * in tests/aws/services/logs/*.snapshot.json. The test cases are this project's own; each names the recorded one.
 */
describe("Logs as recorded on AWS", () => {
  const cloud = useCloud();
  const logGroupName = "g";
  beforeEach(async () => {
    await cloud.logs.createLogGroup({ logGroupName });
    await cloud.logs.createLogStream({ logGroupName, logStreamName: "s" });
  });
  const limit = 10_001;
  const tooMany =
    "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000";

  it("writes a filter's default value as a double (test_put_metric_filter_basic, 2026-02-05)", async () => {
    const metricTransformations = [{ metricName: "m", metricNamespace: "n", metricValue: "1", defaultValue: 0 }];
    await cloud.logs.putMetricFilter({ logGroupName, filterName: "f", filterPattern: "x", metricTransformations });
    const answer = await fetch(cloud.running.endpoint, {
      method: "POST",
      headers: { "x-amz-target": "Logs_20140328.DescribeMetricFilters", "content-type": "application/x-amz-json-1.1" },
      body: "{}",
    });
    expect(await answer.text()).to.contain('"defaultValue":0.0');
  });

  it("requires events in order and an existing stream (test_put_log_events_to_invalid_stream, test_put_log_events_wrong_order, test_resource_does_not_exist)", async () => {
    const now = Date.parse(START);
    const put = (logStreamName: string, ...times: readonly number[]) =>
      catchFault(
        cloud.logs.putLogEvents({
          ...{ logGroupName, logStreamName },
          logEvents: times.map((timestamp) => ({ timestamp, message: "m" })),
        }),
      );
    const [noStream, noGroup] = [
      { name: "ResourceNotFoundException", message: "The specified log stream does not exist." },
      { name: "ResourceNotFoundException", message: "The specified log group does not exist." },
    ];
    expect(await put("none", now)).to.include(noStream);
    expect(await put("s", now, now - 1000)).to.include({
      name: "InvalidParameterException",
      message: "Log events in a single PutLogEvents request must be in chronological order.",
    });
    const read = (group: string, logStreamName: string) =>
      catchFault(cloud.logs.getLogEvents({ logGroupName: group, logStreamName }));
    expect(await read("none", "s")).to.include(noGroup);
    expect(await read(logGroupName, "none")).to.include(noStream);
  });

  it("rejects an unknown token (test_get_log_events_invalid_token, test_filter_log_events_unknown_token)", async () => {
    const fault = { name: "InvalidParameterException", message: "The specified nextToken is invalid." };
    const nextToken = "invalid";
    const read = cloud.logs.getLogEvents({ logGroupName, logStreamName: "s", nextToken });
    expect(await catchFault(read)).to.include(fault);
    expect(await catchFault(cloud.logs.filterLogEvents({ logGroupName, nextToken }))).to.include(fault);
  });

  it("accepts an empty list of fields as a pattern (test_put_subscription_filter_update)", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(60);
    const destinationArn = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
    const roleArn = "arn:aws:iam::000000000000:role/lab";
    for (const filterPattern of ["", "[]"])
      await cloud.logs.putSubscriptionFilter({
        ...{ logGroupName, filterName: "test", filterPattern, destinationArn, roleArn },
      });
    const { subscriptionFilters } = await cloud.logs.describeSubscriptionFilters({ logGroupName });
    expect(subscriptionFilters?.map(({ filterPattern }) => filterPattern)).to.deep.equal(["[]"]);
  });

  it("leaves out the size and the deletion protection of groups found by a pattern (test_describe_log_groups_with_pattern)", async () => {
    const describe = async (input: { logGroupNamePattern?: string; logGroupNamePrefix?: string }) =>
      (await cloud.logs.describeLogGroups(input)).logGroups?.map((group) =>
        ["deletionProtectionEnabled", "storedBytes"].map((member) => member in group),
      );
    expect(await describe({ logGroupNamePattern: logGroupName })).to.deep.equal([[false, false]]);
    expect(await describe({ logGroupNamePrefix: logGroupName })).to.deep.equal([[true, true]]);
  });

  it("rejects an existing name (test_create_log_group_duplicate_error, test_create_log_stream_duplicate_error)", async () => {
    const name = "ResourceAlreadyExistsException";
    expect(await catchFault(cloud.logs.createLogGroup({ logGroupName }))).to.include({
      ...{ name, message: "The specified log group already exists" },
    });
    const again = new CreateLogStreamCommand({ logGroupName, logStreamName: "s" });
    expect(await catchFault(cloud.logs.send(again))).to.include({
      ...{ name, message: "The specified log stream already exists" },
    });
  });

  it("returns InvalidParameterException for a limit that is too large (test_get_log_events_limit_validation, test_filter_log_events_limit_validation)", async () => {
    const fault = { name: "InvalidParameterException", message: tooMany };
    const read = cloud.logs.getLogEvents({ logGroupName, logStreamName: "s", limit });
    expect(await catchFault(read)).to.include(fault);
    expect(await catchFault(cloud.logs.filterLogEvents({ logGroupName, limit }))).to.include(fault);
  });

  it("returns a specific message for a name that is too long (test_create_log_group_invalid_name_length)", async () => {
    const create = cloud.logs.createLogGroup({ logGroupName: "x".repeat(513) });
    expect(await catchFault(create)).to.include({
      name: "InvalidParameterException",
      message: "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
    });
  });

  it("rejects a prefix together with a pattern (test_describe_log_groups_prefix_and_pattern_error)", async () => {
    const both = new DescribeLogGroupsCommand({ logGroupNamePrefix: "g", logGroupNamePattern: "g" });
    expect(await catchFault(cloud.logs.send(both))).to.include({
      name: "InvalidParameterException",
      message: "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
    });
  });

  it("rejects a name together with an identifier (test_describe_log_streams_with_log_group_identifier)", async () => {
    const both = new DescribeLogStreamsCommand({ logGroupName, logGroupIdentifier: logGroupName });
    expect(await catchFault(cloud.logs.send(both))).to.include({
      name: "ValidationException",
      message: "LogGroup name and LogGroup ARN are mutually exclusive parameters.",
    });
    const { logStreams } = await cloud.logs.describeLogStreams({
      logGroupIdentifier: "arn:aws:logs:us-east-1:000000000000:log-group:g",
    });
    expect(logStreams?.map(({ logStreamName }) => logStreamName)).to.deep.equal(["s"]);
  });

  it("reports that a group may be deleted (test_describe_log_groups_with_prefix)", async () => {
    const { logGroups } = await cloud.logs.describeLogGroups({ logGroupNamePrefix: "g" });
    expect(logGroups?.[0]).to.include({ deletionProtectionEnabled: false, logGroupClass: "STANDARD" });
  });

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html
  it("rejects deletion of a group until its protection is removed", async () => {
    const name = { logGroupName: "kept" };
    await cloud.logs.createLogGroup({ ...name, deletionProtectionEnabled: true });
    await cloud.logs.putRetentionPolicy({ ...name, retentionInDays: 7 });
    const catchRefusal = async () =>
      (await cloud.logs.describeLogGroups({ logGroupNamePrefix: "kept" })).logGroups?.map(
        ({ deletionProtectionEnabled, retentionInDays }) => [deletionProtectionEnabled, retentionInDays],
      );
    expect(await catchRefusal()).to.deep.equal([[true, 7]]);
    expect(await catchFault(cloud.logs.deleteLogGroup(name))).to.include({
      name: "ValidationException",
      message: "Cannot delete log group with deletion protection enabled. Disable deletion protection first.",
    });
    await cloud.logs.putLogGroupDeletionProtection({
      logGroupIdentifier: "arn:aws:logs:us-east-1:000000000000:log-group:kept",
      deletionProtectionEnabled: false,
    });
    expect(await catchRefusal()).to.deep.equal([[false, 7]]);
    await cloud.logs.deleteLogGroup(name);
    expect(await catchRefusal()).to.deep.equal([]);
  });
});
