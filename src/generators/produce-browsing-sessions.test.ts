import { Kinesis } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { listStreamRecords } from "../streaming/list-stream-records";
import { spawnScript } from "../testing/spawn-script";
import { useLabCloud } from "../testing/use-lab-cloud";
import { browsingSession } from "./browsing-session";
import { drawExponential, seededRandom } from "./random";

const produce = (...args: readonly string[]) => spawnScript("src/generators/produce-browsing-sessions.ts", args);

describe("produce-browsing-sessions", () => {
  // A clock so fast that a minute of the shop passes in less than a millisecond.
  const lab = useLabCloud({ speed: 100_000 });
  before(async () => {
    for (const StreamName of ["shop", "again"]) await new Kinesis({}).createStream({ StreamName, ShardCount: 1 });
    await lab.cloud.clock.advance(10);
    // Streams keep records for a day by default, which passes in less than a second here.
    for (const StreamName of ["shop", "again"])
      await new Kinesis({}).increaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 8760 });
  });
  const readSessions = async (streamName: string) => (await listStreamRecords({ streamName })).map(({ data }) => data);

  it("writes its seed's sessions, one every 10 seconds on average by default, and reports it", async () => {
    const { status, out, err } = await produce("--stream", "shop", "--seed", "3", "--count", "5").ended;
    expect({ status, err }).to.deep.equal({ status: 0, err: "" });
    expect(out)
      .to.contain("Writing browsing sessions to shop, one every 10 s on average.")
      .and.contain("Stopped. Sessions written: 5.");
    const random = seededRandom(3);
    const expected = Array.from({ length: 5 }, () => {
      const session = browsingSession(random);
      drawExponential(random, 10);
      return session;
    });
    expect(await readSessions("shop")).to.deep.equal(expected);
  });
  it("continues until Ctrl-C at the requested rate", async () => {
    const producer = produce("--stream", "again", "--rate", "120");
    await producer.waitFor("one every 0.5 s on average", "→ shardId-000000000000");
    producer.interrupt();
    const { status, out } = await producer.ended;
    expect(status).to.equal(0);
    expect(out).to.contain(`Stopped. Sessions written: ${(await readSessions("again")).length}.`);
  });
  for (const [args, says, status] of [
    [[], "--stream is missing.", 2],
    [["--stream", "shop", "--rate", "0"], "--rate must be a number above 0, not '0'.", 2],
    [["--stream", "shop", "--rate", "often"], "--rate must be a number above 0, not 'often'.", 2],
    [["--stream", "shop", "--seed", "-1.5"], "--seed", 2],
    [["--stream", "none"], "Stream none under account 000000000000 not found.", 1],
  ] as const) {
    it(`explains what is wrong with ${args.join(" ") || "no options"}`, async () => {
      const { status: ended, err } = await produce(...args).ended;
      expect(ended).to.equal(status);
      expect(err).to.contain(says);
      expect(err).not.to.contain("    at ");
    });
  }
});
