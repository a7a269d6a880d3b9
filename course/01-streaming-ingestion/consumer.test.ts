import { Kinesis } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { browsingSession } from "../../src/generators/browsing-session";
import { seededRandom } from "../../src/generators/random";
import { listStreamRecords } from "../../src/streaming/list-stream-records";
import { spawnScript } from "../../src/testing/spawn-script";
import { useLabCloud } from "../../src/testing/use-lab-cloud";

/** Runs the source of the script: its markers are comments, so the source runs as the solution. */
const consume = (...args: readonly string[]) =>
  spawnScript("course/01-streaming-ingestion/scripts/src/etl/consumer.ts", args);

describe("the ETL consumer of lab 01", () => {
  const lab = useLabCloud({ speed: 1 });
  const put = (Data: Buffer) => new Kinesis({}).putRecord({ StreamName: "source", PartitionKey: "k", Data });
  const readStored = async (streamName: string) =>
    (await listStreamRecords({ streamName })).map(({ data }) => Object(data));
  before(async () => {
    for (const StreamName of ["source", "usa", "other"]) {
      await new Kinesis({}).createStream({ StreamName, ShardCount: 2 });
    }
    await lab.cloud.clock.advance(10);
  });

  it("adds four attributes to each session, routes it by country, and skips what isn't a session", async () => {
    const random = seededRandom(11);
    const sessions = Array.from({ length: 12 }, () => browsingSession(random));
    for (const bad of ["no JSON", "[]", "null", '{"session_id": "x"}', ""]) await put(Buffer.from(bad));
    for (const session of sessions) await put(Buffer.from(JSON.stringify(session)));

    const begin = new Date().toISOString();
    const consumer = consume("--source_stream", "source", "--dest_streams", '{"USA": "usa", "International": "other"}');
    await consumer.waitFor(...sessions.map(({ session_id }) => session_id));
    consumer.interrupt();
    const { status, out, err } = await consumer.ended;
    expect(status).to.equal(0);
    expect(out).to.contain("Stopped. Records handled: 12.");
    expect(err.match(/contains no browsing session/g)).to.have.length(5);

    const [usa, other] = [await readStored("usa"), await readStored("other")];
    for (const [there, isUsa] of [
      [usa, true],
      [other, false],
    ] as const) {
      const expected = sessions.filter(({ country }) => (country === "USA") === isUsa);
      expect(there.map(({ session_id }) => session_id)).to.have.members(expected.map(({ session_id }) => session_id));
    }
    for (const record of [...usa, ...other]) {
      const session = sessions.find(({ session_id }) => session_id === record.session_id);
      const sendPieces = (only: boolean) =>
        (session?.browse_history ?? [])
          .filter(({ in_shopping_cart }) => in_shopping_cart || !only)
          .reduce((sum, { quantity }) => sum + parseInt(quantity, 10), 0);
      const { processing_timestamp, ...rest } = record;
      expect(rest).to.deep.equal({
        ...session,
        overall_product_quantity: sendPieces(false),
        overall_in_shopping_cart: sendPieces(true),
        total_different_products: session?.browse_history.length,
      });
      expect(new Date(processing_timestamp).toISOString()).to.equal(processing_timestamp);
      expect(processing_timestamp >= begin && processing_timestamp <= new Date().toISOString()).to.equal(true);
    }
  });

  for (const [title, args, says, status] of [
    [
      "no source stream",
      ["--dest_streams", '{"USA": "usa", "International": "other"}'],
      "--source_stream is missing.",
      2,
    ],
    ["no destination", ["--source_stream", "source"], "--dest_streams is missing.", 2],
    [
      "one destination only",
      ["--source_stream", "source", "--dest_streams", '{"USA": "usa"}'],
      '--dest_streams names no stream for "International".',
      2,
    ],
    [
      "a source that does not exist",
      ["--source_stream", "none", "--dest_streams", "{USA: usa, International: other}"],
      "Stream none under account",
      1,
    ],
    [
      "a destination that does not exist",
      ["--source_stream", "source", "--dest_streams", "{USA: gone, International: gone}"],
      "Stream gone under account",
      1,
    ],
  ] as const) {
    it(`explains in one line what is wrong with ${title}`, async () => {
      const ended = await consume(...args).ended;
      expect(ended.status).to.equal(status);
      const lines = ended.err
        .trim()
        .split("\n")
        .filter((line) => !line.includes("contains no browsing session") && !line.startsWith("Usage: "));
      expect(lines).to.have.length(1);
      expect(lines[0]).to.contain(says);
    });
  }
});
