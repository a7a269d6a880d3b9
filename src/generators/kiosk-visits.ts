import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { listStreamRecords } from "../streaming/list-stream-records";
import { browsingSession, type BrowsingSession } from "./browsing-session";
import { seededRandom, type Random } from "./random";

/** A visit that a kiosk in one of the web shop's stores has counted. */
export interface KioskVisit extends BrowsingSession {
  readonly kiosk: string;
}

/** A record as a kiosk writes it. */
export interface KioskRecord {
  readonly partitionKey: string;
  readonly data: unknown;
}

/** A day of kiosks: the visits that they counted, and the records that they wrote. */
export interface KioskDay {
  readonly visits: readonly KioskVisit[];
  readonly records: readonly KioskRecord[];
}

/** A kiosk's visits: how many it wrote one by one, and how many it collected, for each list, while it had no network. */
export interface KioskPlan {
  readonly kiosk: string;
  readonly alone: number;
  readonly collected: readonly number[];
}

export const KIOSKS: readonly KioskPlan[] = [
  { kiosk: "kiosk-1", alone: 9, collected: [] },
  { kiosk: "kiosk-2", alone: 3, collected: [6, 1, 5] },
];

/**
 * Makes up a day of kiosks. A list begins with the visit that the kiosk wrote last, as if it weren't sure whether
 * that one had arrived. One record of each kiosk holds no visit.
 */
export function createKioskDay(random: Random, kiosks = KIOSKS): KioskDay {
  const visits: KioskVisit[] = [];
  const records: KioskRecord[] = [];
  const draw = (kiosk: string): BrowsingSession => {
    const session = browsingSession(random);
    visits.push({ ...session, kiosk });
    return session;
  };
  for (const { kiosk, alone, collected } of kiosks) {
    const single = Array.from({ length: alone }, () => draw(kiosk));
    records.push(...single.map((session) => ({ partitionKey: session.session_id, data: session })));
    let latest = single.slice(-1);
    for (const count of collected) {
      const list = [...latest, ...Array.from({ length: count }, () => draw(kiosk))];
      records.push({ partitionKey: kiosk, data: list });
      latest = list.slice(-1);
    }
    records.push({ partitionKey: kiosk, data: { kiosk, battery: 81 } });
  }
  return { visits, records };
}

/** The same visits for every learner, so that a second run writes none of them again. */
const SEED = 1101;

/**
 * Lets two kiosks write their visits to a stream, unless they have done so before.
 *
 * @returns the visits that the kiosks have counted, which are the same each time
 */
export async function openKiosks({ streamName }: { streamName: string }): Promise<readonly KioskVisit[]> {
  const { visits, records } = createKioskDay(seededRandom(SEED));
  const [{ session_id: first = "" } = {}] = visits;
  const found = await listStreamRecords({ streamName });
  if (found.some(({ partitionKey }) => partitionKey === first)) {
    console.log("The kiosks have already written their visits.");
    return visits;
  }
  const kinesis = new KinesisClient({});
  for (const { partitionKey: PartitionKey, data } of records) {
    const Data = Buffer.from(JSON.stringify(data));
    await kinesis.send(new PutRecordCommand({ StreamName: streamName, PartitionKey, Data }));
  }
  console.log(`The kiosks count ${visits.length} visits today. Each kiosk says: everything is sent.`);
  return visits;
}
