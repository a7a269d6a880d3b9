import {
  Glue,
  type GetPartitionsRequest,
  type PartitionInput,
  type Table,
  type TableInput,
} from "@aws-sdk/client-glue";
import type { TestCloud } from "../../../testing/use-cloud";

/** Where the tests' tables are. */
export const DATABASE = "fuel";
export const TABLE = "prices";
export const IN_TABLE = { DatabaseName: DATABASE, TableName: TABLE };

/** The common steps of the tests with the catalog. */
interface TestCatalog {
  readonly client: Glue;
  makeDatabase(name?: string): Promise<void>;
  /** Makes a table, and its database if that is missing. */
  makeTable(table?: Partial<TableInput>): Promise<void>;
  readTable(name?: string): Promise<Table>;
  /** Adds partitions, by the text of their values: `2024/01` has two. */
  addPartitions(...values: readonly string[]): Promise<void>;
  /** The values of all partitions that a request finds, page after page. */
  listValues(request?: Partial<GetPartitionsRequest>): Promise<readonly string[]>;
}

/** Partition keys from `name type` texts. */
export const createKeys = (...texts: readonly string[]): NonNullable<TableInput["PartitionKeys"]> =>
  texts.map((text) => ({ Name: text.split(" ")[0], Type: text.split(" ")[1] }));

export const partition = (text: string): PartitionInput => ({
  Values: text.split("/"),
  StorageDescriptor: { Location: `s3://fuel/${text}/`, Columns: [{ Name: "price", Type: "double" }] },
});

export function createCatalog(cloud: TestCloud): TestCatalog {
  const createClient = (): Glue => cloud.createClient(Glue);
  const makeDatabase = async (name = DATABASE): Promise<void> =>
    void (await createClient().createDatabase({ DatabaseInput: { Name: name } }));
  return {
    get client() {
      return createClient();
    },
    makeDatabase,
    async makeTable(table) {
      await makeDatabase().catch((error: unknown) => {
        if (!(error instanceof Error) || error.name !== "AlreadyExistsException") throw error;
      });
      await createClient().createTable({ DatabaseName: DATABASE, TableInput: { Name: TABLE, ...table } });
    },
    async readTable(name = TABLE) {
      const { Table: table } = await createClient().getTable({ DatabaseName: DATABASE, Name: name });
      if (table === undefined) throw new Error("GetTable answered no table");
      return table;
    },
    async addPartitions(...values) {
      for (let index = 0; index < values.length; index += 100) {
        const { Errors: errors } = await createClient().batchCreatePartition({
          ...IN_TABLE,
          PartitionInputList: values.slice(index, index + 100).map(partition),
        });
        if (errors?.length !== 0) throw new Error(JSON.stringify(errors));
      }
    },
    async listValues(request) {
      const found: string[] = [];
      let token: string | undefined;
      do {
        const page = await createClient().getPartitions({ ...IN_TABLE, ...request, NextToken: token });
        for (const { Values: values } of page.Partitions ?? []) found.push((values ?? []).join("/"));
        token = page.NextToken;
      } while (token !== undefined);
      return found;
    },
  };
}
