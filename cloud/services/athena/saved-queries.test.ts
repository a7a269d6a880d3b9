import { expect } from "chai";
import { catchFault, START, useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

const QUERY = { Name: "all", Database: "lab", QueryString: "SHOW TABLES" };
const STATEMENT = { StatementName: "by_day", WorkGroup: "primary" };

describe("Athena named queries and prepared statements", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());
  const create = async (input: object = {}) =>
    (await athena.client.createNamedQuery({ ...QUERY, ...input })).NamedQueryId ?? "";

  it("creates, changes and deletes named queries", async () => {
    const id = await create({ Description: "d" });
    const get = async () => (await athena.client.getNamedQuery({ NamedQueryId: id })).NamedQuery;
    expect(await get()).to.deep.equal({ ...QUERY, Description: "d", WorkGroup: "primary", NamedQueryId: id });
    await athena.client.updateNamedQuery({ NamedQueryId: id, Name: "views", QueryString: "SHOW VIEWS" });
    expect(await get()).to.deep.include({ Name: "views", QueryString: "SHOW VIEWS", Database: "lab" });
    const other = await create();
    const { NamedQueryIds: ids } = await athena.client.listNamedQueries({});
    expect(ids).to.deep.equal([other, id]);
    await athena.client.deleteNamedQuery({ NamedQueryId: id });
    const { NamedQueries: found, UnprocessedNamedQueryIds: missing } = await athena.client.batchGetNamedQuery({
      NamedQueryIds: [other, id],
    });
    expect(found?.map(({ NamedQueryId: first }) => first)).to.deep.equal([other]);
    expect(missing?.map(({ NamedQueryId: namedQueryId }) => namedQueryId)).to.deep.equal([id]);
    expect(await catchFault(get())).to.include({
      name: "InvalidRequestException",
      message: `NamedQuery ${id} was not found`,
    });
  });

  it("creates one named query per client token", async () => {
    const ClientRequestToken = "0123456789abcdef0123456789abcdef";
    const id = await create({ ClientRequestToken });
    expect(await create({ ClientRequestToken })).to.equal(id);
    expect(await catchFault(create({ ClientRequestToken, Name: "other" }))).to.include({
      AthenaErrorCode: "IDEMPOTENT_PARAMETER_MISMATCH",
    });
  });

  it("stores prepared statements by name in a work group", async () => {
    const QueryStatement = "SELECT * FROM t WHERE day = ?";
    await athena.client.createPreparedStatement({ ...STATEMENT, QueryStatement });
    const get = async () => (await athena.client.getPreparedStatement(STATEMENT)).PreparedStatement;
    expect(await get()).to.deep.equal({
      StatementName: "by_day",
      WorkGroupName: "primary",
      QueryStatement,
      LastModifiedTime: new Date(Date.parse(START) + 1000),
    });
    expect(await catchFault(athena.client.createPreparedStatement({ ...STATEMENT, QueryStatement }))).to.include({
      name: "InvalidRequestException",
    });
    await cloud.advance(5);
    await athena.client.updatePreparedStatement({ ...STATEMENT, QueryStatement: "SHOW TABLES", Description: "d" });
    expect(await get()).to.deep.include({
      QueryStatement: "SHOW TABLES",
      Description: "d",
      LastModifiedTime: new Date(Date.parse(START) + 6000),
    });
    const { PreparedStatements: listed } = await athena.client.listPreparedStatements({ WorkGroup: "primary" });
    expect(listed?.map(({ StatementName: name }) => name)).to.deep.equal(["by_day"]);
    const batch = await athena.client.batchGetPreparedStatement({
      WorkGroup: "primary",
      PreparedStatementNames: ["by_day", "none"],
    });
    expect([
      batch.PreparedStatements?.length,
      batch.UnprocessedPreparedStatementNames?.[0]?.StatementName,
    ]).to.deep.equal([1, "none"]);
    await athena.client.deletePreparedStatement(STATEMENT);
    expect(await catchFault(get())).to.include({
      name: "ResourceNotFoundException",
      message: "PreparedStatement by_day was not found in workGroup primary",
    });
  });

  it("prepares, executes and deallocates statements in SQL", async () => {
    await athena.readRows("PREPARE sums FROM SELECT ? + ? AS sum");
    expect(await athena.readRows("EXECUTE sums USING 1, 2")).to.deep.equal([["sum"], ["3"]]);
    await athena.readRows("DEALLOCATE PREPARE sums");
    expect((await athena.finish("EXECUTE sums USING 1, 2")).Status?.StateChangeReason).to.equal(
      "NOT_FOUND: Prepared statement not found: sums",
    );
  });
});
