import type { Evidence, CreatedResources, CreatedResource } from "../../grader/index";
import { toDescribedSettings } from "../../src/aws/firehose-settings";
import { getDelivery, OUTPUT } from "./grading/delivery";
import { getConverted } from "./grading/formats";

const LAB = "04-windowed-delivery";
/** The exercise whose cell deploys the stack with all its resources. */
const DEPLOYS = `${LAB}.delivery-stream`;

/** The settings of the Firehose, by the exercise that decides them. */
const DECIDED: Readonly<Record<string, readonly string[]>> = {
  processors: ["processors", "partition keys", "record delimiter"],
  prefixes: ["prefix", "error prefix"],
};

/** The settings that differ between a Firehose that delivers JSON and the same one after part 10, which delivers Parquet. */
const CONVERTED = [
  ...["prefix", "processors", "partition keys", "record delimiter"],
  ...["buffer size in MB", "buffer interval in seconds"],
];

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
  const main = { kind: "Firehose" as const, name: firehose.DeliveryStreamName ?? "" };
  const settings = Object.entries(toDescribedSettings(firehose));
  const selectSettings = (isMeant: (name: string) => boolean) =>
    Object.fromEntries(settings.flatMap(([name, value]) => (isMeant(name) ? [[name, [value]]] : [])));
  const decided = Object.values(DECIDED).flat();
  const deployed: CreatedResource[] = [
    ...Object.entries(DECIDED).map(([exercise, names]) =>
      describeInTemplate(exercise, { ...main, settings: selectSettings((name) => names.includes(name)) }),
    ),
    { ...main, exercise: DEPLOYS, settings: selectSettings((name) => !decided.includes(name)), cell: "changes" },
  ];
  return [...deployed.flatMap(splitByFormat), ...listConverted(main, run)];
}

/** A Firehose with the settings that part 10 leaves as they are, and one with those that it changes. */
const splitByFormat = (resource: CreatedResource): readonly CreatedResource[] => {
  const select = (isChanged: boolean) =>
    Object.fromEntries(Object.entries(resource.settings).filter(([name]) => CONVERTED.includes(name) === isChanged));
  return [
    { ...resource, settings: select(false) },
    { ...resource, settings: select(true), converts: false },
  ].filter(({ settings }) => Object.keys(settings).length > 0);
};

/** The Firehose after part 10, which updates the learner's own as it does that of the check. */
function listConverted(main: Pick<CreatedResource, "kind" | "name">, run: Evidence): CreatedResource[] {
  const converted = toDescribedSettings(getConverted(run).firehose ?? {});
  if (converted["output format"] === undefined) return [];
  const changed = Object.entries(converted).filter(([name]) => CONVERTED.includes(name));
  const settings = Object.fromEntries(changed.map(([name, value]) => [name, [value]]));
  return [{ ...main, exercise: `${LAB}.to-parquet`, settings, converts: true, cell: "changes", byAnother: true }];
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
