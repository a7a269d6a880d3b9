import type { Evidence, CreatedResources, CreatedResource } from "../../grader/index";
import { toDescribedSettings } from "../../src/aws/firehose-settings";
import { getDelivery, OUTPUT } from "./grading/delivery";
import { getConverted } from "./grading/formats";

const LAB = "04-windowed-delivery";
/** The exercise whose cell deploys the stack with all its resources. */
const DEPLOYS = `${LAB}.delivery-stream`;

/** The settings of the Firehose, by the exercise that decides them. */
const DECIDED: Readonly<Record<string, readonly string[]>> = {
  processors: ["processors", "partition keys"],
  prefixes: ["prefix", "error prefix"],
};

/** The settings that an update to Parquet changes. */
const UPDATED = ["prefix", "processors", "partition keys", "buffer size in MB", "buffer interval in seconds"];

/** The resources that the lab's exercises made in a run; the learner's own cloud is compared with them. */
export function listLab04Resources(run: Evidence): CreatedResources {
  const stream = run.cloud.streams.find(({ name }) => name.endsWith(OUTPUT));
  const settings = { shards: [String(stream?.openShards)] };
  const resources = stream
    ? [describeInTemplate("output-stream", { kind: "data stream", name: stream.name, settings })]
    : [];
  // No names, since those of all resources begin with the learner's own name.
  return { resources: [...resources, ...listFirehoses(run)], names: [] };
}

function listFirehoses(run: Evidence): CreatedResource[] {
  const { firehose } = getDelivery(run);
  if (firehose === undefined) return [];
  const all = Object.entries(toDescribedSettings(firehose));
  // Part 10 updates the Firehose as it does that of the check. Both values are right, since a learner may not have done it yet.
  const converted = Object.entries(toDescribedSettings(getConverted(run).firehose ?? {}));
  const updated = Object.fromEntries(converted.filter(([name]) => UPDATED.includes(name)));
  const main = { kind: "Firehose" as const, name: firehose.DeliveryStreamName ?? "" };
  const selectSettings = (isMeant: (name: string) => boolean) =>
    Object.fromEntries(
      all.flatMap(([name, value]) =>
        isMeant(name) ? [[name, [...new Set([value, updated[name] ?? value])]] as const] : [],
      ),
    );
  const decided = Object.values(DECIDED).flat();
  return [
    ...Object.entries(DECIDED).map(([exercise, names]) =>
      describeInTemplate(exercise, { ...main, settings: selectSettings((name) => names.includes(name)) }),
    ),
    { ...main, exercise: DEPLOYS, settings: selectSettings((name) => !decided.includes(name)), cell: "changes" },
  ];
}

/** A resource that an exercise describes in the template, and another one deploys. */
const describeInTemplate = (
  exercise: string,
  item: Pick<CreatedResource, "kind" | "name" | "settings">,
): CreatedResource => ({
  ...item,
  exercise: `${LAB}.${exercise}`,
  cell: "changes",
  byAnother: true,
  madeIn: DEPLOYS,
});
