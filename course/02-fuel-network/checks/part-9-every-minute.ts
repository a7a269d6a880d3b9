import type { CreateScheduleInput } from "@aws-sdk/client-scheduler";
import { expect } from "chai";
import { exercise, formatHint, it, type Advice, type Evidence } from "../../../grader/index";
import { ALARM, FAILING_MINUTES, getWatchedPlanner, SCHEDULE, WORKING_MINUTES } from "../grading/planner";
import { findRefusedInput, requireFromSolution } from "../../evidence-words";

/** AWS's message for a role that Scheduler can't use. */
const REFUSED_ROLE = /execution role/;

const getSchedule = (run: Evidence) => getWatchedPlanner(run)?.schedule;

/** What the last request for the schedule asked for: AWS refuses all of it for one value, and the others can be right. */
function getRequestedSchedule(run: Evidence): Partial<CreateScheduleInput> {
  const which = ["scheduler", "CreateSchedule", { Name: SCHEDULE }] as const;
  const [created] = run.journal.findCalls(...which);
  return (created?.input ?? findRefusedInput(run, ...which) ?? {}) as Partial<CreateScheduleInput>;
}

/** What a request says about when to invoke which function, with which role. */
function formatInvocation({ ScheduleExpression, Target }: Partial<CreateScheduleInput>): string {
  return [ScheduleExpression, Target?.Arn, Target?.RoleArn].join();
}

exercise(
  "02-fuel-network.schedule",
  { points: 3, title: "9.1 From once per day to once per minute" },
  ({ learner, solution }) => {
    const schedule = getSchedule(learner);
    const stop = learner.findCell("schedule")?.error;
    const missing = stop ?? `there is no schedule ${SCHEDULE}`;
    const formatAdvice = ({
      expected,
      found,
      look,
      explains,
    }: Pick<Advice, "expected" | "found" | "look" | "explains">) =>
      formatHint({
        expected,
        found: schedule ? found : missing,
        look: schedule || stop ? look : `Name: "${SCHEDULE}"`,
        ...(explains ? { explains } : {}),
        because: schedule ? undefined : missing,
      });
    it("invokes the planner once per minute", () => {
      const expected = requireFromSolution(getSchedule(solution)?.invocations);
      const isAsked =
        formatInvocation(getRequestedSchedule(learner)) === formatInvocation(getRequestedSchedule(solution));
      expect(
        schedule?.invocations ?? (isAsked ? expected : undefined),
        formatAdvice({
          expected: `in ${WORKING_MINUTES} minutes, FuelPlanningApp is invoked ${expected} times`,
          found: `it is invoked ${schedule?.invocations} times`,
          look:
            stop !== undefined && REFUSED_ROLE.test(stop)
              ? "RoleArn: SCHEDULER_ROLE_ARN"
              : ["ScheduleExpression: a rate of one minute", "Arn: PLANNER_ARN, the function"],
          explains: REFUSED_ROLE,
        }),
      ).to.equal(expected);
    });
    it("invokes it exactly on time", () => {
      requireFromSolution(getSchedule(solution)?.isExact || undefined);
      expect(
        schedule?.isExact ?? getRequestedSchedule(learner).FlexibleTimeWindow?.Mode === "OFF",
        formatAdvice({
          expected: "Scheduler has no window of time in which it may choose",
          found: "it may invoke the planner some minutes late",
          look: "FlexibleTimeWindow: its mode",
        }),
      ).to.equal(true);
    });
    it("gives up within minutes, and leaves the invocation in the queue", () => {
      requireFromSolution(getSchedule(solution)?.undelivered || undefined);
      expect(
        schedule?.undelivered,
        formatAdvice({
          expected:
            "some minutes after FuelPlanningApp was deleted, the first invocation that failed is in Fuel_Planning_Failures",
          found: "there is no such message",
          look: [
            "RetryPolicy: without it, Scheduler tries again for a day",
            "DeadLetterConfig: the ARN of the queue, in the target",
          ],
        }),
      ).to.be.greaterThan(0);
    });
  },
);

const METRIC = "Namespace, MetricName and Dimensions: AWS/Lambda, Errors, and the function's name";

/** Where to look at an alarm that isn't OK while the planner works, or isn't again after its repair. */
function listSilenceLooks({ isEarly, repaired }: { isEarly: boolean; repaired: string | undefined }): string[] {
  if (repaired === "ALARM" && !isEarly)
    return ["Period and EvaluationPeriods: if they are too long, failures from before the repair count for minutes"];
  return repaired === "INSUFFICIENT_DATA"
    ? [METRIC]
    : ["ComparisonOperator and Threshold: no failure at all must not ring", "MetricName: Errors, not all invocations"];
}

exercise("02-fuel-network.failures", { points: 5, title: "9.2 Notice it" }, ({ learner, solution }) => {
  const planner = getWatchedPlanner(learner);
  const stop = learner.findCell("failures")?.error;
  const alarm = planner?.alarm;
  const noAlarm = stop ?? `there is no alarm ${ALARM}`;
  const hasAlarm = alarm?.failing !== undefined;
  const formatAlarmAdvice = ({ expected, found, look }: Pick<Advice, "expected" | "found" | "look">) =>
    formatHint({
      expected,
      found: hasAlarm ? found : noAlarm,
      look: hasAlarm || stop ? look : `AlarmName: "${ALARM}"`,
      because: hasAlarm ? undefined : noAlarm,
    });
  it("leaves a failed plan in the queue within three minutes", () => {
    requireFromSolution(getWatchedPlanner(solution)?.messages.failing || undefined);
    expect(
      planner?.messages.failing ?? 0,
      formatHint({
        expected: "three minutes after the planner has begun to fail, a failed plan is in Fuel_Planning_Failures",
        found: stop ?? "there is no such message",
        look: [
          "OnFailure: the destination is FAILURES_ARN",
          "MaximumRetryAttempts: with Lambda's own two, a message comes only after the third minute",
        ],
      }),
    ).to.be.greaterThan(0);
  });
  it("leaves no plan there that has worked", () => {
    expect(
      planner?.messages.working,
      formatHint({
        expected: "while the planner works, no message comes into Fuel_Planning_Failures",
        found: planner ? `${planner.messages.working} messages came` : noAlarm,
        look: "OnFailure: a destination for failures only",
        because: planner ? undefined : noAlarm,
      }),
    ).to.equal(0);
  });
  it("rings within five minutes", () => {
    requireFromSolution(getWatchedPlanner(solution)?.alarm.failing);
    expect(
      alarm?.failing,
      formatAlarmAdvice({
        expected: `${FAILING_MINUTES} minutes after the planner has begun to fail, ${ALARM} is in the state ALARM`,
        found: `it is in the state ${alarm?.failing}`,
        look: [
          METRIC,
          "Statistic and Threshold: one failure a minute is enough",
          "Period and EvaluationPeriods: together, they last less than five minutes",
        ],
      }),
    ).to.equal("ALARM");
  });
  it("is silent while the planner works", () => {
    requireFromSolution(getWatchedPlanner(solution)?.alarm.repaired === "OK" || undefined);
    const isEarly = alarm?.working === "ALARM";
    expect(
      [isEarly, alarm?.repaired],
      formatAlarmAdvice({
        expected: `while the planner works, and five minutes after it was repaired, ${ALARM} is in the state OK`,
        found: isEarly ? "it is in the state ALARM" : `after the repair, it is in the state ${alarm?.repaired}`,
        look: listSilenceLooks({ isEarly, repaired: alarm?.repaired }),
      }),
    ).to.deep.equal([false, "OK"]);
  });
});
