import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { runScript, UsageError } from "../running/run-script";
import { pause } from "../streaming/pause";
import { labCloud } from "../waiting/lab-cloud";
import { browsingSession } from "./browsing-session";
import { drawExponential, seededRandom } from "./random";

/**
 * The web shop: it writes browsing sessions to a stream, one every 10 seconds on average, until you press Ctrl-C.
 *
 * --stream  the Kinesis data stream to write to
 * --rate    sessions a minute, on average; 6 if not given. The gaps between them are random, as in a real shop.
 * --seed    a whole number; the same seed gives the same sessions and the same gaps
 * --count   the number of sessions after which the shop stops
 */
await runScript({
  usage:
    "npx tsx src/generators/produce-browsing-sessions.ts --stream <name> [--rate 6] [--seed <number>] [--count <number>]",
  options: ["stream", "rate", "seed", "count"],
  async run({ stream, rate = "6", seed, count }, signal) {
    if (!stream) throw new UsageError("--stream is missing.");
    const meanGapMs = 60_000 / parsePositive("rate", rate);
    const max = count === undefined ? Infinity : parsePositive("count", count);
    const random = seededRandom(seed === undefined ? Date.now() % 2 ** 32 : parseWholeNumber("seed", seed));
    // The rate is by the lab cloud's clock, which may run faster than real time.
    const speed = (await labCloud())?.speed || 1;
    const kinesis = new KinesisClient({});

    console.log(
      `Writing browsing sessions to ${stream}, one every ${meanGapMs / 1000} s on average. Press Ctrl-C to stop.`,
    );
    let sent = 0;
    while (!signal.aborted && sent < max) {
      const session = browsingSession(random);
      const { ShardId } = await kinesis.send(
        new PutRecordCommand({
          StreamName: stream,
          Data: Buffer.from(JSON.stringify(session)),
          PartitionKey: session.session_id,
        }),
      );
      sent += 1;
      console.log(
        `${new Date().toISOString()}  ${session.session_id}  ${session.city}, ${session.country}  → ${ShardId}`,
      );
      if (sent < max) await pause(drawExponential(random, meanGapMs) / speed, signal);
    }
    console.log(`Stopped. Sessions written: ${sent}.`);
  },
});

function parsePositive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0) || number === Infinity) throw new UsageError(`--${name} must be a number above 0, not '${text}'.`);
  return number;
}

function parseWholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError(`--${name} must be a whole number with at most nine digits, not '${text}'.`);
  return Number(text);
}
