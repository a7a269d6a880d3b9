import type { GetLogEventsCommandInput } from "@aws-sdk/client-cloudwatch-logs";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

describe("Logs GetLogEvents", () => {
  const cloud = useCloud();
  const NAMES = { logGroupName: "g", logStreamName: "s" };
  let start: number;
  beforeEach(async () => {
    start = cloud.running.clock.now();
    await cloud.logs.createLogGroup({ logGroupName: "g" });
    await cloud.logs.createLogStream(NAMES);
    await put(1, 2, 3, 4, 5);
  });
  const put = (...numbers: readonly number[]): Promise<unknown> =>
    cloud.logs.putLogEvents({
      ...NAMES,
      logEvents: numbers.map((number) => ({ timestamp: start + number, message: `${number}` })),
    });
  const get = async (
    request: Partial<GetLogEventsCommandInput> = {},
  ): Promise<{ texts: string; forward: string; backward: string }> => {
    const {
      events = [],
      nextForwardToken = "",
      nextBackwardToken = "",
    } = await cloud.logs.getLogEvents({ ...NAMES, ...request });
    return {
      texts: events.map(({ message }) => message).join(),
      forward: nextForwardToken,
      backward: nextBackwardToken,
    };
  };

  it("returns the last events unless asked to start from the head", async () => {
    expect((await get({ limit: 2 })).texts).to.equal("4,5");
    expect((await get({ limit: 2, startFromHead: true })).texts).to.equal("1,2");
  });
  it("pages forward, and returns the same token at the end until more events arrive", async () => {
    const first = await get({ limit: 3, startFromHead: true });
    const second = await get({ limit: 3, nextToken: first.forward });
    const third = await get({ limit: 3, nextToken: second.forward });
    expect([first.texts, second.texts, third.texts]).to.deep.equal(["1,2,3", "4,5", ""]);
    expect(third.forward).to.equal(second.forward);
    await put(6);
    expect((await get({ nextToken: third.forward })).texts).to.equal("6");
  });
  it("pages backward", async () => {
    const last = await get({ limit: 2 });
    const before = await get({ limit: 2, nextToken: last.backward });
    expect((await get({ limit: 2, nextToken: before.backward })).texts).to.equal("1");
    expect(before.texts).to.equal("2,3");
  });
  it("accepts a start time, and an exclusive end time", async () => {
    expect((await get({ startTime: start + 2, endTime: start + 4 })).texts).to.equal("2,3");
  });
  it("accepts the group's ARN, and requires exactly one of name and ARN", async () => {
    const arn = `arn:aws:logs:us-east-1:${cloud.running.account}:log-group:g`;
    expect((await get({ logGroupName: undefined, logGroupIdentifier: arn })).texts).to.equal("1,2,3,4,5");
    expect(await catchFault(get({ logGroupName: undefined }))).to.include({ name: "InvalidParameterException" });
    expect(await catchFault(get({ logGroupIdentifier: arn }))).to.include({ name: "ValidationException" });
  });
  it("rejects an invalid token", async () => {
    expect(await catchFault(get({ nextToken: "f/1/s" }))).to.include({
      name: "InvalidParameterException",
      message: "The specified nextToken is invalid.",
    });
  });
  it("returns at most a megabyte", async () => {
    const large = "x".repeat(500_000);
    for (let n = 10; n < 14; n++)
      await cloud.logs.putLogEvents({ ...NAMES, logEvents: [{ timestamp: start + n, message: large }] });
    const first = await get({ startTime: start + 10, startFromHead: true });
    expect(first.texts.length).to.equal(2 * large.length + 1);
    expect((await get({ nextToken: first.forward })).texts.length).to.equal(2 * large.length + 1);
  });
});
