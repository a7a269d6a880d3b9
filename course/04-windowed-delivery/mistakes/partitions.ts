import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The partition's location is a Hive-style folder (`key=value`), but this Firehose doesn't write to one. */
  "folder-of-hive": {
    fails: ["names the folder of each"],
    changes: [["BUCKET}/", "BUCKET}/componentName="]],
  },
  /** The value has no quotes, so Athena can't read the statement. Its location is right. */
  "partition-without-quotes": {
    fails: ["adds a partition for each service"],
    isAlwaysJudged: true,
    changes: [["'${component}'", "${component}"]],
  },
  /** One service's partition is not added: queries do not find its windows, and raise no error. */
  "one-service-forgotten": {
    fails: ["adds a partition for each service"],
    changes: [[', "order-service"', ""]],
  },
  /** The partitions' locations are in another bucket than bucket O. */
  "partitions-of-another-bucket": {
    fails: ["names the folder of each"],
    changes: [["${BUCKET}", "${STUDENT}"]],
  },
};
