import type { DeliveryStreamDescription } from "@aws-sdk/client-firehose";
import type { Evidence, MadeInRun, MadeThing } from "../../grader/index";
import { settingsDescribed } from "../../src/aws/firehose-settings";
import { collectionOf } from "./grading/collection";

const LAB = "03-data-collection";

/** The resources that the lab's exercises made in a run; the learner's own cloud is compared with them. */
export function madeInLab03(run: Evidence): MadeInRun {
  const { delivery, converted, timeout } = collectionOf(run);
  const stream = run.cloud.stream("people-stream");
  const things: (MadeThing | undefined)[] = [
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
    firehoseThing("delivery-stream", delivery),
    firehoseThing("parquet", converted),
  ];
  // No names, since the lab gives those of all its resources.
  return { things: things.filter((thing) => thing !== undefined), names: [] };
}

function firehoseThing(exercise: string, description: DeliveryStreamDescription | undefined): MadeThing | undefined {
  if (description === undefined) return undefined;
  const settings = Object.entries(settingsDescribed(description)).map(([name, value]) => [name, [value]]);
  return {
    exercise: `${LAB}.${exercise}`,
    kind: "Firehose",
    name: description.DeliveryStreamName ?? "",
    settings: Object.fromEntries(settings),
    cell: "creates",
  };
}
