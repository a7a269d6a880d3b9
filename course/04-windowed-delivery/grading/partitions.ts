import {
  CreatePartitionCommand,
  CreateTableCommand,
  GetPartitionsCommand,
  GlueClient,
  type StorageDescriptor,
} from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { ignoreRefusal, type Evidence, type Question, type Stage } from "../../../grader/index";
import { pick, seededRandom } from "../../../src/generators/random";
import { useClient } from "../../givens/given-resources";
import { DATABASE } from "../given/names";
import { formatPartition } from "./delivery";

const TABLE = "partitions_of_the_check";
const BUCKET = "partitions-of-the-check";
/** A service without objects in a folder of its name: its windows were moved. */
export const MOVED = { value: "search-service", location: `s3://${BUCKET}/archive/search-service/` };

/** Folders of the check that aren't of a service. In two of them are folders with names that end like those of services. */
const OTHER_FOLDERS = ["errors/processing-failed/cart-service", "archive/search-service", "clock", "service-notes"];

/** Whether a partition's value is the name of a service that is in no key of the check's objects: it can't come from there. */
export const isServiceOfNoKey = (value: string): boolean =>
  value.endsWith("-service") && !OTHER_FOLDERS.some((folder) => folder.split("/").includes(value));

interface Partition {
  readonly value: string;
  readonly location: string;
}

export const createLocation = (service: string): string => `s3://${BUCKET}/${service}/`;

/** The services that have been delivered in the check. */
export const listServices = (seed: number): readonly string[] => {
  const random = seededRandom((seed ^ 0xadd) >>> 0);
  const draw = (names: readonly [string, ...string[]]): string => `${pick(random, names)}-service`;
  // The first in the alphabet has its partition already: an error must not stop those after it.
  // The last one has a name of two words: a pattern that takes one word isn't enough.
  return ["account-service", draw(["mail", "cart", "stock"]), draw(["gift-card", "price-list", "home-delivery"])];
};

/** The table's partitions after the learner's function has run; empty if Glue refused to list them. */
export const getPartitions = ({ seen }: Evidence): readonly Partition[] => seen["partitions"] as readonly Partition[];

/** The partitions that the learner's statements on any table ask for, even if one of them failed. */
export function listRequestedPartitions({ journal }: Evidence): readonly Partition[] {
  const calls = journal.findCalls("athena", "StartQueryExecution");
  return calls.flatMap(({ input }) =>
    Array.from(
      String(Object(input).QueryString).matchAll(/\bPARTITION\s*\(\w+\s*=\s*'([^']*)'\)\s*LOCATION\s*'([^']*)'/gi),
      ([, value = "", location = ""]) => ({ value, location }),
    ),
  );
}

export const getPartitionSeed = ({ seen }: Evidence): number => Number(seen["seed"]);

export const ADD_PARTITIONS: Question = { id: "add-partitions", name: "addPartitions", args: [TABLE, BUCKET] };

const STORAGE = {
  Columns: [{ Name: "metricname", Type: "string" }],
  InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
  OutputFormat: "org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat",
  SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
};

/** Creates a table with two partitions, and a bucket with folders of services and others. */
export async function createPartitionedTable({ connection, s3, seed }: Stage): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const [known = "", ...others] = listServices(seed);
  // Many objects of one service, so that looking at some objects isn't enough.
  const keys = Array.from({ length: 12 }, (_, n) => `${known}/2034-01-${10 + n}`);
  for (const Key of [...keys, ...[...OTHER_FOLDERS, ...others].map((folder) => `${folder}/2034-01-01`)])
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: '{"metricName":"cpu"}\n' }));
  await createComponentTable(
    { connection },
    {
      name: TABLE,
      storage: STORAGE,
      location: `s3://${BUCKET}/`,
      partitions: [{ value: known, location: createLocation(known) }, MOVED],
    },
  );
}

/** Creates a table in the lab's database that is partitioned by the component, with some partitions. */
export const createComponentTable = (
  { connection }: Pick<Stage, "connection">,
  {
    name,
    storage,
    location: Location,
    partitions,
  }: {
    readonly name: string;
    readonly storage: StorageDescriptor;
    readonly location: string;
    readonly partitions: readonly Partition[];
  },
): Promise<void> =>
  useClient(new GlueClient(connection), async (glue) => {
    await glue.send(
      new CreateTableCommand({
        DatabaseName: DATABASE,
        TableInput: {
          Name: name,
          TableType: "EXTERNAL_TABLE",
          PartitionKeys: [{ Name: "componentname", Type: "string" }],
          StorageDescriptor: { ...storage, Location },
        },
      }),
    );
    for (const { value, location } of partitions)
      await glue.send(
        new CreatePartitionCommand({
          DatabaseName: DATABASE,
          TableName: name,
          PartitionInput: { Values: [value], StorageDescriptor: { ...storage, Location: location } },
        }),
      );
  });

export const lookAtPartitions = ({ connection }: Stage): Promise<{ readonly partitions: readonly Partition[] }> =>
  useClient(new GlueClient(connection), async (glue) => {
    const found = await ignoreRefusal(
      glue.send(new GetPartitionsCommand({ DatabaseName: DATABASE, TableName: TABLE })),
    );
    return { partitions: (found?.Partitions ?? []).map(formatPartition) };
  });
