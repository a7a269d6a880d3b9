import { CloudWatchClient, DescribeAlarmsCommand, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { strToU8, zipSync } from "fflate";
import { ignoreRefusal, type Evidence, type Stage } from "../../../grader/index";
import { useClient } from "../../givens/given-resources";
import { FAILURES_QUEUE, LAMBDA_ROLE, PLANNER } from "../given/names";

/** The exercises that are judged by what becomes of the planner. */
export const WATCHED_EXERCISES = ["02-fuel-network.schedule", "02-fuel-network.failures"];
export const SCHEDULE = "fuel-planner";
export const ALARM = "fuel-planner-fails";

const MINUTE = 60;
export const WORKING_MINUTES = 3;
export const FAILING_MINUTES = 5;
const REPAIRED_MINUTES = 5;
/** Longer than the five minutes of the text, since AWS doesn't say how long Scheduler waits between its attempts. */
const DELETED_MINUTES = 10;

/** What became of the planner's invocations: while it worked, failed, worked again, and was deleted. */
export interface WatchedPlanner {
  /** Missing without a schedule of the requested name. */
  readonly schedule?: {
    /** Whether it invokes the planner exactly on time. */
    readonly isExact: boolean;
    /** In `WORKING_MINUTES`. */
    readonly invocations: number;
    /** Messages for invocations that Scheduler couldn't make, since the function was deleted. */
    readonly undelivered: number;
  };
  /** The alarm's states; undefined if there is no alarm of the requested name. */
  readonly alarm: Readonly<Record<"working" | "failing" | "repaired", string | undefined>>;
  /** Messages in the queue for failed plans: while the planner worked, and three minutes after it began to fail. */
  readonly messages: Readonly<Record<"working" | "failing", number>>;
}

export const getWatchedPlanner = ({ seen }: Evidence): WatchedPlanner | undefined =>
  seen["planner"] as WatchedPlanner | undefined;

/** The planner's code while it is watched: the learner's own is judged elsewhere, and would wait for Athena. */
const packCode = (body: string): Uint8Array =>
  zipSync({ "index.js": strToU8(`exports.handler = async () => { ${body} };`) });
/** The code of a function that does nothing. */
export const EMPTY_CODE = packCode("");
const FAILING = packCode('throw new Error("There is no plan.");');

/**
 * Creates the planner, which the learner's cell then updates. It has no capacity, so that a schedule doesn't run the
 * learner's code while the cells run.
 */
export async function createPlanner({ connection, account, advance }: Stage): Promise<void> {
  await useClient(new LambdaClient(connection), async (lambda) => {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: PLANNER,
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Role: `arn:aws:iam::${account}:role/${LAMBDA_ROLE}`,
        Code: { ZipFile: EMPTY_CODE },
      }),
    );
    await advance(2);
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: PLANNER, ReservedConcurrentExecutions: 0 }));
  });
}

/** Gives the planner code that does nothing, and the capacity to run. */
export async function releasePlanner(stage: Stage): Promise<void> {
  // A function that is still being updated refuses the next update.
  await stage.advance(2);
  await useClient(new LambdaClient(stage.connection), async (lambda) => {
    await setCode(lambda, stage, EMPTY_CODE);
    await ignoreRefusal(lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: PLANNER })));
  });
}

async function setCode(lambda: LambdaClient, { advance }: Stage, ZipFile: Uint8Array): Promise<void> {
  await ignoreRefusal(lambda.send(new UpdateFunctionCodeCommand({ FunctionName: PLANNER, ZipFile })));
  await advance(1);
}

/** Lets the planner work, fail, work again and be deleted, and notes what is noticed of it; undefined if the learner has neither schedule nor alarm. */
export async function watchPlanner(stage: Stage): Promise<WatchedPlanner | undefined> {
  const { connection, advance } = stage;
  const found = await findSchedule(stage);
  if (found === undefined && (await findAlarm(stage)) === undefined) return undefined;
  return useClient(new LambdaClient(connection), async (lambda) => {
    const pass = async (minutes: number): Promise<void> => {
      for (let minute = 0; minute < minutes; minute += 1) {
        // Without a schedule, the grader invokes the planner: whether failures are noticed is another exercise.
        if (found === undefined)
          await ignoreRefusal(lambda.send(new InvokeCommand({ FunctionName: PLANNER, InvocationType: "Event" })));
        await advance(MINUTE);
      }
    };
    const start = { invocations: await countInvocations(stage), messages: await countFailures(stage) };
    await pass(WORKING_MINUTES);
    const invocations = (await countInvocations(stage)) - start.invocations;
    const working = { alarm: await findAlarm(stage), messages: (await countFailures(stage)) - start.messages };
    await setCode(lambda, stage, FAILING);
    await pass(2);
    // A few seconds less than three minutes: Lambda's second further attempt comes three minutes after the failure.
    await advance(MINUTE - 5);
    const failingMessages = (await countFailures(stage)) - start.messages - working.messages;
    await advance(5);
    await pass(FAILING_MINUTES - 3);
    const failing = await findAlarm(stage);
    await setCode(lambda, stage, EMPTY_CODE);
    await pass(REPAIRED_MINUTES);
    const repaired = await findAlarm(stage);
    return {
      ...(found === undefined
        ? {}
        : { schedule: { isExact: found.isExact, invocations, undelivered: await countUndelivered(lambda, stage) } }),
      alarm: { working: working.alarm, failing, repaired },
      messages: { working: working.messages, failing: failingMessages },
    };
  });
}

async function countUndelivered(lambda: LambdaClient, stage: Stage): Promise<number> {
  const before = await countFailures(stage);
  await ignoreRefusal(lambda.send(new DeleteFunctionCommand({ FunctionName: PLANNER })));
  await stage.advance(DELETED_MINUTES * MINUTE);
  return (await countFailures(stage)) - before;
}

const findSchedule = ({ connection }: Stage): Promise<{ readonly isExact: boolean } | undefined> =>
  useClient(new SchedulerClient(connection), async (scheduler) => {
    const found = await ignoreRefusal(scheduler.send(new GetScheduleCommand({ Name: SCHEDULE })));
    return found && { isExact: found.FlexibleTimeWindow?.Mode === "OFF" };
  });

/** The state of the learner's alarm. */
const findAlarm = ({ connection }: Stage): Promise<string | undefined> =>
  useClient(new CloudWatchClient(connection), async (cloudWatch) => {
    const { MetricAlarms: [alarm] = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [ALARM] }));
    return alarm?.StateValue;
  });

const countInvocations = ({ connection }: Stage): Promise<number> =>
  useClient(new CloudWatchClient(connection), async (cloudWatch) => {
    const { Datapoints = [] } = await cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/Lambda",
        MetricName: "Invocations",
        Dimensions: [{ Name: "FunctionName", Value: PLANNER }],
        StartTime: new Date("2030-01-01T00:00:00Z"),
        EndTime: new Date("2030-01-03T00:00:00Z"),
        Period: 86_400,
        Statistics: ["Sum"],
      }),
    );
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  });

const countFailures = ({ connection, account }: Stage): Promise<number> =>
  useClient(new SQSClient(connection), async (sqs) => {
    const QueueUrl = `${connection.endpoint}/${account}/${FAILURES_QUEUE}`;
    const AttributeNames = ["ApproximateNumberOfMessages" as const];
    const found = await ignoreRefusal(sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames })));
    return Number(found?.Attributes?.["ApproximateNumberOfMessages"] ?? 0);
  });
