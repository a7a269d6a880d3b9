import type { Plan, Question } from "../../grader/index";
import { between, seededRandom } from "../../src/generators/random";
import { applyGivens } from "./given/index";
import { lookAtCollection } from "./grading/collection";
import { addInitialsFunction } from "./grading/initials";
import { addNewlineFunction } from "./grading/newline";
import { putPeople } from "./grading/producer";
import { subsetQuery } from "./grading/query";
import { createShardCases, repeatedStream } from "./grading/shards";
import { setupDataProducer } from "./grading/template";
import { listLab03Resources } from "./created-resources";

export const gradingPlan: Plan = {
  packages: ["firehose", "kinesis", "kinesis-analytics-v2", "lambda", "s3", "sts"].map(
    (service) => `@aws-sdk/client-${service}`,
  ),
  async prepare(stage) {
    await applyGivens({ connection: stage.connection, isEmpty: true });
    await stage.advance(10);
  },
  chosenNames: [{ exercise: "03-data-collection.student-name", constant: "STUDENT" }],
  createQuestions: (seed) => [
    ...createShardCases(seed).map(({ id, args }) => ({ id, name: "shardsNeeded", args: [...args] })),
    { id: "calls", name: "shardsNeeded", calls: true },
    repeatedStream,
    ...createRefusedQuestions(seed),
    ...["STUDENT", "PARAMETERS", "CAPABILITIES", "PER_MINUTE", "COLUMNS", "FLINK_QUERY", "FLINK_SESSIONS"].map(
      (name) => ({
        id: name,
        name,
      }),
    ),
    { id: "quiz", name: "ANSWERS" },
  ],
  collectAfterCells: lookAtCollection,
  listCreatedResources: listLab03Resources,
  scripts: [addInitialsFunction, addNewlineFunction, putPeople, setupDataProducer, subsetQuery],
};

/** As many records as PutRecords takes: an answer that looks at the first 10, 50 or 100 alone is found out. */
const MOST_RECORDS = 500;

/**
 * Questions with answers of PutRecords, in which some of the records, none, or all are refused. In the last two, two refused records have the
 * same key, and the last one has as many records as a call takes.
 */
function createRefusedQuestions(seed: number): Question[] {
  const random = seededRandom((seed ^ 0x4ef) >>> 0);
  const createRecords = (count: number, keys = count) =>
    Array.from({ length: count }, (_, n) => ({
      PartitionKey: `k${n % keys}`,
      Data: `record ${between(random, 100, 999)}`,
    }));
  const codes = ["ProvisionedThroughputExceededException", "InternalFailure"];
  const ask = (sent: ReturnType<typeof createRecords>, refused: readonly number[], n: number): Question => ({
    id: `refused-${n}`,
    name: "refusedOf",
    args: [
      sent,
      sent.map((_record, at) =>
        refused.includes(at)
          ? { ErrorCode: codes[refused.length < sent.length ? at % 2 : 0], ErrorMessage: "Slow down." }
          : { SequenceNumber: String(between(random, 1000, 9999)), ShardId: "shardId-000000000000" },
      ),
    ],
  });
  const few = createRecords(6);
  const which = [[1, 2, 4], [], [0, 1, 2, 3, 4, 5], [5], [0]];
  return [
    ...which.map((refused, n) => ask(few, refused, n)),
    ask(createRecords(40, 7), [3, 17, 39], which.length),
    ask(createRecords(MOST_RECORDS, 7), [60, 151, MOST_RECORDS - 1], which.length + 1),
  ];
}
