import type { SearchTablesRequest } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { useCloud } from "../../../testing/use-cloud";
import { createCatalog, DATABASE, createKeys } from "../testing/catalog";

// https://docs.aws.amazon.com/glue/latest/webapi/API_SearchTables.html, and the requests of awswrangler's
// catalog.get_tables and search_tables.

describe("Glue SearchTables", () => {
  const cloud = useCloud();
  const catalog = createCatalog(cloud);
  beforeEach(async () => {
    await catalog.makeDatabase(DATABASE);
    await catalog.makeTable({ Name: "customer-link", Description: "who buys" });
    await catalog.makeTable({ Name: "xx-link-yy", Parameters: { classification: "json" } });
    await catalog.makeTable({ Name: "xxlinkyy", StorageDescriptor: { Columns: createKeys("buyer string") } });
  });
  const searchTables = async (request: Partial<SearchTablesRequest>) => {
    const { TableList: tables = [], NextToken: next } = await catalog.client.searchTables(request);
    return { names: tables.map(({ Name }) => Name), next };
  };
  const listNames = async (request: Partial<SearchTablesRequest>) => (await searchTables(request)).names;

  it("matches texts by their tokens, as in the documentation's example", async () => {
    expect(await listNames({ Filters: [{ Key: "Name", Value: "link" }] })).to.deep.equal([
      "customer-link",
      "xx-link-yy",
    ]);
    expect(await listNames({ Filters: [{ Key: "classification", Value: "json" }] })).to.deep.equal(["xx-link-yy"]);
    expect(await listNames({ Filters: [{ Key: "DatabaseName", Value: "nowhere" }] })).to.deep.equal([]);
  });

  it("searches all texts of a table, and quoted texts as a whole", async () => {
    expect(await listNames({ SearchText: "buy" })).to.deep.equal(["customer-link", "xxlinkyy"]);
    expect(await listNames({ SearchText: '"buyer"' })).to.deep.equal(["xxlinkyy"]);
  });

  it("compares times, sorts, and returns pages", async () => {
    const later = { Key: "CreateTime", Value: "2029-12-31T00:00:00Z", Comparator: "GREATER_THAN" as const };
    const SortCriteria = [{ FieldName: "Name", Sort: "DESC" as const }];
    const { names: first, next = "" } = await searchTables({ Filters: [later], SortCriteria, MaxResults: 2 });
    const second = await listNames({ Filters: [later], SortCriteria, MaxResults: 2, NextToken: next });
    expect([...first, ...second]).to.deep.equal(["xxlinkyy", "xx-link-yy", "customer-link"]);
    expect(await listNames({ Filters: [{ ...later, Comparator: "LESS_THAN" }] })).to.deep.equal([]);
  });

  it("lists tables by name patterns with stars, as awswrangler requests", async () => {
    const listByExpression = async (Expression: string) =>
      (await catalog.client.getTables({ DatabaseName: DATABASE, Expression })).TableList?.map(({ Name }) => Name);
    expect(await listByExpression("*link*")).to.have.length(3);
    expect(await listByExpression("xx*")).to.deep.equal(["xx-link-yy", "xxlinkyy"]);
    expect(await listByExpression("*link")).to.deep.equal(["customer-link"]);
    expect(await listByExpression("xx.*")).to.deep.equal(["xx-link-yy", "xxlinkyy"]);
  });
});
