import type { DeliveryStreamDescription } from "@aws-sdk/client-firehose";
import type { Evidence, CreatedResources, CreatedResource } from "../../grader/index";
import { toDescribedSettings } from "../../src/aws/firehose-settings";
import { getCollection } from "./grading/collection";

const LAB = "03-data-collection";

/** The resources that the lab's exercises made in a run; the learner's own cloud is compared with them. */
export function listLab03Resources(run: Evidence): CreatedResources {
  const { delivery, converted, timeout } = getCollection(run);
  const stream = run.cloud.findStream("people-stream");
  const resources: (CreatedResource | undefined)[] = [
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
    describeFirehose("parquet", converted),
  ];
  // No names, since the lab gives those of all its resources.
  return { resources: resources.filter((resource) => resource !== undefined), names: [] };
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
