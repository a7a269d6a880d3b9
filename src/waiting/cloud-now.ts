import { labCloud } from "./lab-cloud";

/** The time in ms since 1970, by the clock of AWS or of the lab cloud, which may be ahead of this computer's. */
export async function getCloudTime(): Promise<number> {
  const cloud = await labCloud();
  if (cloud === undefined) return Date.now();
  const health: unknown = await (await fetch(`${cloud.endpoint}/_lab/health`)).json();
  return typeof health === "object" && health !== null && "now" in health && typeof health.now === "number"
    ? health.now
    : Date.now();
}
