import type { Plan } from "../../grader/index";
import { applyGivens } from "./given/index";
import { windowedMetricsApp } from "./grading/app";
import { lookAtDelivery } from "./grading/delivery";
import { createJsonDelivery, lookAtFormats, TO_PARQUET } from "./grading/formats";
import { KEEP_ONCE, createDuplicates, lookAtUniqueWindows } from "./grading/duplicates";
import { ADD_PARTITIONS, createPartitionedTable, lookAtPartitions } from "./grading/partitions";
import { lookAtManagedApplication } from "./grading/managed-application";
import { operationGraph, tumblingWindow, watermark } from "./grading/operators";
import { listLab04Resources } from "./created-resources";

export const gradingPlan: Plan = {
  packages: ["athena", "cloudformation", "firehose", "kinesis", "kinesis-analytics-v2", "s3", "sts"].map(
    (service) => `@aws-sdk/client-${service}`,
  ),
  async prepare(stage) {
    await applyGivens({ connection: stage.connection, isEmpty: true });
    await stage.advance(10);
    await createDuplicates(stage);
    await createPartitionedTable(stage);
    await createJsonDelivery(stage);
  },
  chosenNames: [{ exercise: "04-windowed-delivery.student-name", constant: "STUDENT" }],
  createQuestions: (seed) => [
    { id: "student", name: "STUDENT" },
    { id: "tests", name: "CASES" },
    { id: "FLINK_WINDOWS", name: "FLINK_WINDOWS" },
    { id: "quiz", name: "ANSWERS" },
    { id: "QUERY", name: "QUERY" },
    { id: "DELIMITER", name: "DELIMITER" },
    { id: "components", name: "COMPONENTS" },
    { id: "add-partition", name: "addPartition", args: ["user-service"], evenIfStopped: true },
    KEEP_ONCE,
    ADD_PARTITIONS,
    TO_PARQUET,
    ...[1, 2, 3].map((n) => ({ id: `cost-${n}`, name: "costOf", args: [n, (seed % 97) + n * 24] })),
  ],
  collectAfterCells: async (stage) => ({
    ...(await lookAtUniqueWindows(stage)),
    ...(await lookAtPartitions(stage)),
    ...(await lookAtDelivery(stage)),
    ...(await lookAtManagedApplication(stage)),
    // Last, since it moves the clock a lot, and asks Athena.
    ...(await lookAtFormats(stage)),
  }),
  listCreatedResources: listLab04Resources,
  scripts: [operationGraph, tumblingWindow, watermark, windowedMetricsApp],
};
