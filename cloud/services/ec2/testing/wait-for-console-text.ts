import type { EC2 } from "@aws-sdk/client-ec2";

/** ms of real time within which a test's instance must write the text. */
const MAX_MS = 20_000;

/**
 * Waits until an instance's console output contains a string. The instance's processes run in real time, and send no
 * event when they are done.
 *
 * @returns the whole console output
 */
export async function waitForConsoleText(ec2: EC2, InstanceId: string, requested: string | RegExp): Promise<string> {
  const until = performance.now() + MAX_MS;
  for (;;) {
    const { Output = "" } = await ec2.getConsoleOutput({ InstanceId });
    const written = Buffer.from(Output, "base64").toString("utf8");
    if (typeof requested === "string" ? written.includes(requested) : requested.test(written)) return written;
    if (performance.now() > until)
      throw new Error(`${InstanceId} did not write ${String(requested)}, but:\n${written}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
