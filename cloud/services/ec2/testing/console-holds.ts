import { GetConsoleOutputCommand, type EC2Client } from "@aws-sdk/client-ec2";

/** Real time within which an instance of a test must have written what is awaited. */
const LONGEST_MS = 20_000;

/**
 * Waits until an instance has written something: its processes live in real time, and tell nobody when they are done.
 *
 * @returns all that it wrote
 */
export async function consoleHolds(ec2: EC2Client, InstanceId: string, wanted: string): Promise<string> {
  const until = performance.now() + LONGEST_MS;
  for (;;) {
    const { Output = "" } = await ec2.send(new GetConsoleOutputCommand({ InstanceId }));
    const written = Buffer.from(Output, "base64").toString("utf8");
    if (written.includes(wanted)) return written;
    if (performance.now() > until) throw new Error(`${InstanceId} did not write "${wanted}", but:\n${written}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
