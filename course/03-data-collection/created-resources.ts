import type { DeliveryStreamDescription } from "@aws-sdk/client-firehose";
import type { Evidence, CreatedResources, CreatedResource } from "../../grader/index";
import type { ApplicationDetail } from "@aws-sdk/client-kinesis-analytics-v2";
import { toApplicationSettings } from "../../src/aws/application-settings";
import { toDescribedSettings } from "../../src/aws/firehose-settings";
import { getCollection } from "./grading/collection";

const LAB = "03-data-collection";

/** The resources that the lab's exercises made in a run; the learner's own cloud is compared with them. */
export function listLab03Resources(run: Evidence): CreatedResources {
  const { application, delivery, converted, timeout } = getCollection(run);
  const stream = run.cloud.findStream("people-stream");
  const bucket = run.cloud.buckets.find(({ name }) => name === `people-user-data-${run.cloud.account}`);
  const resources: (CreatedResource | undefined)[] = [
    ...describeApplication(application),
    stream && {
      exercise: `${LAB}.create-stream`,
      kind: "data stream",
      name: stream.name,
      settings: { shards: [String(stream.openShards)] },
      cell: "creates",
    },
    timeout === undefined
      ? undefined
      : {
          exercise: `${LAB}.deploy-add-newline`,
          kind: "Lambda function",
          name: "add-newline-function",
          settings: { "timeout in seconds": [String(timeout)] },
          cell: "changes",
        },
    describeFirehose("delivery-stream", delivery),
    bucket && {
      exercise: `${LAB}.delivery-stream`,
      kind: "S3 bucket",
      name: bucket.name,
      settings: {},
      cell: "creates",
    },
    describeFirehose("parquet", converted),
  ];
  // No names, since the lab gives those of all its resources.
  return { resources: resources.filter((resource) => resource !== undefined), names: [] };
}

/** Missing on AWS, which creates no SQL application anymore: so it isn't reported if there is none. */
function describeApplication(detail: ApplicationDetail | undefined): CreatedResource[] {
  if (detail === undefined) return [];
  const settings = Object.entries(toApplicationSettings(detail));
  const createResource = (exercise: string, pattern: RegExp, cell: CreatedResource["cell"]): CreatedResource => ({
    exercise: `${LAB}.${exercise}`,
    kind: "analytics application",
    name: detail.ApplicationName ?? "",
    settings: Object.fromEntries(settings.flatMap(([name, value]) => (pattern.test(name) ? [[name, [value]]] : []))),
    cell,
    byAnother: true,
    madeIn: `${LAB}.application`,
  });
  return [
    createResource("application", /^(runtime|source stream|stream's prefix)$/, "creates"),
    createResource("input-columns", /^column /, "creates"),
    createResource("destination", /^destination of /, "adds"),
  ];
}

function describeFirehose(
  exercise: string,
  description: DeliveryStreamDescription | undefined,
): CreatedResource | undefined {
  if (description === undefined) return undefined;
  const settings = Object.entries(toDescribedSettings(description)).map(([name, value]) => [name, [value]]);
  return {
    exercise: `${LAB}.${exercise}`,
    kind: "Firehose",
    name: description.DeliveryStreamName ?? "",
    settings: Object.fromEntries(settings),
    cell: "creates",
  };
}
