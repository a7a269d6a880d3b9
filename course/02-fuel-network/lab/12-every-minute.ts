// Lab 02, part 9: the planner runs by itself, and its failures are noticed.

import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { LambdaClient, PutFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { countMessages, deployFunction, findAlarmState, queueUrl, sumMetric } from "../../../src/fuel-network";
import { advanceClock, check, comparePrediction, predict, showTable, waitUntil } from "../../../src/index";
import { ACCOUNT, LAMBDA_ROLE, REGION } from "./01-opening";
import { deployFuelPlanning, FUEL_PLANNING_ENVIRONMENT } from "./06-fuel-planning-app";

export { countPlans, FAILURES_URL };

// %% [markdown] id=part-9 tags=why
// ## 9. Every minute, without you
// At first, someone asked a database once per day. Now a program does it, but you still have to invoke it. **EventBridge Scheduler** can do that: a **schedule** says what to invoke, and when.
//
// A program that runs by itself also fails by itself, and no one is watching. So it needs two more things from its first day: a place for the plans that failed, and an alarm.

// %% id=schedule-names tags=setup
const PLANNER_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:FuelPlanningApp`;
const FAILURES_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:Fuel_Planning_Failures`;
// The role allows Scheduler to invoke FuelPlanningApp, and to send messages to that queue.
const SCHEDULER_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/LabStack-FuelNetwork-SchedulerRole`;

/** How often FuelPlanningApp was invoked, or has failed. */
const countPlans = (metricName: "Invocations" | "Errors") =>
  sumMetric({ namespace: "AWS/Lambda", metricName, dimension: ["FunctionName", "FuelPlanningApp"] });
const plansBefore = await countPlans("Invocations");

// %% [markdown] id=schedule-do tags=do
// ### 9.1 From once per day to once per minute
// Create a schedule called `fuel-planner`, with the `CreateScheduleCommand` of a `SchedulerClient`. [AWS's page](https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html) lists its parameters. **The goal:**
//
// - Scheduler invokes FuelPlanningApp once per minute, and exactly on time.
// - What if it can't invoke the function? By default, it tries again for a whole day. A plan is out of date after five minutes, so it should give up by then.
// - An invocation that it gives up on goes to the queue `Fuel_Planning_Failures`. A queue for what couldn't be delivered is called a **dead-letter queue**.

// %% id=schedule exercise=02-fuel-network.schedule
// ### START CODE HERE ### (~ 14 lines of code)
// The schedule fuel-planner. // @KEEP
await new SchedulerClient({}).send(
  new CreateScheduleCommand({
    Name: "fuel-planner",
    ScheduleExpression: "rate(1 minute)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: PLANNER_ARN,
      RoleArn: SCHEDULER_ROLE_ARN,
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },
      DeadLetterConfig: { Arn: FAILURES_ARN },
    },
  }),
);
// ### END CODE HERE ###

console.log("The next cells show whether it works.");

// %% id=jump-schedule tags=clock
await advanceClock(120);

// %% id=schedule-runs tags=look,wait,varies
const plansByItself = await waitUntil({
  what: "two plans that no one asked for",
  timeoutSeconds: 600,
  check: async () => {
    const plans = (await countPlans("Invocations")) - plansBefore;
    return plans >= 2 && plans;
  },
  otherwise: "Does the check below pass?",
});
showTable([{ function: "FuelPlanningApp", "invoked since the schedule exists": plansByItself }]);

// %% id=schedule-check tags=check
await check("02-fuel-network.schedule");

// %% [markdown] id=schedule-stuck tags=stuck
// <details>
// <summary>Something went wrong?</summary>
//
// A name can be used only once. To change a schedule, call `UpdateScheduleCommand` with all parameters, or delete it in a new cell: `await deleteSchedule({ scheduleName: "fuel-planner" });`
//
// </details>
//
// {{solution 02-fuel-network.schedule}} A rate counts from when the schedule is created. `FlexibleTimeWindow` would let Scheduler choose a moment within some minutes, so it's off. Two more attempts are enough, because the next plan is never far away.
//
// > **On AWS**, schedules are on the page *Amazon EventBridge → Schedules*. **Here**, [CloudWatch](/lab-cloud/console/#/cloudwatch/Invocations%20FuelPlanningApp) plots what this one does.

// %% [markdown] id=dead-letters-question tags=question
// ### Predict, then run
// Someone makes a mistake: the next cell deploys the planner with a folder in place of `s3://` and the bucket. Athena refuses each query, so the planner throws an error, every time. The schedule goes on.
//
// **After some minutes, how many messages are in the schedule's dead-letter queue: `none`, or `some`?**

// %% id=dead-letters-predict tags=question
await predict("02-fuel-network.dead-letters", "?"); // "none" or "some"

// %% id=break-planner tags=question
const failuresBefore = await countPlans("Errors");
await deployFunction({
  functionName: "FuelPlanningApp",
  file: "src/fuel/fuel-planning-app.ts",
  roleName: LAMBDA_ROLE,
  environment: { ...FUEL_PLANNING_ENVIRONMENT, output_bucket: "athena-results/" },
  timeoutSeconds: 60,
});

// %% id=jump-broken tags=clock
await advanceClock(240);

// %% id=dead-letters-run tags=question,wait,varies
const FAILURES_URL = await queueUrl({ queueName: "Fuel_Planning_Failures" });
const failedPlans = await waitUntil({
  what: "the planner to have failed three times",
  timeoutSeconds: 900,
  check: async () => {
    const failures = (await countPlans("Errors")) - failuresBefore;
    return failures >= 3 && failures;
  },
});
const deadLetters = (await countMessages({ queueUrl: FAILURES_URL })).available;
showTable([{ "failed invocations": failedPlans, "messages in Fuel_Planning_Failures": deadLetters }]);
await comparePrediction("02-fuel-network.dead-letters", deadLetters === 0 ? "none" : "some");

// %% [markdown] id=dead-letters-answer tags=question
// <details>
// <summary>Answer</summary>
// None. Scheduler invokes a function **asynchronously**: Lambda accepts the event, and answers before your code has begun. So for Scheduler, each of these invocations has succeeded. Its dead-letter queue would get a message only if Lambda couldn't be called: if the function were deleted, or the role didn't allow it.
//
// When the code then fails, Lambda decides what happens. By default, it invokes the function with the same event again after one minute, and again after two more. Then it drops the event, and nothing is left but a line in a log.
//
// </details>

// %% [markdown] id=failures-do tags=do
// ### 9.2 Notice it
// The planner is still broken. Before you repair it, see to it that the next failure is noticed. **The goal:**
//
// - A plan that has failed is a message in `Fuel_Planning_Failures` within three minutes. Lambda's own attempts take longer. Are they worth it?
// - An alarm called `fuel-planner-fails` watches the planner's failures. It's in the state `ALARM` at most five minutes after the planner begins to fail, and back in `OK` at most five minutes after it works again. It never rings while the planner works.
//
// Where Lambda sends an event that has failed is called a **destination**. `PutFunctionEventInvokeConfigCommand` sets it, together with the number of further attempts ([AWS's page](https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html)).
// An alarm compares a metric with a threshold, one **period** after the other: `PutMetricAlarmCommand` ([AWS's page](https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html)). Lambda's metrics are in the namespace `AWS/Lambda`, with the dimension `FunctionName`, and the one you need is called `Errors`.

// %% id=failures exercise=02-fuel-network.failures
// ### START CODE HERE ### (~ 20 lines of code)
// The destination of failed plans, and the alarm fuel-planner-fails. // @KEEP
await new LambdaClient({}).send(
  new PutFunctionEventInvokeConfigCommand({
    FunctionName: "FuelPlanningApp",
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: FAILURES_ARN } },
  }),
);
await new CloudWatchClient({}).send(
  new PutMetricAlarmCommand({
    AlarmName: "fuel-planner-fails",
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: [{ Name: "FunctionName", Value: "FuelPlanningApp" }],
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
  }),
);
// ### END CODE HERE ###

console.log("The next cells show whether it works.");

// %% id=jump-failing tags=clock
await advanceClock(180);

// %% id=failures-noticed tags=look,wait,varies
await waitUntil({
  what: "the alarm to ring, and a failed plan in the queue",
  timeoutSeconds: 600,
  check: async () =>
    (await findAlarmState({ alarmName: "fuel-planner-fails" })) === "ALARM" &&
    (await countMessages({ queueUrl: FAILURES_URL })).available > 0,
  otherwise: "Does the check below pass?",
});
const noticed = [{ planner: "fails", alarm: await findAlarmState({ alarmName: "fuel-planner-fails" }), "messages in Fuel_Planning_Failures": (await countMessages({ queueUrl: FAILURES_URL })).available }];
showTable(noticed);

// %% [markdown] id=repair-planner-note tags=do
// Now repair the planner, and see the alarm go back.

// %% id=repair-planner tags=do
await deployFuelPlanning();

// %% id=jump-repaired tags=clock
await advanceClock(120);

// %% id=failures-over tags=look,wait,varies
await waitUntil({
  what: "the alarm to go back to OK",
  timeoutSeconds: 600,
  check: async () => (await findAlarmState({ alarmName: "fuel-planner-fails" })) === "OK",
  otherwise: "Does the check below pass?",
});
noticed.push({ planner: "works", alarm: await findAlarmState({ alarmName: "fuel-planner-fails" }), "messages in Fuel_Planning_Failures": (await countMessages({ queueUrl: FAILURES_URL })).available });
showTable(noticed);

// %% id=failures-check tags=check
await check("02-fuel-network.failures");

// %% [markdown] id=failures-stuck tags=stuck
// {{solution 02-fuel-network.failures}} The next plan comes in a minute, so trying a failed one again is of no use. Each failure adds 1 to `Errors`, and each invocation that works adds 0. So a sum of 1 or more in one minute is a failure, and the first minute without one ends the alarm.
//
// The messages stay until someone has read them. [The queue's page](/lab-cloud/console/#/sqs/Fuel_Planning_Failures) shows them, each with the planner's own error: `InvalidRequestException`. **On AWS**, receive them as in part 4.

// %% [markdown] id=every-minute-on-aws tags=on-aws
// > **On AWS**, an alarm usually sends a message to people, by its `AlarmActions`: for example to a topic of *SNS*, and from there by e-mail. Here, you look at its state.
// > The schedule goes on until the [clean-up](#Clean-up). Each plan is an Athena query, billed as 10 MB at least: about 0.07 USD per day.
// >
// > (Each plan also sends all low stations to the trucks again, because no one refuels the tanks of this lab.)
