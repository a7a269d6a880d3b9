import { pages, tokenOf } from "../paging";

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
export async function databases(): Promise<readonly CatalogDatabase[]> {
  const all = await pages<{ DatabaseList: CatalogDatabase[]; NextToken?: string }>("glue", "GetDatabases", tokenOf({}));
  return all.flatMap(({ DatabaseList }) => DatabaseList);
}

/** All tables of a database. @throws AwsError */
export async function tablesOf(DatabaseName: string): Promise<readonly CatalogTable[]> {
  const all = await pages<{ TableList: CatalogTable[]; NextToken?: string }>(
    "glue",
    "GetTables",
    tokenOf({ DatabaseName }),
  );
  return all.flatMap(({ TableList }) => TableList);
}
