import { ignoreMissing } from "./ignore-missing";

/** Deletes a schedule of EventBridge Scheduler, and prints that it did: from then on, it invokes nothing. */
export async function deleteSchedule({ scheduleName }: { scheduleName: string }): Promise<void> {
  // Imported here, so that a notebook loads it only when it deletes a schedule.
  const { DeleteScheduleCommand, SchedulerClient } = await import("@aws-sdk/client-scheduler");
  const done = await ignoreMissing(() =>
    new SchedulerClient({}).send(new DeleteScheduleCommand({ Name: scheduleName })),
  );
  console.log(`Schedule ${scheduleName} ${done ? "deleted" : "does not exist"}.`);
}
