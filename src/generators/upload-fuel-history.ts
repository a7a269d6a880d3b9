import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { fuelHistory, type History } from "./fuel-history";

/**
 * Makes up a history (see `fuelHistory`) and writes it to a bucket as JSON, one reading a line, one object for each station:
 * `<prefix>station-1.json` and so on.
 *
 * @returns how many readings and bytes were written
 */
export async function uploadFuelHistory({
  bucketName,
  prefix,
  ...history
}: History & { bucketName: string; prefix: string }): Promise<{ readings: number; bytes: number }> {
  const s3 = new S3Client({});
  const lines = new Map<string, string[]>();
  for (const reading of fuelHistory(history)) {
    const stationLines = lines.get(reading.station_id) ?? [];
    stationLines.push(JSON.stringify(reading));
    lines.set(reading.station_id, stationLines);
  }
  let readings = 0;
  let bytes = 0;
  for (const [station, stationLines] of lines) {
    const Body = `${stationLines.join("\n")}\n`;
    await s3.send(new PutObjectCommand({ Bucket: bucketName, Key: `${prefix}station-${station}.json`, Body }));
    readings += stationLines.length;
    bytes += Body.length;
  }
  console.log(
    `${readings} readings of ${lines.size} stations written to s3://${bucketName}/${prefix}, ${Math.round(bytes / 1024)} KB of JSON.`,
  );
  return { readings, bytes };
}
