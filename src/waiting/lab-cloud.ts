/** The lab cloud on this computer, which stands in for AWS. */
export interface LabCloud {
  readonly endpoint: string;
  /**
   * How many seconds of the lab cloud's clock pass in one real second; 0 if the clock stands still until it is moved.
   */
  readonly speed: number;
}

/**
 * The lab cloud that this notebook or script uses.
 *
 * @returns undefined on AWS itself, or with another emulator of AWS
 */
export async function labCloud(): Promise<LabCloud | undefined> {
  const endpoint = process.env["AWS_ENDPOINT_URL"];
  if (!endpoint || process.env["LABS_TARGET"] === "aws") return undefined;
  try {
    const health: unknown = await (await fetch(`${endpoint}/_lab/health`)).json();
    if (typeof health !== "object" || health === null || !("speed" in health) || typeof health.speed !== "number")
      return undefined;
    return { endpoint, speed: health.speed };
  } catch {
    return undefined; // No answer, or no lab cloud: the next call of AWS gives a better error.
  }
}

/**
 * Moves the lab cloud's clock ahead. All that is due in that time has happened when the function returns.
 *
 * @returns the lab cloud's new time
 * @throws Error if the lab cloud refuses
 */
export async function moveClock({ endpoint }: LabCloud, seconds: number): Promise<Date> {
  const token = process.env["LABS_CLOUD_TOKEN"];
  const reply = await fetch(`${endpoint}/_lab/clock`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { "x-lab-token": token } : {}) },
    body: JSON.stringify({ advanceSeconds: seconds }),
  });
  const answer: unknown = await reply.json().catch(() => undefined);
  if (!reply.ok || typeof answer !== "object" || answer === null || !("now" in answer)) {
    throw new Error(`The lab cloud didn't move its clock (it answers ${reply.status} ${reply.statusText}).`);
  }
  return new Date(typeof answer.now === "number" ? answer.now : String(answer.now));
}
