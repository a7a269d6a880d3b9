import { readPages, createTokenInput } from "../paging";

/** A column of the catalog. */
interface Column {
  readonly Name: string;
  readonly Type?: string;
  readonly Comment?: string;
}

/** The location and format of a table's or a partition's data. */
export interface StorageDescriptor {
  readonly Columns?: readonly Column[];
  readonly Location?: string;
  readonly InputFormat?: string;
  readonly OutputFormat?: string;
  readonly SerdeInfo?: {
    readonly SerializationLibrary?: string;
    readonly Parameters?: Readonly<Record<string, string>>;
  };
}

/** The members of a table in the catalog that the console shows. */
export interface CatalogTable {
  readonly Name: string;
  readonly Description?: string;
  readonly TableType?: string;
  readonly StorageDescriptor?: StorageDescriptor;
  readonly PartitionKeys?: readonly Column[];
  readonly Parameters?: Readonly<Record<string, string>>;
  readonly VersionId?: string;
  /** Seconds since the epoch. */
  readonly CreateTime?: number;
  readonly UpdateTime?: number;
  readonly ViewOriginalText?: string;
}

interface CatalogDatabase {
  readonly Name: string;
  readonly Description?: string;
  readonly LocationUri?: string;
}

/** All databases. @throws AwsError */
export async function listDatabases(): Promise<readonly CatalogDatabase[]> {
  const all = await readPages<{ DatabaseList: CatalogDatabase[]; NextToken?: string }>(
    "glue",
    "GetDatabases",
    createTokenInput({}),
  );
  return all.flatMap(({ DatabaseList }) => DatabaseList);
}

/** All tables of a database. @throws AwsError */
export async function listTables(DatabaseName: string): Promise<readonly CatalogTable[]> {
  const all = await readPages<{ TableList: CatalogTable[]; NextToken?: string }>(
    "glue",
    "GetTables",
    createTokenInput({ DatabaseName }),
  );
  return all.flatMap(({ TableList }) => TableList);
}
