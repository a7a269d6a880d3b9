import type { Mistake } from "../../../grader/index";

/** Failed records are below a component's folder, where Athena reads them as rows of the table. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.prefixes",
  fails: ["gives failed records a folder of their own"],
  answer: ['const PREFIX = "!{partitionKeyFromQuery:componentName}/";', 'const ERROR_PREFIX = "user-service/errors/";'],
};
