import type { Mistake } from "../../../grader/index";

/** The partition's location is a folder in Hive's style (`key=value`), to which this Firehose does not write. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.partitions",
  fails: ["names the folder of each"],
  answer: [
    "const addPartition = (component: string) =>",
    "  `ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = '${component}') LOCATION 's3://${BUCKET}/componentName=${component}/'`;",
    'const COMPONENTS: string[] = ["user-service", "order-service"];',
  ],
};
