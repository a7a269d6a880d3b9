import type { FactGroup } from "./fact";

const TYPES = "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html";
const CREATE = "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html";

export const scheduler: FactGroup = {
  title: "EventBridge Scheduler",
  facts: [
    {
      id: "SCH-001",
      grade: "documented",
      says: "A rate begins at its StartDate. Without one, the schedule invokes its target at once, and then at the regular rate.",
      page: TYPES,
      differs:
        "AWS invokes within the minute; the lab cloud, at its first second. After a restart, what fell due meanwhile is invoked once.",
    },
    {
      id: "SCH-002",
      grade: "documented",
      says: "Expressions are rate(value unit), cron with six fields, of which one of the two days is a question mark, and at(yyyy-mm-ddThh:mm:ss). They follow a time zone; UTC by default. A time that clocks skip in spring is skipped; one that comes twice in autumn runs once.",
      page: TYPES,
      differs: "The days L, W and # in cron expressions are rejected by name.",
    },
    {
      id: "SCH-003",
      grade: "documented",
      says: "A function is called asynchronously with the target's Input, and a queue gets it as a message. The context attributes <aws.scheduler.schedule-arn>, scheduled-time, execution-id and attempt-number in it are replaced. Without an Input, there is a notification.",
      page: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html",
      differs: "Targets are functions and standard queues.",
    },
    {
      id: "SCH-004",
      grade: "documented",
      says: "A failed invocation is tried again with growing pauses, 185 times within a day by default. Then the payload goes to the dead-letter queue, with the error, the number of attempts and the exhausted limit as attributes.",
      page: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
      differs: "AWS doesn't document the pauses: here, they double from a minute to an hour.",
    },
    {
      id: "SCH-005",
      grade: "documented",
      says: "A DISABLED schedule invokes nothing, and neither does one after its EndDate. ActionAfterCompletion DELETE deletes it then. FLEXIBLE invokes within MaximumWindowInMinutes.",
      page: CREATE,
    },
    {
      id: "SCH-006",
      grade: "documented",
      says: "Names are unique within a group. UpdateSchedule replaces all settings, and gives those that are missing their defaults.",
      page: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html",
      differs: "There is only the group default.",
    },
    {
      id: "SCH-007",
      grade: "documented",
      says: "A schedule's role must trust scheduler.amazonaws.com. Scheduler uses it for the target and for the dead-letter queue: if the trust is lost later, it reaches neither.",
      page: CREATE,
      differs: "Its permissions for the target and the dead-letter queue aren't evaluated.",
    },
  ],
};
