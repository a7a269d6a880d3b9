import type { Mistake } from "../../../grader/index";

/** Three names are right today: the next service is missing again. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.add-partitions",
  fails: ["adds a partition for each service that was delivered", "leaves out folders that aren't of a service"],
  answer: [
    'for (const folder of ["user-service", "order-service", "payment-service"]) {',
    "  const partition = `PARTITION (componentName = '${folder}') LOCATION 's3://${bucketName}/${folder}/'`;",
    "  await runQuery({ ...ATHENA, sql: `ALTER TABLE ${table} ADD IF NOT EXISTS ${partition}` });",
    "}",
  ],
};
