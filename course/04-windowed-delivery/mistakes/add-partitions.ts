import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Failed records and the clock become services, too. */
  "every-folder-a-partition": {
    fails: ["leaves out folders that aren't of a service"],
    changes: [['  if (!folder.endsWith("-service")) continue;\n', ""]],
  },
  /** Three names are right today: the next service is missing again. */
  "list-of-services-by-hand": {
    fails: [
      "adds a partition for each service that was delivered",
      "gives each partition its folder",
      "leaves out folders that aren't of a service",
    ],
    answer: [
      'for (const folder of ["user-service", "order-service", "payment-service"]) {',
      "  const partition = `PARTITION (componentName = '${folder}') LOCATION 's3://${bucketName}/${folder}/'`;",
      "  await runQuery({ ...ATHENA, sql: `ALTER TABLE ${table} ADD IF NOT EXISTS ${partition}` });",
      "}",
    ],
  },
  /** The pattern takes a name of one word only: home-delivery-service is left out. */
  "names-of-one-word": {
    fails: ["adds a partition for each service that was delivered"],
    answer: [
      'const objects = await listDeliveredObjects({ bucketName, prefix: "" });',
      "const folders = new Set(objects.map(({ key }) => /^(\\w+-service)\\//.exec(key)?.[1]));",
      "for (const folder of folders) {",
      "  if (folder === undefined) continue;",
      "  const partition = `PARTITION (componentName = '${folder}') LOCATION 's3://${bucketName}/${folder}/'`;",
      "  await runQuery({ ...ATHENA, sql: `ALTER TABLE ${table} ADD IF NOT EXISTS ${partition}` });",
      "}",
    ],
    isAlwaysJudged: true,
  },
  /** Athena refuses the first service, which has its partition already, and the function ends. */
  "partition-that-exists-stops": {
    fails: ["adds a partition for each service that was delivered"],
    changes: [["ADD IF NOT EXISTS", "ADD"]],
  },
  /** The bucket is the notebook's, not the one that the function is given. */
  "partitions-of-my-bucket": {
    fails: ["gives each partition its folder"],
    changes: [["s3://${bucketName}/", "s3://${BUCKET}/"]],
  },
  /** MSCK REPAIR TABLE finds only folders with the column's name in them, such as componentName=user-service. */
  "repaired-by-msck": {
    fails: ["adds a partition for each service that was delivered", "gives each partition its folder"],
    answer: ["await runQuery({ ...ATHENA, sql: `MSCK REPAIR TABLE ${table}` });"],
  },
};
