import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { between, seededRandom, type Random } from "./random";
import { stationReading, type StationReading } from "./station-reading";

/** What the new stations measured, and the records that they sent. */
export interface NewStations {
  readonly readings: readonly StationReading[];
  readonly records: readonly string[];
}

const QUARTER_MS = 15 * 60_000;

/** How a station sends its three readings, one after another. */
type Form = (reading: StationReading) => string;

const writeNumber: Form = (reading) => JSON.stringify(reading);
const writeDigits: Form = (reading) => JSON.stringify({ ...reading, event_timestamp: String(reading.event_timestamp) });
const writeDate: Form = (reading) =>
  JSON.stringify({
    ...reading,
    event_timestamp: new Date(reading.event_timestamp * 1000).toISOString().replace(".000", ""),
  });
const writeNameless: Form = (reading) => JSON.stringify({ ...reading, station_id: null });
const writeHalf: Form = (reading) => JSON.stringify(reading).slice(0, 60);

const FORMS: Readonly<Record<string, readonly Form[]>> = {
  21: [writeNumber, writeNumber, writeNumber],
  22: [writeDigits, writeDigits, writeDigits],
  23: [writeDate, writeDate, writeDate],
  24: [writeNumber, writeNumber, writeNumber],
  25: [writeDate, writeDigits, writeDigits],
  26: [writeNumber, writeNameless, writeHalf],
};

/** Makes up three readings of each new station. Station 25 sends one of them twice. */
export function createNewStations(random: Random, until: Date): NewStations {
  const readings: StationReading[] = [];
  const records: string[] = [];
  for (const [station, forms] of Object.entries(FORMS)) {
    for (const [index, write] of forms.entries()) {
      const levels = Array.from({ length: 5 }, () => between(random, 100, 999));
      const reading = stationReading(station, levels, new Date(until.getTime() - (forms.length - index) * QUARTER_MS));
      readings.push(reading);
      records.push(write(reading));
      if (station === "25" && index === 1) records.push(write(reading));
    }
  }
  return { readings, records };
}

/**
 * Lets six new stations send the readings of the last 45 minutes.
 *
 * @returns what they measured
 */
export async function connectNewStations({
  firehoseName,
}: {
  firehoseName: string;
}): Promise<readonly StationReading[]> {
  const { readings, records } = createNewStations(seededRandom(2126), new Date());
  const Records = records.map((record) => ({ Data: Buffer.from(record) }));
  await new FirehoseClient({}).send(new PutRecordBatchCommand({ DeliveryStreamName: firehoseName, Records }));
  console.log(`${firehoseName} has accepted ${readings.length} readings of six new stations.`);
  return readings;
}
