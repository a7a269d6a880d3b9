import { FirehoseClient, PutRecordCommand } from "@aws-sdk/client-firehose";
import "../exercises/none"; // None marks where your code goes
import { between, seededRandom } from "../generators/random";
import type { StationReading } from "../generators/station-reading";

/**
 * GasStationApp: plays ten gas stations. Each time it is invoked, every station measures its five tanks and sends one reading to a
 * Firehose.
 *
 * delivery_stream  environment variable: the name of that Firehose
 * seed             member of the test event, if you want the same levels each time; without it they are chosen at random
 */
export async function handler(event: { readonly seed?: number } | null): Promise<StationReading[]> {
  const deliveryStream = process.env["delivery_stream"];
  const random = typeof event?.seed === "number" ? seededRandom(event.seed) : Math.random;
  const stationList: StationReading[] = [];

  for (let id = 1; id <= 10; id += 1) {
    // One tank of the first station is low for certain, so that there is always a truck to send.
    const highestOfTank5 = id === 1 ? 199 : 999;

    // ### START CODE HERE ### (~ 9 lines of code)
    // A level is a whole number from 100 to 999 (of tank 5: to highestOfTank5), written as text.
    const reading: StationReading = {
      station_id: String(id),
      fuel_tank1_level: None,
      fuel_tank2_level: None,
      fuel_tank3_level: None,
      fuel_tank4_level: None,
      fuel_tank5_level: None,
      // Now, in whole seconds since 1970.
      event_timestamp: None,
    };
    // ### END CODE HERE ###

    // ### START CODE HERE ### (~ 6 lines of code)
    // Send the reading to the Firehose, as JSON text.
    await firehose.send(
      new PutRecordCommand({
        DeliveryStreamName: None,
        Record: { Data: None },
      }),
    );
    // ### END CODE HERE ###

    stationList.push(reading);
  }
  return stationList;
}

/** Made once: Lambda keeps it for the next invocation. */
const firehose = new FirehoseClient({});
