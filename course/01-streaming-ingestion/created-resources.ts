import type { Evidence, FirehoseEvidence, CreatedResources, CreatedResource } from "../../grader/index";
import { PREFIX, SOURCE_STREAM } from "./given/names";

const LAB = "01-streaming-ingestion";
const CLI_PREFIX = `${SOURCE_STREAM}-`;

/** The resources that the lab's exercises made in a run; the learner's own cloud is compared with them. */
export function listLab01Resources({ cloud }: Evidence): CreatedResources {
  const streams = cloud.streams.filter(({ name }) => name.startsWith(PREFIX) && name !== SOURCE_STREAM);
  const buckets = cloud.buckets.filter(({ name }) => name.startsWith(PREFIX));
  const resources: CreatedResource[] = [
    ...streams.map(({ name, openShards }) => ({
      exercise: `${LAB}.${name.startsWith(CLI_PREFIX) ? "create-cli-stream" : "create-streams"}`,
      kind: "data stream" as const,
      name,
      settings: { shards: [String(openShards)] },
      cell: "creates" as const,
    })),
    ...buckets.map(({ name, region }) => ({
      exercise: `${LAB}.create-buckets`,
      kind: "S3 bucket" as const,
      name,
      settings: { region: [region] },
      cell: "creates" as const,
    })),
    ...cloud.firehoses.map((firehose) => ({
      exercise: `${LAB}.create-firehoses`,
      kind: "Firehose" as const,
      name: firehose.name,
      settings: getSettings(firehose),
      cell: "creates" as const,
    })),
  ];
  const findKnown = (kind: CreatedResource["kind"]) =>
    resources.filter((resource) => resource.kind === kind).map(({ name }) => name);
  const knownStreams = [...findKnown("data stream"), SOURCE_STREAM];
  return {
    resources,
    names: [
      { exercise: `${LAB}.create-cli-stream`, kind: "data stream", prefix: CLI_PREFIX, known: knownStreams },
      { exercise: `${LAB}.create-streams`, kind: "data stream", prefix: PREFIX, known: knownStreams },
      {
        exercise: `${LAB}.create-buckets`,
        kind: "S3 bucket",
        prefix: PREFIX,
        known: [...findKnown("S3 bucket"), `${PREFIX}${cloud.account}-solution`],
      },
      { exercise: `${LAB}.create-firehoses`, kind: "Firehose", prefix: PREFIX, known: findKnown("Firehose") },
    ],
  };
}

/** For each setting, by its name in `src/aws/firehose-settings.ts`, the member of the evidence that holds it. */
const CALLED: Readonly<Record<string, keyof FirehoseEvidence>> = {
  type: "type",
  "source stream": "stream",
  bucket: "bucket",
  role: "role",
  prefix: "prefix",
  "error prefix": "errorPrefix",
  "buffer size in MB": "bufferMiB",
  "buffer interval in seconds": "bufferSeconds",
  compression: "compression",
  "log group": "logGroup",
  "log stream": "logStream",
};

function getSettings(firehose: FirehoseEvidence): CreatedResource["settings"] {
  return Object.fromEntries(
    Object.entries(CALLED).flatMap(([setting, member]) => {
      const value = firehose[member];
      return value === undefined ? [] : [[setting, [String(value)]]];
    }),
  );
}
