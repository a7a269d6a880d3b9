import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import { FUNCTIONS } from "../src/athena/functions";
import { listFunctionNames } from "../../athena-sql/index";
import { useConsole } from "./use-console";
import { itIfLong } from "../../cloud/testing/skip";

const HOSTILE = `<img src=x onerror="alert(1)">`;

describe("the console's Athena page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;
  const getEditor = (): Locator => console.page.getByRole("textbox", { name: "SQL" });
  const findState = (text: string) => console.page.getByRole("status").getByText(text, { exact: true }).waitFor();

  /** Replaces the text in the editor. */
  async function write(sql: string): Promise<void> {
    await getEditor().focus();
    await getEditor().press("Control+a");
    await console.page.keyboard.insertText(sql);
  }

  /** Writes a statement and runs it by keyboard, lets it finish, and waits until the page shows the end. */
  async function run(sql: string, ends = "SUCCEEDED"): Promise<void> {
    await write(sql);
    await getEditor().press("Control+Enter");
    await console.page.getByRole("region", { name: "Query: text" }).getByText(sql, { exact: true }).waitFor();
    await cloud.advance(1);
    await findState(ends);
  }

  async function openPage(location = "athena"): Promise<Page> {
    await cloud.s3.createBucket({ Bucket: "trips" });
    const Body = `${JSON.stringify({ city: HOSTILE, n: 7 })}\n${JSON.stringify({ n: 8 })}\n`;
    await cloud.s3.putObject({ Bucket: "trips", Key: "data/a.json", Body });
    const page = await console.open(location);
    await page.getByLabel("Results go to").fill("s3://trips/results/");
    return page;
  }

  async function openWithTable(): Promise<Page> {
    const page = await openPage();
    await run("CREATE DATABASE lab");
    await page.getByLabel("Database").selectOption("lab");
    await run(
      "CREATE EXTERNAL TABLE trips (city string, n int) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://trips/data/'",
    );
    return page;
  }

  it("runs statements, shows rows as text, data scanned and its price, and earlier queries", async () => {
    const page = await openWithTable();
    await run("SELECT city, n FROM trips ORDER BY n");
    const rows = page.getByRole("table", { name: "Rows" });
    await rows.getByRole("row", { name: `Row 1 ${HOSTILE} 7` }).waitFor();
    await rows.getByRole("row", { name: "Row 2 null 8" }).waitFor();
    await page.getByText("0.0000477 USD for data scanned, at least 10 MB a query, at 5 USD a TB").waitFor();
    await rows.getByRole("button", { name: "Row 1" }).click();
    await page.getByRole("region", { name: "Row 1" }).getByText(HOSTILE, { exact: true }).waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    await run("SHOW TABLES");
    await rows.getByRole("row", { name: "Row 1 trips" }).waitFor();
    await page.getByText("nothing: it reads no data").waitFor();
    const runQuery = (sql: string) =>
      page.getByRole("table", { name: "History" }).getByRole("row").filter({ hasText: sql });
    // The latest query comes on top: until it is shown, the other rows may still move.
    await runQuery("SHOW TABLES").getByText("SUCCEEDED").waitFor();
    const past = runQuery("SELECT city");
    await past.getByRole("cell", { name: /^\d\d B$/ }).waitFor();
    await past.getByRole("button").click();
    await rows.getByRole("row", { name: "Row 2 null 8" }).waitFor();
    await page.getByRole("button", { name: "Put the query into the editor" }).click();
    await getEditor().getByText("SELECT city, n FROM trips ORDER BY n").waitFor();
    await page.getByRole("link", { name: /^s3:\/\/trips\/results\// }).click();
    await page.getByRole("heading", { level: 1, name: "trips" }).waitFor();
    expect(await page.locator("main img").count()).to.equal(0);
    const callers = cloud.running.journal.listAfter(0).filter(({ operation }) => operation === "StartQueryExecution");
    expect(callers.map(({ caller }) => caller.split("/").at(-1))).to.deep.equal(Array(4).fill("console"));
  });

  it("loads its editor on demand, completes names from the database, and saves what was written", async () => {
    const page = await console.open();
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    expect(loaded.filter((path) => path.includes("editor"))).to.deep.equal([]);
    await openWithTable();
    expect(loaded.filter((path) => path.includes("editor"))).to.have.lengthOf(1);
    const complete = async (text: string, name: string | RegExp) => {
      await write(text);
      await getEditor().press("Control+Space");
      await page.getByRole("option", { name }).first().click();
    };
    const waitForText = (text: string) => getEditor().getByText(text, { exact: true }).waitFor();
    await complete("SELECT ci", /^city/);
    await waitForText("SELECT city");
    await complete("SELECT date_tr", "date_trunc");
    await waitForText("SELECT date_trunc(");
    await complete("SELECT * FROM tri", /^trips/);
    await getEditor().press("End");
    await getEditor().press("Space");
    await getEditor().press("Tab");
    await page.getByLabel("Work group").and(page.locator(":focus")).waitFor();
    await page.reload();
    await getEditor().getByText("SELECT * FROM trips").waitFor();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await console.listFaults()).to.deep.equal([]);
  });

  it("leads to the line and column of an error, and cancels a running query", async () => {
    const page = await openWithTable();
    await write("SELECT n,\n  nothing FROM trips");
    await getEditor().press("Control+Enter");
    await findState("QUEUED");
    await cloud.advance(1);
    await page
      .getByRole("alert")
      .getByText(/^COLUMN_NOT_FOUND: line 2:3:/)
      .waitFor();
    const countWrong = () => page.locator(".cm-wrong").innerText();
    expect(await countWrong()).to.equal("nothing");
    await page.getByRole("button", { name: "Go to line 2, column 3" }).click();
    // The editor keeps the class .cm-focused for a moment when the focus has gone to the button.
    await page.locator(".cm-content:focus").waitFor();
    await page.keyboard.type("x");
    await getEditor().getByText("xnothing").waitFor();
    expect(await getEditor().innerText()).to.equal("SELECT n,\n  xnothing FROM trips");
    await write("SELEC 1");
    await page.getByRole("button", { name: "Run" }).click();
    await page
      .getByRole("alert")
      .getByText(/line 1:1: mismatched input 'SELEC'/)
      .waitFor();
    expect(await countWrong()).to.equal("SELEC");
    await write("SELECT 1");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByRole("button", { name: "Cancel the query" }).click();
    await findState("CANCELLED");
  });

  // The list is the same component as on S3's page and in the journal, whose tests always run.
  itIfLong("renders only a part of a long result", async () => {
    const page = await openPage();
    await run("SELECT x, x AS x FROM UNNEST(sequence(1, 2500)) AS t (x)");
    await page.getByText("999 rows, and more").waitFor();
    await page.getByRole("button", { name: "Show more rows" }).click();
    await page.getByText("1999 rows, and more").waitFor();
    await page.getByRole("button", { name: "Show more rows" }).click();
    await page.getByText("2500 rows", { exact: true }).waitFor();
    expect(await page.locator(".list-row").count()).to.be.lessThan(60);
    await page.getByRole("rowgroup", { name: "Rows: rows" }).focus();
    await page.keyboard.press("End");
    await page.getByRole("row", { name: "Row 2500 2500 2500" }).waitFor();
  });

  it("completes the functions that the engine supports, and no others", async () => {
    const known = await listFunctionNames();
    expect(FUNCTIONS.toSorted()).to.include.members(known.toSorted());
    expect(FUNCTIONS.filter((name) => !known.includes(name))).to.deep.equal([]);
  });
});
