import { callAws } from "../aws";
import { decodeText } from "../data-text";
import { formatTime } from "../formats";
import { useLoaded } from "../loaded";
import { to } from "../route";
import { S3Link } from "../s3/s3-link";
import { CopyText } from "../widgets/copy-text";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import type { CatalogTable } from "./catalog";
import { getFormat } from "./format";
import { PartitionList } from "./partition-list";
import { isProjected, listProjectedKeys } from "./partitions";

interface TablePageProps {
  readonly database: string;
  readonly name: string;
}

/** One table: the location of its data, its columns, its partitions. */
export function TablePage({ database, name }: TablePageProps) {
  const { value: table, error } = useLoaded(
    async () =>
      (await callAws<{ Table: CatalogTable }>("glue", "GetTable", { DatabaseName: database, Name: name })).Table,
    `${database}.${name}`,
    ["glue", "athena"],
  );
  return (
    <>
      <nav aria-label="Way up" class="path">
        <a href={to("glue")}>All databases</a> / <a href={to("glue", database)}>{database}</a>
      </nav>
      <h1>{name}</h1>
      <Notice error={error} />
      {table === undefined ? null : <Described database={database} table={table} />}
    </>
  );
}

function Described({ database, table }: { database: string; table: CatalogTable }) {
  const { StorageDescriptor: stored, PartitionKeys: keys = [], Parameters = {} } = table;
  return (
    <>
      <p>
        <a href={to("athena", database, table.Name)}>Query it with Athena</a>
      </p>
      <Description table={table} />
      <ViewText table={table} />
      <h2>Columns</h2>
      <Table
        caption="Columns"
        columns={["Column", "Type", "Comment", "Partition key"]}
        none="The table has no column."
        rows={[
          ...(stored?.Columns ?? []).map(({ Name, Type, Comment }) => [Name, Type, Comment, ""]),
          ...keys.map(({ Name, Type, Comment }) => [Name, Type, Comment, "yes"]),
        ]}
      />
      <Partitions database={database} table={table} />
      <h2>Properties</h2>
      <Table
        caption="Properties"
        columns={["Property", "Value"]}
        none="The table has no properties."
        rows={Object.entries({ ...Parameters, ...stored?.SerdeInfo?.Parameters }).sort(([a], [b]) => (a < b ? -1 : 1))}
      />
    </>
  );
}

/** A table's properties beside its columns. */
const Description = ({ table }: { table: CatalogTable }) => (
  <Facts
    facts={{
      Format: getFormat(table),
      Location: <S3Link uri={table.StorageDescriptor?.Location} />,
      SerDe: table.StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? "",
      Version: table.VersionId ?? "",
      Created: formatTime((table.CreateTime ?? NaN) * 1000),
      Changed: formatTime((table.UpdateTime ?? NaN) * 1000),
      ...(table.Description === undefined ? {} : { Description: table.Description }),
    }}
  />
);

/** A table's partitions: those in the catalog, or the rule of their projection. */
function Partitions({ database, table }: { database: string; table: CatalogTable }) {
  const keys = (table.PartitionKeys ?? []).map(({ Name }) => Name);
  if (keys.length === 0) return null;
  return (
    <>
      <h2>Partitions</h2>
      {isProjected(table) ? <Projection table={table} /> : null}
      <PartitionList database={database} table={table.Name} keys={keys} />
    </>
  );
}

function Projection({ table }: { table: CatalogTable }) {
  const template = table.Parameters?.["storage.location.template"];
  return (
    <>
      <p>
        Partition projection is on: Athena works the partitions out from these properties, and does not look at those
        that the catalog holds.
      </p>
      <Table
        caption="Projection"
        columns={["Key", "Type", "Values"]}
        none="No key has a projection."
        rows={listProjectedKeys(table).map(({ name, type, rest }) => [name, type || "not said: queries fail", rest])}
      />
      {template === undefined ? null : <p>{`Each partition lies at ${template}`}</p>}
    </>
  );
}

/** The query of a view that Athena created: its definition is base64 in a comment. */
function ViewText({ table: { ViewOriginalText } }: { table: CatalogTable }) {
  const [, encoded] = /^\/\* Presto View: ([A-Za-z0-9+/=]+) \*\/$/.exec(ViewOriginalText?.trim() ?? "") ?? [];
  if (encoded === undefined) return null;
  return <CopyText label="Query of the view" text={decodeSql(encoded)} />;
}

function decodeSql(encoded: string): string {
  const text = decodeText(encoded) ?? "";
  try {
    return String((JSON.parse(text) as { originalSql?: unknown }).originalSql);
  } catch {
    return text;
  }
}
