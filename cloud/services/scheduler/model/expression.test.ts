import { expect } from "chai";
import { catchFault } from "../../../testing/use-cloud";
import { checkExpression, findNext } from "./expression";

/** The next times of an expression, earliest first. */
function listNext(
  expression: string,
  { from = "2030-01-01T00:00:00Z", timeZone = "UTC", count = 3 }: { from?: string; timeZone?: string; count?: number },
): string[] {
  const startsAt = Date.parse(from);
  const found: string[] = [];
  for (let at: number | undefined = startsAt; found.length < count;) {
    at = findNext({ expression, timeZone, startsAt }, at);
    if (at === undefined) break;
    found.push(new Date(at).toISOString().slice(0, 16));
    at += 1;
  }
  return found;
}

describe("the times of a schedule", () => {
  // The examples of AWS's page on schedule types, and its rules on daylight saving time (SCH-002).
  for (const [expression, options, times] of [
    ["rate(1 minute)", {}, ["2030-01-01T00:00", "2030-01-01T00:01", "2030-01-01T00:02"]],
    ["rate(2 hours)", { from: "2030-01-01T00:30:00Z" }, ["2030-01-01T00:30", "2030-01-01T02:30", "2030-01-01T04:30"]],
    ["rate(1 days)", { count: 2 }, ["2030-01-01T00:00", "2030-01-02T00:00"]],
    ["at(2030-06-01T12:00:00)", {}, ["2030-06-01T12:00"]],
    ["at(2030-06-01T12:00:00)", { timeZone: "Europe/Berlin" }, ["2030-06-01T10:00"]],
    ["at(2029-06-01T12:00:00)", {}, []],
    ["cron(0/20 8 * * ? *)", {}, ["2030-01-01T08:00", "2030-01-01T08:20", "2030-01-01T08:40"]],
    [
      "cron(0 18 ? * MON-FRI *)",
      { count: 4 },
      ["2030-01-01T18:00", "2030-01-02T18:00", "2030-01-03T18:00", "2030-01-04T18:00"],
    ],
    ["cron(0 0 29 2 ? *)", { count: 2 }, ["2032-02-29T00:00", "2036-02-29T00:00"]],
    ["cron(0 0 1 JAN,jul ? 2031)", {}, ["2031-01-01T00:00", "2031-07-01T00:00"]],
    ["cron(0 9 1 * ? *)", { timeZone: "Asia/Kolkata", count: 2 }, ["2030-01-01T03:30", "2030-02-01T03:30"]],
    // 02:30 does not exist on 2030-03-31 in Berlin, and exists twice on 2030-10-27.
    [
      "cron(30 2 * * ? *)",
      { timeZone: "Europe/Berlin", from: "2030-03-30T00:00:00Z" },
      ["2030-03-30T01:30", "2030-04-01T00:30", "2030-04-02T00:30"],
    ],
    [
      "cron(30 2 * * ? *)",
      { timeZone: "Europe/Berlin", from: "2030-10-26T12:00:00Z" },
      ["2030-10-27T00:30", "2030-10-28T01:30", "2030-10-29T01:30"],
    ],
  ] as const)
    it(`of ${expression} in ${options.timeZone ?? "UTC"} from ${options.from ?? "2030"} are AWS's (SCH-002)`, () => {
      checkExpression(expression, options.timeZone ?? "UTC");
      expect(listNext(expression, options)).to.deep.equal(times);
    });

  for (const expression of [
    ...[
      "rate(0 minutes)",
      "rate(5)",
      "rate(5 seconds)",
      "rate(1.5 hours)",
      "rate 5 minutes",
      "at(2030-02-30T00:00:00)",
    ],
    ...["at(2030-01-01)", "cron(0 0 * * *)", "cron(0 0 * * * *)", "cron(0 0 ? * ? *)", "cron(60 0 * * ? *)"],
    ...[
      "cron(0 24 * * ? *)",
      "cron(0 0 0 * ? *)",
      "cron(0 0 ? * 8 *)",
      "cron(5-1 0 * * ? *)",
      "cron(0/0 0 * * ? *)",
      "every minute",
    ],
  ])
    it(`are rejected for ${expression}`, async () => {
      const fault = await catchFault(Promise.resolve().then(() => checkExpression(expression, "UTC")));
      expect(fault).to.include({ code: "ValidationException" });
      expect(fault.message).to.equal(`Invalid Schedule Expression ${expression}.`);
    });

  for (const day of ["L", "15W", "LW"])
    it(`name the day ${day} as not emulated`, async () => {
      const fault = await catchFault(Promise.resolve().then(() => checkExpression(`cron(0 0 ${day} * ? *)`, "UTC")));
      expect(fault).to.include({ code: "NotImplemented" });
      expect(fault.message).to.include(`the day ${day} in a cron expression`);
    });

  it("are rejected for a time zone that doesn't exist", async () => {
    const fault = await catchFault(Promise.resolve().then(() => checkExpression("rate(1 day)", "Mars/Olympus")));
    expect(fault.message).to.equal("Invalid ScheduleExpressionTimezone Mars/Olympus.");
  });
});
