import type { Mistake } from "../../../grader/index";

/** The partitions' locations are in another bucket than bucket O. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.partitions",
  fails: ["names the folder of each"],
  answer: [
    "const addPartition = (component: string) =>",
    "  `ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = '${component}') LOCATION 's3://${STUDENT}/${component}/'`;",
    'const COMPONENTS: string[] = ["user-service", "order-service"];',
  ],
};
