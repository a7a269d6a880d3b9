import type { Mistake } from "../../../grader/index";

/** MSCK REPAIR TABLE finds only folders with the column's name in them, such as componentName=user-service. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.add-partitions",
  fails: ["adds a partition for each service that was delivered"],
  answer: ["await runQuery({ ...ATHENA, sql: `MSCK REPAIR TABLE ${table}` });"],
};
