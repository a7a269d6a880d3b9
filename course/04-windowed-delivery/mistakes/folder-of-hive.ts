import type { Mistake } from "../../../grader/index";

/** The partition's location is a Hive-style folder (`key=value`), but this Firehose doesn't write to one. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.partitions",
  fails: ["names the folder of each"],
  answer: [
    "const addPartition = (component: string) =>",
    "  `ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = '${component}') LOCATION 's3://${BUCKET}/componentName=${component}/'`;",
    'const COMPONENTS: string[] = ["user-service", "order-service"];',
  ],
};
