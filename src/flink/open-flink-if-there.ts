import { openFlink, type FlinkSession, type SessionOptions } from "./flink-session";

/**
 * Opens a session with Flink, where Flink is available. A lab continues without it: then one line says what is missing.
 *
 * @returns undefined where Flink is missing, or while the outputs of a solution notebook are recorded, which must be
 * the same on every computer
 */
export async function openFlinkIfThere(options: SessionOptions = {}): Promise<FlinkSession | undefined> {
  if (process.env["LABS_GRADING"] === "1") {
    console.log("Flink doesn't run here, so this part is skipped.");
    return undefined;
  }
  try {
    return await openFlink(options);
  } catch (error) {
    const [reason = ""] = String(error instanceof Error ? error.message : error).split("\n");
    console.log(`This part is skipped: ${reason}`);
    return undefined;
  }
}
