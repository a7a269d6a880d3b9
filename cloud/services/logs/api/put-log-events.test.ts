import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

const HOUR = 3_600_000;

describe("Logs PutLogEvents", () => {
  const cloud = useCloud();
  const NAMES = { logGroupName: "/aws/firehose", logStreamName: "S3Delivery" };
  beforeEach(async () => {
    await cloud.logs.createLogGroup({ logGroupName: NAMES.logGroupName });
    await cloud.logs.createLogStream(NAMES);
  });
  /** Puts one event for each number: its time is that many hours from now, and its message the number. */
  const put = (...hours: readonly number[]): Promise<{ rejectedLogEventsInfo?: unknown }> =>
    cloud.logs.putLogEvents({
      ...NAMES,
      logEvents: hours.map((hour) => ({ timestamp: cloud.running.clock.now() + hour * HOUR, message: `${hour}` })),
    });
  const readStored = async (): Promise<string[]> => {
    const { events = [] } = await cloud.logs.getLogEvents({ ...NAMES, startFromHead: true });
    return events.map(({ message }) => message ?? "");
  };

  it("stores events, and returns a token of 56 digits", async () => {
    expect(await put(-1, 0))
      .to.have.property("nextSequenceToken")
      .that.matches(/^\d{56}$/);
    expect(await readStored()).to.deep.equal(["-1", "0"]);
  });
  it("inserts late events in order of time", async () => {
    await put(0);
    await put(-2, -1);
    expect(await readStored()).to.deep.equal(["-2", "-1", "0"]);
  });
  it("drops events that are too old or too new, and reports them", async () => {
    expect((await put(-14 * 24 - 1)).rejectedLogEventsInfo).to.deep.equal({ tooOldLogEventEndIndex: 1 });
    expect((await put(1, 2, 3)).rejectedLogEventsInfo).to.deep.equal({ tooNewLogEventStartIndex: 2 });
    expect(await readStored()).to.deep.equal(["1", "2"]);
  });
  it("accepts events exactly at the limits: 14 days old, two hours ahead, a day apart, and 1 MiB", async () => {
    expect(await put(-14 * 24, -13 * 24)).to.not.have.property("rejectedLogEventsInfo");
    expect(await put(-22, 2)).to.not.have.property("rejectedLogEventsInfo");
    expect(await readStored()).to.deep.equal(["-336", "-312", "-22", "2"]);
    const timestamp = cloud.running.clock.now();
    const send = (size: number) =>
      cloud.logs.putLogEvents({ ...NAMES, logEvents: [{ timestamp, message: "x".repeat(size - 26) }] });
    await send(1_048_576);
    expect((await catchFault(send(1_048_577))).message).to.equal(
      "Upload too large: 1048577 bytes exceeds limit of 1048576",
    );
  });
  it("drops events a moment beyond the limits", async () => {
    const second = 1 / 3600;
    expect((await put(-14 * 24 - second, -14 * 24)).rejectedLogEventsInfo).to.deep.equal({ tooOldLogEventEndIndex: 1 });
    expect((await put(2, 2 + second)).rejectedLogEventsInfo).to.deep.equal({ tooNewLogEventStartIndex: 1 });
    expect(await catchFault(put(-22 - second, 2))).to.include({
      message: "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    });
  });
  it("drops events that the retention has already expired", async () => {
    await cloud.logs.putRetentionPolicy({ logGroupName: NAMES.logGroupName, retentionInDays: 1 });
    expect((await put(-25, -23)).rejectedLogEventsInfo).to.deep.equal({ expiredLogEventEndIndex: 1 });
    expect(await readStored()).to.deep.equal(["-23"]);
  });
  it("rejects unordered events, events over a day apart, too many bytes, and an empty batch", async () => {
    expect(await catchFault(put(0, -1))).to.include({
      name: "InvalidParameterException",
      message: "Log events in a single PutLogEvents request must be in chronological order.",
    });
    expect(await catchFault(put(-25, 0))).to.include({ name: "InvalidParameterException" });
    const large = { timestamp: cloud.running.clock.now(), message: "x".repeat(600_000) };
    expect(await catchFault(cloud.logs.putLogEvents({ ...NAMES, logEvents: [large, large] }))).to.include({
      message: "Upload too large: 1200052 bytes exceeds limit of 1048576",
    });
    expect(await catchFault(put())).to.include({ name: "InvalidParameterException" });
  });
  it("rejects an unknown group and stream", async () => {
    const logEvents = [{ timestamp: cloud.running.clock.now(), message: "x" }];
    expect(await catchFault(cloud.logs.putLogEvents({ ...NAMES, logGroupName: "none", logEvents }))).to.include({
      name: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
    });
    expect(await catchFault(cloud.logs.putLogEvents({ ...NAMES, logStreamName: "none", logEvents }))).to.include({
      name: "ResourceNotFoundException",
      message: "The specified log stream does not exist.",
    });
  });
});
