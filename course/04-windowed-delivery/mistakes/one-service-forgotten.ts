import type { Mistake } from "../../../grader/index";

/** One service's partition is not added: queries do not find its windows, and raise no error. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.partitions",
  fails: ["adds a partition for each service"],
  answer: [
    "const addPartition = (component: string) =>",
    "  `ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = '${component}') LOCATION 's3://${BUCKET}/${component}/'`;",
    'const COMPONENTS: string[] = ["user-service"];',
  ],
};
