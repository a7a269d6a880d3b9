import type { Mistake } from "../../../grader/index";

/** A folder that Firehose does not write to. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.partitions",
  fails: ["names the folder of each"],
  answer: [
    "const addPartition = (component: string) =>",
    "  `ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = '${component}') LOCATION 's3://${BUCKET}/componentName=${component}/'`;",
    'const COMPONENTS: string[] = ["user-service", "order-service"];',
  ],
};
