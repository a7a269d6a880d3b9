import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import type { PutRecordsRequestEntry } from "@aws-sdk/client-kinesis";
import { askForPeople } from "../../../src/collection/ask-for-people";
import type { Person } from "../../../src/collection/person";
import "../../../src/exercises/none"; // None stands where your own code belongs
import { runScript, UsageError } from "../../../src/running/run-script";
import { pause } from "../../../src/streaming/pause";
import { labCloud } from "../../../src/waiting/lab-cloud";

/** A record of a person, for the stream. */
function recordOf(person: Person): PutRecordsRequestEntry {
  // ### START CODE HERE ### (~ 4 lines of code)
  return {
    // The whole person, as JSON text.
    Data: Buffer.from(JSON.stringify(person)),
    // What decides on the shard: something that differs from person to person.
    PartitionKey: person.login.uuid,
  };
  // ### END CODE HERE ###
}

/**
 * The producer: asks the random-user API for people, and puts them into a stream, all of a round in one call.
 *
 * --stream         the Kinesis data stream to write to
 * --people         how many in each round; 10 if not given
 * --rounds         how many rounds; 1 if not given
 * --pause_seconds  how long to wait between two rounds; 1 if not given
 */
await runScript({
  usage: "npx tsx src/collection/put-people.ts --stream <name> [--people 10] [--rounds 1] [--pause_seconds 1]",
  options: ["stream", "people", "rounds", "pause_seconds"],
  async run({ stream, people: count = "10", rounds = "1", pause_seconds = "1" }, signal) {
    if (!stream) throw new UsageError("--stream is missing.");
    const kinesis = new KinesisClient({});
    // In a lab cloud whose clock runs fast, the producer is as busy by that clock.
    const speed = (await labCloud())?.speed || 1;
    for (let round = 1; round <= Number(rounds) && !signal.aborted; round += 1) {
      const people = await askForPeople({ count: Number(count) });
      // ### START CODE HERE ### (~ 5 lines of code)
      // All people of this round, in one call.
      const { FailedRecordCount = 0 } = await kinesis.send(
        new PutRecordsCommand({ StreamName: stream, Records: people.map(recordOf) }),
      );
      // ### END CODE HERE ###
      console.log(`Round ${round}: ${people.length - FailedRecordCount} people put, ${FailedRecordCount} refused.`);
      if (round < Number(rounds)) await pause((Number(pause_seconds) * 1000) / speed, signal);
    }
  },
});
