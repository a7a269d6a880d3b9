import type { CreateDeliveryStreamInput, ExtendedS3DestinationConfiguration } from "@aws-sdk/client-firehose";
import type { Evidence, FirehoseEvidence } from "../../../grader/index";
import { TANKS, type StationReading } from "../../../src/generators/station-reading";
import { findRefusedInput, requireFromSolution } from "../../evidence-words";
import { getAnswers } from "./driver";
import { listQueuedStations } from "./fuel-planning-app";
import { listPutRecords, parseReading } from "./gas-station-app";
import { probeReadings } from "./probes";

/** The question for the folder of a station, see `stationFolder` in the lab. */
export const STATION_FOLDER = "station-folder";

/** The seed of a run, which its plan has kept as evidence. */
export const getSeed = ({ seen }: Evidence): number => Number(seen["seed"]);

/** The folders below a prefix that hold objects. */
export function listFolders({ cloud }: Evidence, prefix: string): string[] {
  const keys = cloud.buckets
    .flatMap(({ objects }) => objects.map(({ key }) => key))
    .filter((key) => key.startsWith(prefix) && !key.startsWith("athena-results/"));
  return [...new Set(keys.map((key) => key.slice(0, key.lastIndexOf("/") + 1)))];
}

/** The value of a partition, such as `year=2031`, in the folder of a station: `2031`. */
export function getPartition(
  run: Evidence,
  { station, key, prefix = "station-data/" }: { station: string; key: string; prefix?: string },
): string | undefined {
  const folder = listFolders(run, prefix).find((folder) => folder.includes(`station_id=${station}/`));
  return folder
    ?.split("/")
    .find((part) => part.startsWith(`${key}=`))
    ?.slice(key.length + 1);
}

/** The delivery stream of one of the three drafts, if AWS has accepted it. */
export function findDraft({ cloud }: Evidence, n: number): FirehoseEvidence | undefined {
  return cloud.findFirehose(`SI-Firehose-draft-${n}`);
}

/** AWS's message when it refused a cell's request, or else the cell's own error; of several cells, the first one with either. For feedback only. */
export function findRefusal(run: Evidence, ...cells: readonly string[]): string | undefined {
  for (const cell of cells) {
    const ran = run.findCell(cell);
    const [, output] = /AWS refuses \S+:\s+(.*)/.exec(ran?.output ?? "") ?? [];
    const found = output === undefined ? ran?.error : `AWS refuses: ${output.replace(/\.$/, "")}`;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The settings with which SI-Firehose was created, before any update. */
export function getCreatedSettings({ journal }: Evidence): ExtendedS3DestinationConfiguration | undefined {
  const [created] = journal.findCalls("firehose", "CreateDeliveryStream", { DeliveryStreamName: "SI-Firehose" });
  return (created?.input as CreateDeliveryStreamInput | undefined)?.ExtendedS3DestinationConfiguration;
}

/** The last request to create a Firehose that AWS refused: one wrong setting is enough for that. */
export function findRefusedFirehose(run: Evidence, name = "SI-Firehose"): CreateDeliveryStreamInput | undefined {
  const which = { DeliveryStreamName: name };
  return findRefusedInput(run, "firehose", "CreateDeliveryStream", which) as CreateDeliveryStreamInput | undefined;
}

/** The five levels of a reading. */
export function getLevels(reading: object): unknown[] {
  const members = new Map<string, unknown>(Object.entries(reading));
  return TANKS.map((tank) => members.get(tank));
}

/** All readings that were put into a Firehose, in the order of the calls. */
export function listJournalReadings(run: Evidence, firehoseName: string): Record<string, unknown>[] {
  return listPutRecords(run)
    .filter(({ firehose }) => firehose === firehoseName)
    .map(parseReading)
    .filter((reading) => typeof reading === "object" && reading !== null)
    .map((reading) => ({ ...reading }));
}

/** The error that ended the function, in words; undefined if none did. */
export function describeStop(run: Evidence): string | undefined {
  const error = getAnswers(run).find((answer) => answer.error !== undefined)?.error;
  return error === undefined ? undefined : `the function stopped: ${error}`;
}

/** Whether the planner found a station, in words. */
export function describeAlert(run: Evidence, station: string): string {
  const [answer] = getAnswers(run);
  if (answer?.error !== undefined) return `the function stopped: ${answer.error}`;
  const queued = listQueuedStations(run);
  if (queued.length === 0) return "no station was found at all";
  if (queued.includes(station)) return "it was found";
  return queued.length === 1
    ? "it was not found, another station was"
    : `it was not found, ${queued.length} others were`;
}

/** The readings that both runs got; at least one. */
export function getProbes(solution: Evidence): readonly [StationReading, ...StationReading[]] {
  const [first, ...others] = probeReadings(getSeed(solution));
  return [requireFromSolution(first), ...others];
}

/** The first three names in words, to follow "there". */
export function formatList(names: readonly string[], kind: string): string {
  const few = names.slice(0, 3);
  if (few.length === 0) return `is no ${kind}`;
  return `${names.length === 1 ? "is" : "are"} ${few.join(", ")}${names.length > few.length ? " and others" : ""}`;
}
