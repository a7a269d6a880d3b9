import { useLoaded } from "../loaded";
import { to, type Route } from "../route";
import { S3Link } from "../s3/s3-link";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { listDatabases, listTables } from "./catalog";
import { getFormat } from "./format";
import { TablePage } from "./table-page";
import { isProjected } from "./partitions";

/** The Data Catalog: its databases, the tables of one, or one table: `#/glue/<database>/<table>`. */
export const GluePage = ({ route: [database, table] }: { route: Route }) =>
  database === undefined ? (
    <Databases />
  ) : table === undefined ? (
    <Tables database={database} />
  ) : (
    <TablePage database={database} name={table} />
  );

/** The services whose changes reload the page: Athena's statements change the catalog, too. */
const ABOUT = ["glue", "athena"];

function Databases() {
  const { value = [], error } = useLoaded(listDatabases, "databases", ABOUT);
  return (
    <>
      <h1>Glue Data Catalog</h1>
      <p>
        A table here says where in S3 data lies, in which format, and which columns it has. Athena and Firehose read it.
      </p>
      <Notice error={error} />
      <Table
        caption="Databases"
        columns={["Database", "Description", "Location"]}
        none="There is no database yet."
        rows={value.map(({ Name, Description, LocationUri }) => [
          <a href={to("glue", Name)}>{Name}</a>,
          Description,
          <S3Link uri={LocationUri} />,
        ])}
      />
    </>
  );
}

function Tables({ database }: { database: string }) {
  const { value = [], error } = useLoaded(() => listTables(database), database, ABOUT);
  return (
    <>
      <p>
        <a href={to("glue")}>All databases</a>
      </p>
      <h1>{database}</h1>
      <Notice error={error} />
      <Table
        caption="Tables"
        columns={["Table", "Format", "Columns", "Partitions by", "Location"]}
        none="There is no table in this database yet."
        rows={value.map((table) => [
          <a href={to("glue", database, table.Name)}>{table.Name}</a>,
          getFormat(table),
          table.StorageDescriptor?.Columns?.length ?? 0,
          `${(table.PartitionKeys ?? []).map(({ Name }) => Name).join(", ")}${isProjected(table) ? " (projected)" : ""}`,
          <S3Link uri={table.StorageDescriptor?.Location} />,
        ])}
      />
    </>
  );
}
