import { setTimeout as pause } from "node:timers/promises";
import { STS } from "@aws-sdk/client-sts";
import { startCloud, type Cloud, type CloudOptions } from "../../cloud/index";

/** The longest wait for another cloud: nobody can move its clock on, and it delays little. */
const MAX_WAIT_SECONDS = 2;
/** Where moto and MiniStack forget all that they hold. */
const RESETS = ["/moto-api/reset", "/_ministack/reset"];

/** The cloud that is judged: a new lab cloud, or another one. */
export interface JudgedCloud extends Pick<Cloud, "endpoint" | "region" | "credentials" | "account" | "stop"> {
  /** For another cloud, `advance` waits in real time, and only briefly. */
  readonly clock: Pick<Cloud["clock"], "now" | "advance">;
}

/**
 * Starts a lab cloud in memory, or empties another cloud, if it can be emptied.
 *
 * @param other the address of another cloud, if that is judged
 */
export async function openJudgedCloud(options: CloudOptions, other: URL | undefined): Promise<JudgedCloud> {
  if (other === undefined) return startCloud({ port: 0, speed: 0, log: () => undefined, ...options });
  for (const path of RESETS) await fetch(new URL(path, other), { method: "POST" });
  const { region = "us-east-1" } = options;
  const endpoint = other.href.replace(/\/$/, "");
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const { Account = "" } = await new STS({ endpoint, region, credentials }).getCallerIdentity({});
  return {
    ...{ endpoint, region, credentials, account: Account },
    clock: {
      now: () => Date.now(),
      advance: (seconds) => pause(Math.min(seconds, MAX_WAIT_SECONDS) * 1_000),
    },
    stop: () => Promise.resolve(),
  };
}
