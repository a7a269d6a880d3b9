import type { _Record } from "@aws-sdk/client-kinesis";
import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { readNamesOption } from "../../../../../src/cli/read-names-option";
import "../../../../../src/exercises/none"; // None stands where your own code belongs
import type { BrowsingSession } from "../../../../../src/generators/browsing-session";
import { runScript, UsageError } from "../../../../../src/running/run-script";
import { readShards } from "../../../../../src/streaming/read-shards";

/**
 * Streaming ETL: reads browsing sessions from one Kinesis data stream, adds four attributes to each, and writes it to the stream
 * of its customer's country, until you press Ctrl-C.
 *
 * --source_stream  the stream to read
 * --dest_streams   the streams to write to, as JSON: {"USA": "<name>", "International": "<name>"}
 */

/** A session as it leaves this script. */
interface UserSession extends BrowsingSession {
  /** When this script processed it, ISO 8601. */
  processing_timestamp?: string;
  /** The total quantity of all products that were viewed. */
  overall_product_quantity?: number;
  /** How much of that is in the shopping cart. */
  overall_in_shopping_cart?: number;
  /** How many different products were viewed. */
  total_different_products?: number;
}

interface Polling {
  readonly kinesis: KinesisClient;
  readonly sourceStream: string;
  readonly kinesisDestStreamNames: { readonly USA: string; readonly International: string };
  readonly signal: AbortSignal;
}

/** Reads all shards of the source stream, again and again, and handles each record. */
async function pollShards({ kinesis, sourceStream, kinesisDestStreamNames, signal }: Polling): Promise<number> {
  let handled = 0;
  for await (const { shardId, records } of readShards({ kinesis, streamName: sourceStream, signal })) {
    for (const record of records) {
      const userSession = readSession(record);
      if (!userSession) continue;

      // exercise=01-streaming-ingestion.processing-timestamp
      // ### START CODE HERE ### (~ 1 line of code)
      // The time of processing: now, as ISO 8601 text. // @KEEP
      userSession.processing_timestamp = new Date().toISOString(); // @REPLACE userSession.processing_timestamp = None();
      // ### END CODE HERE ###

      // exercise=01-streaming-ingestion.metrics
      // ### START CODE HERE ### (~ 9 lines of code)
      // The two sums. // @KEEP
      let overallProductQuantity = 0; // @REPLACE let overallProductQuantity = None;
      let overallInShoppingCart = 0; // @REPLACE let overallInShoppingCart = None;
      // @KEEP
      for (const product of userSession.browse_history) { // @KEEP
        // Every product counts. // @KEEP
        overallProductQuantity += Number(product.quantity); // @REPLACE overallProductQuantity += None;
        // @KEEP
        // The same again, only for a product that is in the shopping cart. // @KEEP
        if (product.in_shopping_cart) { // @REPLACE if (None) {
          overallInShoppingCart += Number(product.quantity); // @REPLACE overallInShoppingCart += None;
        } // @KEEP
      } // @KEEP
      // @KEEP
      // The three metrics become attributes of the session. // @KEEP
      userSession.overall_product_quantity = overallProductQuantity; // @REPLACE userSession.overall_product_quantity = None;
      userSession.overall_in_shopping_cart = overallInShoppingCart; // @REPLACE userSession.overall_in_shopping_cart = None;
      userSession.total_different_products = userSession.browse_history.length; // @REPLACE userSession.total_different_products = None;
      // ### END CODE HERE ###

      // exercise=01-streaming-ingestion.route
      // ### START CODE HERE ### (~ 1 line of code)
      // condition ? value if it holds : value if it does not // @KEEP
      const destStreamName = userSession.country === "USA" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"]; // @REPLACE const destStreamName = None["None"] === "USA" ? kinesisDestStreamNames["USA"] : None["International"];
      // ### END CODE HERE ###

      await kinesis.send(
        new PutRecordCommand({
          StreamName: destStreamName,
          Data: Buffer.from(JSON.stringify(userSession)),
          PartitionKey: userSession.session_id,
        }),
      );
      handled += 1;
      console.log(`${shardId}  ${userSession.session_id}  ${userSession.country}  → ${destStreamName}`);
    }
  }
  return handled;
}

/** The session in a record; undefined, with a line saying so, if there is none in it. */
function readSession({ Data, SequenceNumber }: _Record): UserSession | undefined {
  try {
    const userSession: UserSession = JSON.parse(new TextDecoder().decode(Data));
    if (Array.isArray(userSession.browse_history)) return userSession;
  } catch {
    // Not JSON: said below.
  }
  console.error(`Record ${SequenceNumber} contains no browsing session. It is skipped.`);
  return undefined;
}

await runScript({
  usage: `npx tsx consumer.ts --source_stream <name> --dest_streams '{"USA": "<name>", "International": "<name>"}'`,
  options: ["source_stream", "dest_streams"],
  async run({ source_stream, dest_streams }, signal) {
    if (!source_stream) throw new UsageError("--source_stream is missing.");
    if (!dest_streams) throw new UsageError("--dest_streams is missing.");
    const kinesisDestStreamNames = readNamesOption("dest_streams", dest_streams, ["USA", "International"]);

    console.log(`Reading ${source_stream}. USA goes to ${kinesisDestStreamNames.USA}, all others to ${kinesisDestStreamNames.International}. Press Ctrl-C to stop.`);
    const handled = await pollShards({ kinesis: new KinesisClient({}), sourceStream: source_stream, kinesisDestStreamNames, signal });
    console.log(`Stopped. Records handled: ${handled}.`);
  },
});
