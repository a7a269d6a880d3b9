// Lab 02, the end of part 9: an incident by a permission. The schedule's role doesn't trust Scheduler any more.

import { GetRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { countMessages, findAlarmState, startSilence, sumMetric } from "../../../src/fuel-network";
import { advanceClock, check, comparePrediction, predict, showTable, waitUntil } from "../../../src/index";
import { QUEUE_URL } from "./01-opening";
import { countPlans, FAILURES_URL } from "./12-every-minute";

// %% [markdown] id=silence tags=question
// ### An incident: no truck has orders
// An hour ago, a colleague made one AWS call. Since then, no truck has had a new order. The next cells make the same call, and wait for some minutes. You are on call, with what you built above: the alarm `fuel-planner-fails`, and the queue `Fuel_Planning_Failures` for the schedule and for the function.
//
// **Which of them shows that there are no plans? `alarm`, `queue`, `both` or `neither`?**

// %% id=silence-predict tags=question
await predict("02-fuel-network.silence", "?"); // "alarm", "queue", "both" or "neither"

// %% id=silence-begins tags=do
/** What Scheduler and Lambda have counted, and what has been noticed. */
const countAll = async () => {
  const ofSchedules = (metricName: string) => sumMetric({ namespace: "AWS/Scheduler", metricName, dimension: ["ScheduleGroup", "default"] });
  return {
    "attempts of Scheduler": await ofSchedules("InvocationAttemptCount"),
    "given up by Scheduler": await ofSchedules("InvocationDroppedCount"),
    "invocations of the planner": await countPlans("Invocations"),
    "failures of the planner": await countPlans("Errors"),
    "messages for failures": (await countMessages({ queueUrl: FAILURES_URL })).available,
    "orders for trucks": (await countMessages({ queueUrl: QUEUE_URL })).available,
  };
};
type Counts = Awaited<ReturnType<typeof countAll>>;
const waitForGivenUp = (least: number) =>
  waitUntil({
    what: "Scheduler to give up invocations",
    timeoutSeconds: 5000,
    check: async () => {
      const counts = await countAll();
      return counts["given up by Scheduler"] >= least && counts;
    },
  });

const givenUpBefore = (await countAll())["given up by Scheduler"];
await startSilence();

// %% id=jump-silence tags=clock
await advanceClock(240);

// %% id=silence-noticed tags=question,clock,wait,varies
const silentSince = await waitForGivenUp(givenUpBefore + 1);
await advanceClock(300);
const silentCounts = await waitForGivenUp(silentSince["given up by Scheduler"] + 4);
const silentAlarm = await findAlarmState({ alarmName: "fuel-planner-fails" });
const showMore = (counts: Counts, before: Counts, title: string) =>
  showTable(Object.entries(counts).map(([what, count]) => ({ what, more: count - before[what as keyof Counts] })), { title });
showMore(silentCounts, silentSince, `Minutes of silence. The alarm is in the state ${silentAlarm}.`);
const hasMessages = silentCounts["messages for failures"] > silentSince["messages for failures"];
const noticedBy = [...(silentAlarm === "ALARM" ? ["alarm"] : []), ...(hasMessages ? ["queue"] : [])];
await comparePrediction("02-fuel-network.silence", noticedBy.length === 2 ? "both" : (noticedBy[0] ?? "neither"));

// %% [markdown] id=repair-role-do tags=do
// ### 9.3 Let it plan again
// **Where** does it stop? Scheduler goes on trying, and no invocation begins. So the planner can't be the cause, and neither can its data. **Here**, [CloudWatch](/lab-cloud/console/#/cloudwatch/InvocationAttemptCount) plots the attempts of Scheduler, and the same page has `Invocations` of the planner. **On AWS**, use *CloudWatch → Metrics*.
//
// **Why?** Between Scheduler and the planner is the role of the schedule. A role has two sides: its policies say what it may do, and its **trust policy** says who may use it. In a terminal, look at it with `aws iam get-role --role-name LabStack-FuelNetwork-SchedulerRole`. What did your colleague do, and what did they forget?
//
// Write `repairRole`, which gets the name of a role that was changed like this. **The goal:**
//
// - Scheduler can use the role again.
// - Whoever can use it now can still do so afterward: the colleague's work depends on it. The check uses another service than here. So don't write its name into the code: keep what is there.
// - No one else can use it.
//
// You need [`GetRole`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html) and [`UpdateAssumeRolePolicy`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html), whose commands are imported. `GetRole` returns the trust policy as text in which some characters are encoded: `decodeURIComponent` brings the JSON back.

// %% id=repair-role exercise=02-fuel-network.repair-role
const repairRole = async (roleName: string): Promise<void> => {
  // ### START CODE HERE ### (~ 5 lines of code)
  const iam = new IAMClient({}); // @REPLACE None;
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
  const trust = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""));
  trust.Statement.push({ Effect: "Allow", Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" });
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: JSON.stringify(trust) }));
  // ### END CODE HERE ###
};

// %% id=repair-role-check tags=check
await check("02-fuel-network.repair-role");

// %% [markdown] id=repair-role-stuck tags=stuck
// {{solution 02-fuel-network.repair-role}} `UpdateAssumeRolePolicy` replaces the whole trust policy. That was the colleague's mistake: they wrote the statement that they needed, and yours was gone. So read the policy, add a statement, and write all of it back.
//
// Why did no one notice? Your alarm counts failures, and a planner that isn't invoked doesn't fail. And Scheduler uses the same role to send to its dead-letter queue. An alarm on too **few** `Invocations` would have rung, if it treats missing data as breaching.

// %% id=silence-over tags=do,clock,wait,varies
await repairRole("LabStack-FuelNetwork-SchedulerRole");
const repairedCounts = await countAll();
await advanceClock(150);
const plannedCounts = await waitUntil({
  what: "two plans, and orders for trucks",
  timeoutSeconds: 600,
  check: async () => {
    const counts = await countAll();
    const isPlanning = counts["invocations of the planner"] >= repairedCounts["invocations of the planner"] + 2;
    return isPlanning && counts["orders for trucks"] > repairedCounts["orders for trucks"] && counts;
  },
  otherwise: "Does the check above pass?",
});
showMore(plannedCounts, repairedCounts, "Since the repair");

// %% [markdown] id=silence-on-aws tags=on-aws
// No reading was lost: all of them were in the bucket, and each plan reads all of them. The plans that Scheduler gave up on are not run later. You decided that in 9.1, because an old plan is of no use.
//
// > **On AWS**, the call and its effects are the same. A service may go on with keys that it already has, for up to an hour, so the silence can begin late. CloudTrail then lists who called `UpdateAssumeRolePolicy`; **here**, the page [Journal](/lab-cloud/console/#/journal) does.
