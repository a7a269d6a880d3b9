import type { MoveTask } from "../model/move-tasks";

/** The fields of a task handle. */
type TaskHandleFields = Pick<MoveTask, "id" | "sourceArn">;

/** A task's handle, which the client sends back: base64 of JSON, as on AWS. */
export const createTaskHandle = ({ id, sourceArn }: TaskHandleFields): string =>
  Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString("base64");

/** @returns the task's fields; undefined if the text is no task handle */
export function parseTaskHandle(handle: string): TaskHandleFields | undefined {
  try {
    const { taskId: id, sourceArn } = JSON.parse(Buffer.from(handle, "base64").toString()) as {
      readonly taskId?: unknown;
      readonly sourceArn?: unknown;
    };
    return typeof id === "string" && typeof sourceArn === "string" ? { id, sourceArn } : undefined;
  } catch {
    // A text that is not JSON is no task handle of the lab cloud.
    return undefined;
  }
}
