import type { SeedItem } from "../../scripts/course/testing/seed-map";

const check = (name: string): string => `02-fuel-network.${name}`;
const handler = (name: string): `file:${string}` => `file:course/02-fuel-network/scripts/src/fuel/${name}.ts`;
const python = (name: string): `file:${string}` => `file:course/02-fuel-network/python/${name}.py`;
const GAS_STATION = [handler("gas-station-app"), python("gas_station_app")] as const;
const FUEL_PLANNING = [handler("fuel-planning-app"), python("fuel_planning_app")] as const;
const FUEL_TRUCK = [handler("fuel-truck-app"), python("fuel_truck_app")] as const;
const GIVEN = "file:course/02-fuel-network/given/names.ts";
const ACCOUNT = "The seed's bucket carries the number of its own account; this one that of the learner's.";

const introduction: readonly SeedItem[] = [
  { step: "000 intro", kind: "step", seed: "a network of gas stations ships fuel as tanks get close to being empty", where: ["cell:welcome"] },
  { step: "001 intro", kind: "step", seed: "data is asked by hand every morning; now automatically, and a queue of requests", where: ["cell:welcome", "cell:trucks-on-aws"] },
  { step: "001 intro", kind: "step", seed: "a picture of the architecture", where: ["cell:welcome"], text: "```mermaid", differs: "And one that is drawn from the account's state, cell given." },
];

const firehose: readonly SeedItem[] = [
  { step: "000 1.1", kind: "exercise", seed: "create the delivery stream", where: ["cell:create-firehose"], check: check("create-firehose") },
  { step: "000 1.1.1", kind: "setting", seed: "source Direct PUT", where: ["cell:create-firehose"], text: '"DirectPut"', check: check("create-firehose") },
  { step: "000 1.1.2", kind: "setting", seed: "destination Amazon S3", where: ["cell:create-firehose"], text: "ExtendedS3DestinationConfiguration", check: check("create-firehose") },
  { step: "000 1.1.3", kind: "name", seed: "SI-Firehose", where: ["cell:create-firehose", "cell:minute"], text: "SI-Firehose", check: check("create-firehose") },
  { step: "000 1.1.4", kind: "exercise", seed: "record format conversion to Apache Parquet", where: ["cell:conversion"], text: "ParquetSerDe", check: check("conversion") },
  { step: "000 1.1.4.2", kind: "setting", seed: "Glue region US East (N. Virginia)", where: ["cell:names"], text: "us-east-1" },
  {
    step: "000 1.1.4.3", kind: "name", seed: "Conversion", where: ["cell:conversion", GIVEN], text: "conversion", check: check("conversion"),
    differs: "In small letters, as in seed 001: Glue makes small letters of every name.",
  },
  { step: "000 1.1.4.4", kind: "name", seed: "conversion_table", where: ["cell:conversion", "cell:table", GIVEN], text: "conversion_table", check: check("conversion") },
  { step: "000 1.1.5.1", kind: "name", seed: "consumption-bucket-332349894090-918", where: ["cell:names"], text: "consumption-bucket-${ACCOUNT}-918", differs: ACCOUNT },
  { step: "000 1.1.5.2", kind: "setting", seed: "dynamic partitioning enabled", where: ["cell:create-firehose"], text: "DynamicPartitioningConfiguration: { Enabled: true", check: check("create-firehose") },
  { step: "000 1.1.5.3", kind: "setting", seed: "new line delimiter enabled", where: ["cell:drafts"], text: "AppendDelimiterToRecord", check: check("create-firehose") },
  { step: "000 1.1.5.4", kind: "setting", seed: "inline parsing for JSON enabled", where: ["cell:drafts"], text: "MetadataExtraction", check: check("create-firehose") },
  { step: "000 1.1.5.5", kind: "exercise", seed: "five partition keys with their jq expressions", where: ["cell:partition-keys"], check: check("partition-keys") },
  ...['.station_id', '.event_timestamp| strftime("%Y")', '.event_timestamp| strftime("%m")', '.event_timestamp| strftime("%d")', '.event_timestamp| strftime("%H")'].map(
    (jq, at): SeedItem => ({ step: `000 1.1.5.5.${at + 1}`, kind: "setting", seed: jq, where: ["cell:partition-keys"], text: jq, check: check("partition-keys") })),
  {
    step: "000 1.1.5.6", kind: "exercise", seed: "prefix station-data/station_id=, apply the keys", where: ["cell:folder"], text: "station-data/", check: check("folder"),
    differs: "Each folder has the name of its key, year= and so on, not that of the station alone: that is what other programs understand.",
  },
  { step: "000 1.1.5.7", kind: "exercise", seed: "error output prefix error", where: ["cell:error-prefix"], text: '"error"', check: check("error-prefix") },
  { step: "000 1.1.5.8", kind: "setting", seed: "retry duration 60", where: ["cell:create-firehose"], text: "DurationInSeconds: 60", check: check("create-firehose") },
  {
    step: "000 1.1.5.9", kind: "exercise", seed: "buffer interval 60", where: ["cell:buffering"], text: "IntervalInSeconds: 60", check: check("buffering"),
    differs: "The size, which the seed leaves to the console, is AWS's least with partitions: the learner finds it.",
  },
  {
    step: "000 1.1.6.1", kind: "name", seed: "LabStack-*-KinesisFirehoseRole*", where: ["cell:names", GIVEN], text: "LabStack-FuelNetwork-KinesisFirehoseRole",
    differs: "One name in the place of the pattern.",
  },
  { step: "001 1", kind: "step", seed: "why Parquet", where: ["cell:part-1", "cell:formats-question-answer"] },
  {
    step: "001 2", kind: "exercise", seed: "the same expression, strftime(\"%Y\"), for every other key", where: ["cell:slip-create", "cell:year-slip"], check: check("year-slip"),
    differs: "A slip of the seed; here somebody else makes it, and the learner finds and repairs it.",
  },
  { step: "001 2", kind: "setting", seed: "a sixth key, minute", where: ["cell:minute"], text: "minute", check: check("minute"), differs: "As in seed 000, it comes later, by an update." },
  { step: "001 3", kind: "step", seed: "use the role that is there", where: ["cell:create-firehose", "cell:create-firehose-stuck"] },
];

const functions: readonly SeedItem[] = [
  { step: "000 2.1", kind: "name", seed: "GasStationApp", where: ["cell:deploy-gas-station"], text: '"GasStationApp"', check: check("deploy-gas-station") },
  { step: "000 2.1.1.1", kind: "exercise", seed: "environment variable delivery_stream is SI-Firehose", where: ["cell:deploy-gas-station"], text: 'delivery_stream: "SI-Firehose"', check: check("deploy-gas-station") },
  { step: "000 2.1.2", kind: "step", seed: "test, with an event called test; review the log", where: ["cell:invoke-gas-station", "cell:invoke-gas-station-note"], text: "testFunction" },
  { step: "001 4", kind: "exercise", seed: "ten stations, levels as text, 100 to 999, the last tank of the first one below 200, seconds since 1970", where: GAS_STATION, check: check("reading") },
  { step: "001 4", kind: "exercise", seed: "put each record into the delivery stream", where: GAS_STATION, check: check("put-record") },
  ...["station_id", "fuel_tank1_level", "event_timestamp"].map((member): SeedItem => ({ step: "001 4", kind: "name", seed: member, where: ["cell:story", "file:data/station_reading.json"], text: member })),
  { step: "001 4", kind: "name", seed: "delivery_stream", where: GAS_STATION, text: "delivery_stream" },
  {
    step: "001 4", kind: "step", seed: "the time is taken when the code is loaded", where: ["cell:things-to-try", python("gas_station_app")],
    differs: "The seed's function keeps its first time as long as Lambda keeps it. Here each reading has its own; the slip is a thing to try.",
  },
  {
    step: "000 3.1.1", kind: "exercise", seed: "review the folder station-data/ and its subfolders", where: ["cell:tree", "cell:wait-for-delivery"], text: "station-data/", check: check("wait-for-delivery"),
    differs: "Not before the records are delivered: waiting for that is an exercise. An eleventh station, with full tanks, is what is waited for.",
  },
  { step: "001 5", kind: "step", seed: "verify the data in S3", where: ["cell:tree", "cell:parquet", "cell:levels"] },
  { step: "000 4.1", kind: "name", seed: "FuelPlanningApp", where: ["cell:deploy-fuel-planning"], text: '"FuelPlanningApp"', check: check("deploy-fuel-planning") },
  ...["glue_database", "glue_table", "output_bucket", "queue_url"].map(
    (name): SeedItem => ({ step: "001 5", kind: "name", seed: name, where: [...FUEL_PLANNING, "cell:deploy-fuel-planning"], text: name, check: check("deploy-fuel-planning") })),
  { step: "001 5", kind: "exercise", seed: "a query for readings of which one tank of five is low", where: FUEL_PLANNING, text: "OR", check: check("low-fuel-query") },
  {
    step: "001 5", kind: "exercise", seed: "levels compared as text with '200'", where: ["cell:compare-question-run", handler("fuel-planning-app")], text: "< '200'", check: check("compare-levels"),
    differs: "The learner begins with the seed's comparison, sees it fail for 99 and 1000, and repairs it.",
  },
  {
    step: "001 5", kind: "exercise", seed: "sleep for 3 seconds, then fetch the results", where: [handler("fuel-planning-app")], text: "await sleep(3000);", check: check("wait-for-state"),
    differs: "The learner begins with it, and replaces it by waiting for the query's state.",
  },
  { step: "001 5", kind: "step", seed: "skip the row with the names of the columns", where: [handler("fuel-planning-app"), python("fuel_planning_app")], text: "header" },
  { step: "001 5", kind: "message", seed: "Gas station 9 is low on fuel. Alerting fuel trucks.", where: FUEL_PLANNING, text: "is low on fuel. Alerting fuel trucks.", check: check("queue-station") },
  { step: "001 5", kind: "exercise", seed: "send the station's number to the queue, print the message's id", where: [handler("fuel-planning-app")], text: "console.log(MessageId)", check: check("queue-station") },
  {
    step: "000 4.1", kind: "step", seed: "run the test: seven stations, an id a message, the REPORT line", where: ["cell:invoke-fuel-planning", "file:course/02-fuel-network/functions.test.ts"],
    differs: "With seed 857, the same seven stations are low as in the document.",
  },
];

const trucks: readonly SeedItem[] = [
  { step: "000 5.1", kind: "step", seed: "review Fuel_Planning_Queue: messages available, 7", where: ["cell:messages-waiting"], text: "Fuel_Planning_Queue" },
  { step: "000 5.1", kind: "name", seed: "Fuel_Planning_Queue", where: [GIVEN, "cell:names"], text: "Fuel_Planning_Queue" },
  { step: "000 6.1", kind: "name", seed: "FuelTruckApp", where: ["cell:deploy-fuel-truck"], text: '"FuelTruckApp"' },
  { step: "001 6", kind: "exercise", seed: "receive up to 10 messages, wait up to 5 seconds", where: [handler("fuel-truck-app")], text: "MaxNumberOfMessages: 10, WaitTimeSeconds: 5", check: check("receive") },
  { step: "001 6", kind: "message", seed: "Fuel truck has been dispatched to gas station 10.", where: FUEL_TRUCK, text: "Fuel truck has been dispatched to gas station" },
  {
    step: "001 6", kind: "exercise", seed: "delete each message by its receipt handle", where: FUEL_TRUCK, text: "ReceiptHandle", check: check("delete-message"),
    differs: "What happens without it is tried first, with a message of its own.",
  },
  { step: "001 6", kind: "message", seed: "No messages found in queue. Messages processed: 0", where: FUEL_TRUCK, text: "No messages found in queue. Messages processed: 0", check: check("truck-message") },
  { step: "001 6", kind: "message", seed: "Messages processed: 1", where: FUEL_TRUCK, text: "Messages processed: ", check: check("truck-message") },
  { step: "000 6.1", kind: "step", seed: "a test answers Messages processed: 1 although seven wait", where: ["cell:short-question-run", "cell:short-question-answer"] },
  { step: "001 7", kind: "step", seed: "invoke it again, until no message is left", where: ["cell:empty-queue"], text: "No messages found" },
  { step: "000 7.1", kind: "step", seed: "review the queue: messages available, 0", where: ["cell:queue-empty"], text: "countMessages" },
];

const doItYourself: readonly SeedItem[] = [
  { step: "000 DIY", kind: "exercise", seed: "add the key minute, and apply it to the prefix", where: ["cell:minute"], text: '.event_timestamp| strftime("%M")', check: check("minute") },
];

/** What the lab adds, which the seeds do not have but their slips ask for. */
const added: readonly SeedItem[] = [
  { step: "added", kind: "exercise", seed: "an error prefix with expressions needs the kind of failure", where: ["cell:error-type"], check: check("error-type") },
  { step: "added", kind: "exercise", seed: "a key that is null", where: ["cell:null-key"], check: check("null-key") },
  { step: "added", kind: "exercise", seed: "station_id is in the file and in the folder: one table over all, a second with a key of its own name", where: ["cell:partitioned-table"], check: check("partitioned-table") },
];

/** Everything in the two seeds that a learner meets, in their order, and what the lab adds. */
export const seedMap: readonly SeedItem[] = [...introduction, ...firehose, ...functions, ...trucks, ...doItYourself, ...added];
