import type { Mistake } from "../../../grader/index";

/** Its windows are not found, and nobody says so. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.partitions",
  fails: ["adds a partition for each service", "names the folder of each"],
  answer: [
    "const addPartition = (component: string) =>",
    "  `ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = '${component}') LOCATION 's3://${BUCKET}/${component}/'`;",
    'const COMPONENTS: string[] = ["user-service"];',
  ],
};
