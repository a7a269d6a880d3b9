/**
 * The packages of `org.apache.flink` that a program's classes share with Flink. Flink's own default is all of them, but on
 * AWS a program brings its connectors and formats itself. Here, a connector for Kinesis and Parquet's format are on the
 * class path, for SQL: a program's own ones, of whatever version, go before them.
 */
const SHARED = [
  ...["annotation", "api", "cep", "changelog", "client", "configuration", "connector.base", "connector.blackhole"],
  ...["connector.datagen", "connector.file", "connector.print", "container", "contrib", "core", "datastream"],
  ...["fnexecution", "formats.common", "formats.csv", "formats.json", "formats.raw", "fs", "kubernetes", "management"],
  ...["metrics", "optimizer", "python", "queryablestate", "runtime", "shaded", "state", "streaming.api"],
  ...["streaming.experimental", "streaming.runtime", "streaming.util", "table", "traces", "types", "util", "yarn"],
];
/** Flink's default for other packages (`CoreOptions` of Flink 1.20). */
const OTHERS = [
  ...[
    "java.",
    "scala.",
    "com.esotericsoftware.kryo",
    "org.apache.hadoop.",
    "javax.annotation.",
    "org.xml",
    "javax.xml",
  ],
  ...["org.apache.xerces", "org.w3c", "org.rocksdb.", "org.slf4j", "org.apache.log4j", "org.apache.logging"],
  ...["org.apache.commons.logging", "ch.qos.logback"],
];

/** The beginnings of the names of classes that programs share with Flink, for `classloader.parent-first-patterns.default`. */
export const PARENT_FIRST: readonly string[] = [
  ...OTHERS,
  "org.apache.flink.FlinkVersion",
  ...SHARED.map((name) => `org.apache.flink.${name}.`),
];

/** The connector on the class path, which a program with its own one does without: two would claim the same tables. */
export const isKinesisConnector = (file: string): boolean => file.startsWith("flink-connector-kinesis-");
/** The beginning of the paths that every version of this connector has in its jar. */
export const KINESIS_CLASSES = "org/apache/flink/connector/kinesis/";
