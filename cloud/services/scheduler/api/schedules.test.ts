import { Scheduler, type CreateScheduleCommandInput, type Target } from "@aws-sdk/client-scheduler";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../testing/temporary-folder";
import { catchFaultText, useCloud } from "../../../testing/use-cloud";
import { readPrinted, testFunctions } from "../../lambda/testing/functions";

const ROLE = "arn:aws:iam::000000000000:role/scheduler";
const createQueueArn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f";
const MINUTES = 60;

describe("schedules", () => {
  const cloud = useCloud({
    get data() {
      return createTemporaryFolder();
    },
  });
  const createApi = (): Scheduler => cloud.createClient(Scheduler);
  const createSqs = (): SQS => cloud.createClient(SQS);
  const createQueue = async (QueueName: string): Promise<string> =>
    (await createSqs().createQueue({ QueueName })).QueueUrl ?? "";
  const create = ({
    Target,
    ...rest
  }: Omit<Partial<CreateScheduleCommandInput>, "Target"> & { Target?: object } = {}) =>
    createApi().createSchedule({
      Name: "s",
      ScheduleExpression: "rate(1 minute)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: createQueueArn("q"), RoleArn: ROLE, ...Target },
      ...rest,
    });
  /** All messages of a queue, which are deleted. */
  const takeAll = async (QueueUrl: string) => {
    const all = [];
    for (;;) {
      const { Messages = [] } = await createSqs().receiveMessage({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ["All"],
      });
      if (Messages.length === 0) return all;
      all.push(...Messages);
      for (const { ReceiptHandle } of Messages) await createSqs().deleteMessage({ QueueUrl, ReceiptHandle });
    }
  };
  const sumMetric = async (MetricName: string): Promise<number> => {
    const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
      Namespace: "AWS/Scheduler",
      MetricName,
      Dimensions: [{ Name: "ScheduleGroup", Value: "default" }],
      StartTime: new Date("2030-01-01"),
      EndTime: new Date("2030-01-03"),
      Period: 86_400,
      Statistics: ["Sum"],
    });
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  };

  it("invoke a queue at once and then each minute, with the input and its context attributes (SCH-001, SCH-003)", async () => {
    const url = await createQueue("q");
    await create({ Target: { Input: '{"n":<aws.scheduler.attempt-number>,"at":"<aws.scheduler.scheduled-time>"}' } });
    await cloud.advance(3 * MINUTES);
    expect((await takeAll(url)).map(({ Body }) => JSON.parse(Body ?? "") as object)).to.deep.equal(
      [0, 1, 2, 3].map((minute) => ({ n: 1, at: `2030-01-01T00:0${minute}:00Z` })),
    );
    expect(await sumMetric("InvocationAttemptCount")).to.equal(4);
  });

  it("call a function asynchronously, by default with a notification (SCH-003)", async () => {
    await testFunctions(cloud).create(
      "export const handler = async (event) => console.log('got', JSON.stringify(event));",
    );
    await create({ ScheduleExpression: "rate(1 hour)", Target: { Arn: FUNCTION } });
    await cloud.advance(2);
    const [line = ""] = (await readPrinted(cloud, "f")).filter((text) => text.includes("got"));
    expect(JSON.parse(line.slice(line.indexOf("{")))).to.deep.include({
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account: "000000000000",
      resources: ["arn:aws:scheduler:us-east-1:000000000000:schedule/default/s"],
      detail: "{}",
    });
  });

  it("try again, and then send the payload with the reason to the dead-letter queue (SCH-004)", async () => {
    const url = await createQueue("dead");
    const failing = {
      Input: "work",
      RetryPolicy: { MaximumRetryAttempts: 2 },
      DeadLetterConfig: { Arn: createQueueArn("dead") },
    };
    await create({ ScheduleExpression: "at(2030-01-01T00:01:00)", Target: failing });
    await cloud.advance(3 * MINUTES);
    expect(await takeAll(url)).to.deep.equal([]);
    await cloud.advance(MINUTES);
    const [message, ...more] = await takeAll(url);
    expect(more).to.deep.equal([]);
    expect(message?.Body).to.equal("work");
    const attributes = Object.entries(message?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [
      name,
      StringValue,
    ]);
    expect(Object.fromEntries(attributes)).to.include({
      ERROR_CODE: "AWS.SimpleQueueService.NonExistentQueue",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
      RETRY_ATTEMPTS: "2",
      SCHEDULED_TIME: "2030-01-01T00:01:00Z",
      SCHEDULE_ARN: "arn:aws:scheduler:us-east-1:000000000000:schedule/default/s",
      TARGET_ARN: createQueueArn("q"),
    });
    expect(await sumMetric("TargetErrorCount")).to.equal(3);
    expect(await sumMetric("InvocationDroppedCount")).to.equal(1);
    expect(await sumMetric("InvocationsSentToDeadLetterCount")).to.equal(1);
  });

  it("give up when an event is too old, however many attempts remain (SCH-004)", async () => {
    const url = await createQueue("dead");
    const RetryPolicy = { MaximumEventAgeInSeconds: 150 };
    await create({
      ScheduleExpression: "at(2030-01-01T00:01:00)",
      Target: { RetryPolicy, DeadLetterConfig: { Arn: createQueueArn("dead") } },
    });
    await cloud.advance(10 * MINUTES);
    const [message] = await takeAll(url);
    expect(message?.MessageAttributes?.["EXHAUSTED_RETRY_CONDITION"]?.StringValue).to.equal("MaximumEventAgeInSeconds");
  });

  it("go on after a restart, without invoking a target twice (SCH-001)", async () => {
    const data = createTemporaryFolder();
    await cloud.restart({ data });
    const url = await createQueue("q");
    await create();
    await cloud.advance(MINUTES);
    await cloud.restart({ data });
    await cloud.advance(MINUTES);
    expect(await takeAll(url)).to.have.length(3);
    await cloud.restart({ data, startAt: "2030-01-02T00:00:30Z" });
    await cloud.advance(MINUTES);
    expect(await takeAll(url)).to.have.length(2);
  });

  it("stop while they are disabled and at their end, and are deleted then if requested (SCH-005)", async () => {
    const url = await createQueue("q");
    await create({ State: "DISABLED" });
    await cloud.advance(5 * MINUTES);
    expect(await takeAll(url)).to.deep.equal([]);
    await createApi().updateSchedule({
      Name: "s",
      ScheduleExpression: "rate(2 minutes)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: createQueueArn("q"), RoleArn: ROLE },
      EndDate: new Date("2030-01-01T00:09:30Z"),
      ActionAfterCompletion: "DELETE",
    });
    await cloud.advance(30 * MINUTES);
    expect(await takeAll(url)).to.have.length(3);
    expect(await catchFaultText(createApi().getSchedule({ Name: "s" }))).to.equal(
      "ResourceNotFoundException: Schedule s does not exist.",
    );
  });

  it("invoke within a flexible window (SCH-005)", async () => {
    const url = await createQueue("q");
    await create({
      ScheduleExpression: "at(2030-01-01T01:00:00)",
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 15 },
    });
    await cloud.advance(60 * MINUTES - 1);
    expect(await takeAll(url)).to.deep.equal([]);
    await cloud.advance(15 * MINUTES + 1);
    expect(await takeAll(url)).to.have.length(1);
  });

  it("are described, listed page by page, changed and deleted (SCH-006)", async () => {
    for (const Name of ["a", "b", "c"]) await create({ Name, State: "DISABLED" });
    const Target = { Arn: createQueueArn("q"), RoleArn: ROLE };
    expect(await createApi().getSchedule({ Name: "a", GroupName: "default" })).to.deep.include({
      Arn: "arn:aws:scheduler:us-east-1:000000000000:schedule/default/a",
      GroupName: "default",
      ScheduleExpression: "rate(1 minute)",
      ScheduleExpressionTimezone: "UTC",
      State: "DISABLED",
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "NONE",
      Target: { ...Target, RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } },
    });
    await createApi().updateSchedule({
      ...{ Name: "b", ScheduleExpression: "cron(0 8 ? * MON-FRI *)", ScheduleExpressionTimezone: "Europe/Berlin" },
      ...{ FlexibleTimeWindow: { Mode: "OFF" }, Target, Description: "mornings" },
    });
    expect(await createApi().getSchedule({ Name: "b" })).to.include({ State: "ENABLED", Description: "mornings" });
    const first = await createApi().listSchedules({ MaxResults: 2 });
    const second = await createApi().listSchedules({ MaxResults: 2, NextToken: first.NextToken });
    const names = [first, second].map(({ Schedules = [] }) => Schedules.map(({ Name }) => Name));
    expect(names).to.deep.equal([["a", "b"], ["c"]]);
    const disabled = await createApi().listSchedules({ State: "DISABLED", NamePrefix: "c" });
    expect(disabled.Schedules?.map(({ Name }) => Name)).to.deep.equal(["c"]);
    await createApi().deleteSchedule({ Name: "a" });
    expect((await createApi().listSchedules({})).Schedules).to.have.length(2);
  });

  it("are rejected in AWS's words, and what the lab cloud lacks is rejected by name (SCH-006)", async () => {
    await create({ ClientToken: "once" });
    await create({ ClientToken: "once" });
    for (const [call, text] of [
      [create(), "ConflictException: Schedule s already exists."],
      [
        create({ Name: "t", ScheduleExpression: "every minute" }),
        "ValidationException: Invalid Schedule Expression every minute.",
      ],
      [create({ Name: "t", GroupName: "fuel" }), "ResourceNotFoundException: Schedule group fuel does not exist."],
      [
        create({ Name: "t", FlexibleTimeWindow: { Mode: "FLEXIBLE" } }),
        "ValidationException: MaximumWindowInMinutes is required",
      ],
      [
        create({ Name: "t", Target: { Arn: "arn:aws:sns:us-east-1:000000000000:t" } }),
        "NotImplemented: The lab cloud does not emulate",
      ],
      [createApi().deleteSchedule({ Name: "none" }), "ResourceNotFoundException: Schedule none does not exist."],
      [createApi().createScheduleGroup({ Name: "fuel" }), "CreateScheduleGroup"],
    ] as const)
      expect(await catchFaultText(call)).to.include(text);
  });
});

describe("the role of a schedule", () => {
  const cloud = useCloud({ iam: "on" });
  const formatTrust = (service: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    });
  const createRole = (service: string) =>
    cloud.iam.createRole({ RoleName: "scheduler", AssumeRolePolicyDocument: formatTrust(service) });
  const trust = (service: string) =>
    cloud.iam.updateAssumeRolePolicy({ RoleName: "scheduler", PolicyDocument: formatTrust(service) });
  const create = (target: Partial<Target> = {}) =>
    cloud.createClient(Scheduler).createSchedule({
      ...{ Name: "s", ScheduleExpression: "rate(1 minute)", FlexibleTimeWindow: { Mode: "OFF" } },
      Target: { Arn: createQueueArn("q"), RoleArn: ROLE, ...target },
    });
  const refusal =
    "ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.";

  it("must exist and trust Scheduler (SCH-007)", async () => {
    expect(await catchFaultText(create())).to.equal(refusal);
    await createRole("lambda.amazonaws.com");
    expect(await catchFaultText(create())).to.equal(refusal);
  });
  it("is accepted if it trusts Scheduler (SCH-007)", async () => {
    await createRole("scheduler.amazonaws.com");
    expect((await create()).ScheduleArn).to.equal("arn:aws:scheduler:us-east-1:000000000000:schedule/default/s");
  });
  it("is used for the dead-letter queue, too: without its trust, Scheduler reaches neither (SCH-007)", async () => {
    const sqs = cloud.createClient(SQS);
    const { QueueUrl } = await sqs.createQueue({ QueueName: "dead" });
    const { QueueUrl: q } = await sqs.createQueue({ QueueName: "q" });
    const count = async (url = QueueUrl): Promise<number> => {
      const AttributeNames = ["ApproximateNumberOfMessages" as const];
      const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames });
      return Number(Attributes?.["ApproximateNumberOfMessages"]);
    };
    await createRole("scheduler.amazonaws.com");
    await create({ RetryPolicy: { MaximumRetryAttempts: 0 }, DeadLetterConfig: { Arn: createQueueArn("dead") } });
    await cloud.advance(1);
    expect([await count(q), await count()], "trusted").to.deep.equal([1, 0]);
    await trust("lambda.amazonaws.com");
    await cloud.advance(2 * MINUTES);
    expect([await count(q), await count()], "not trusted").to.deep.equal([1, 0]);
    await trust("scheduler.amazonaws.com");
    await sqs.deleteQueue({ QueueUrl: q });
    await cloud.advance(MINUTES);
    expect(await count(), "trusted again, but without a target").to.equal(1);
  });
});
