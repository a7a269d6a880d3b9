import type { MoveTask } from "./move-tasks";

/** The fields of a task handle. */
type Named = Pick<MoveTask, "id" | "sourceArn">;

/** A task as the text that the client hands back; on AWS, too, it is base64 of JSON. */
export const taskHandle = ({ id, sourceArn }: Named): string =>
  Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString("base64");

/** @returns undefined if the text is no task handle */
export function taskIn(handle: string): Named | undefined {
  try {
    const { taskId: id, sourceArn } = JSON.parse(Buffer.from(handle, "base64").toString()) as {
      readonly taskId?: unknown;
      readonly sourceArn?: unknown;
    };
    return typeof id === "string" && typeof sourceArn === "string" ? { id, sourceArn } : undefined;
  } catch {
    // Whatever is no JSON is no handle of ours.
    return undefined;
  }
}
