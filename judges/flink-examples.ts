import { join } from "node:path";
import { build } from "./flink/build";
import {
  createOmission,
  indexReasons,
  judgeEach,
  NOT_REACHED,
  PASSED,
  toWrong,
  useJudgedCloud,
  type Judge,
  type Verdict,
} from "./judge";
import { checkPlan, PLANS } from "./flink/plans";
import { change, listExamples, listStreams, readGroups } from "./flink/properties";
import { createStage, type Stage } from "./flink/stage";

/** The examples that are not run, by their folder or the beginning of it. */
const LEFT_OUT = indexReasons({
  "reads or writes Kafka, which the lab cloud doesn't have": `
    java/AvroGlueSchemaRegistryKafka java/FetchSecrets java/KafkaConfigProviders java/KafkaConnectors
    python/DatastreamKafkaConnector python/KafkaConfigProviders`,
  "needs Flink 1.15 and Glue's schema registry, which the lab cloud doesn't have": "java/AvroGlueSchemaRegistryKinesis",
  "reads a stream of DynamoDB, which the lab cloud doesn't have": "java/DynamoDBStreamSource",
  "reads and writes a database outside AWS's APIs": "java/FlinkCDC java/JdbcSink",
  "needs Flink 2.2; the lab cloud runs 1.20, and rejects other versions by name": "java/GettingStarted",
  "keeps Iceberg's or Hudi's tables in the catalog of Glue or of S3 Tables":
    "java/Iceberg python/HudiSink python/IcebergSink",
  "writes to Prometheus, which the lab cloud doesn't have": "java/PrometheusSink",
  "its `pom.xml` names a source file as the main class, so its jar starts nowhere": "java/SQSSink",
  "has functions in Python, which the lab cloud rejects: each of Flink's tasks would need apache-beam, 600 MB":
    "python/PackagedPythonDependencies python/PythonDependencies python/UDF",
});

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
        return reason === undefined ? judgeExample(folder, name).catch(toWrong) : createOmission(reason);
      },
    );
  },
};
