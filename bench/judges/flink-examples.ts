import { join } from "node:path";
import { build } from "./flink/build";
import { createOmission, judgeEach, NOT_REACHED, PASSED, useJudgedCloud, type Judge, type Verdict } from "./judge";
import { checkPlan, PLANS } from "./flink/plans";
import { change, listExamples, listStreams, readGroups } from "./flink/properties";
import { createStage, type Stage } from "./flink/stage";

const KAFKA = "reads or writes Kafka, which the lab cloud doesn't have";
const FUNCTIONS =
  "has functions in Python, which the lab cloud rejects: each of Flink's tasks would need apache-beam, 600 MB";
const TABLES = "keeps Iceberg's or Hudi's tables in the catalog of Glue or of S3 Tables";

/** The examples that are not run, by their folder or the beginning of it. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "java/AvroGlueSchemaRegistryKafka": KAFKA,
  "java/AvroGlueSchemaRegistryKinesis": "needs Flink 1.15 and Glue's schema registry, which the lab cloud doesn't have",
  "java/DynamoDBStreamSource": "reads a stream of DynamoDB, which the lab cloud doesn't have",
  "java/FetchSecrets": KAFKA,
  "java/FlinkCDC": "reads and writes a database outside AWS's APIs",
  "java/GettingStarted": "needs Flink 2.2; the lab cloud runs 1.20, and rejects other versions by name",
  "java/Iceberg": TABLES,
  "java/JdbcSink": "reads and writes a database outside AWS's APIs",
  "java/KafkaConfigProviders": KAFKA,
  "java/KafkaConnectors": KAFKA,
  "java/PrometheusSink": "writes to Prometheus, which the lab cloud doesn't have",
  "java/SQSSink": "its `pom.xml` names a source file as the main class, so its jar starts nowhere",
  "python/DatastreamKafkaConnector": KAFKA,
  "python/HudiSink": TABLES,
  "python/IcebergSink": TABLES,
  "python/KafkaConfigProviders": KAFKA,
  "python/PackagedPythonDependencies": FUNCTIONS,
  "python/PythonDependencies": FUNCTIONS,
  "python/UDF": FUNCTIONS,
};

const findReason = (path: string): string | undefined =>
  Object.entries(LEFT_OUT).find(([start]) => path === start || path.startsWith(`${start}/`))?.[1];

/** Runs an example's application in a stage, after the one whose output it reads. @throws Error saying what is wrong */
async function runExample(stage: Stage, folder: string, path: string): Promise<string | undefined> {
  const plan = PLANS[path];
  if (plan === undefined) throw new Error("there is no plan for this example");
  const problem = plan.after === undefined ? undefined : await runExample(stage, folder, plan.after);
  if (problem !== undefined) return problem;
  const built = build(join(folder, path));
  if ("problem" in built) return built.problem;
  const changes = { ...plan.changes, ...(await plan.prepare?.()) };
  const groups = change(readGroups(join(folder, path), stage.account), changes);
  for (const name of listStreams(groups))
    await (plan.hasFirehose === true ? stage.createDeliveryStream(name) : stage.createStream(name));
  const name = path.replaceAll("/", "-");
  await stage.run({ name, code: built.code, groups }, () => checkPlan(stage, plan));
  return undefined;
}

const judgeExample = (folder: string, path: string): Promise<Verdict> =>
  useJudgedCloud({ allowCode: true }, undefined, async (cloud) => {
    const problem = await runExample(await createStage(cloud), folder, path);
    return problem === undefined ? PASSED : createOmission(problem);
  });

/**
 * Builds and runs the applications that AWS publishes as examples of managed Flink. A registry may lack one of Flink's
 * connectors: then Maven takes it from the local repository, where a build of the connector's own sources has put it.
 */
export const flinkExamples: Judge = {
  name: "flink-examples",
  title:
    "whether the applications that AWS publishes as examples run on managed Flink unchanged, and write what their code says",
  source:
    "aws-samples/amazon-managed-service-for-apache-flink-examples (MIT-0), built as each example says, with connectors built from their tagged sources where the registry lacked them",
  alone: "MiniStack 1.5.33 runs Flink in Docker only, and moto 5.2.5 starts no application",
  run({ folder, seconds }) {
    const deadline = performance.now() + seconds * 1_000;
    return judgeEach(
      listExamples(folder),
      (name) => name,
      (name) => {
        const reason = findReason(name) ?? (performance.now() < deadline ? undefined : NOT_REACHED);
        return reason === undefined ? judgeExample(folder, name) : createOmission(reason);
      },
    );
  },
};
