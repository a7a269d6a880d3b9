import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { useConsole } from "./use-console";

const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;

describe("the console's S3 page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;
  const put = (Key: string, Body: string | Uint8Array, ContentType = "text/html") =>
    cloud.s3.putObject({ Bucket: "trips", Key, Body, ContentType });
  beforeEach(() => cloud.s3.createBucket({ Bucket: "trips" }));

  it("navigates folders, shows new objects as they arrive, and renders only a part of long listings", async () => {
    const page = await console.open("s3");
    await page.getByRole("row", { name: "trips 0" }).getByRole("link").click();
    await page.getByText("Nothing is here.").waitFor();
    await put("data/2030/ä b+c%41/x.txt", "hello");
    await page.getByRole("link", { name: "data/" }).click();
    await page.getByRole("link", { name: "2030/" }).click();
    await page.getByRole("link", { name: "ä b+c%41/" }).click();
    await page.getByRole("button", { name: "x.txt" }).click();
    await page.getByRole("region", { name: "Content: text" }).getByText("hello").waitFor();
    for (let hundred = 0; hundred < 11; hundred += 1)
      await Promise.all(Array.from({ length: 100 }, (_, n) => put(`many/${1000 + hundred * 100 + n}`, "1")));
    await page.getByRole("navigation", { name: "Folders above" }).getByRole("link", { name: "trips" }).click();
    await page.getByRole("link", { name: "many/" }).click();
    await page.getByText("1000 things, and more").waitFor();
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByText("1100 things", { exact: true }).waitFor();
    expect(await page.locator(".list-row").count()).to.be.lessThan(60);
    // A person with a keyboard doesn't have to step through all rows.
    await page.locator(".list-row button").nth(1).focus();
    await page.keyboard.press("Tab");
    await page.locator(".list-row:nth-child(3) button:focus").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".list-end:focus").getByText("Escape leaves the list").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.locator(".list :focus").count()).to.equal(0);
    expect(await console.listFaults()).to.deep.equal([]);
  });

  it("previews JSON lines, CSV and text, compressed or not, whatever their content type, only as text", async () => {
    await put("lines", `{"note":${JSON.stringify(HOSTILE)},"n":1}\n{"n":2,"big":{"a":[1]}}\n`);
    await put("rows.csv.gz", gzipSync(`name,note\n"Ulm, ""south""","${HOSTILE.replaceAll('"', '""')}"\nBonn,\n`));
    await put("page.html", `<!doctype html>${HOSTILE}`);
    await put("one.json", JSON.stringify([HOSTILE]));
    await put("bytes", Uint8Array.from([0, 255, 1]));
    await put("empty", "");
    const page = await console.open("s3/trips");
    const choose = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const findRow = (name: string) => page.getByRole("table", { name: "Rows" }).getByRole("row", { name });
    const content = page.getByRole("region", { name: "Content: text" });
    await choose("lines");
    await page.getByText(/, JSON lines, the first 2 rows$/).waitFor();
    await findRow(`${HOSTILE} 1`).waitFor();
    await findRow('2 {"a":[1]}').waitFor();
    await choose("rows.csv.gz");
    await page.getByText(/, CSV, gzip, the first 2 rows$/).waitFor();
    await findRow(`Ulm, "south" ${HOSTILE}`).waitFor();
    await choose("page.html");
    await content.getByText(`<!doctype html>${HOSTILE}`).waitFor();
    await choose("one.json");
    await page.getByText(/, JSON$/).waitFor();
    await choose("bytes");
    await content.getByText("00 ff 01").waitFor();
    await choose("empty");
    await page.getByText("0 B, text").waitFor();
    expect(await page.locator("main img, main script").count()).to.equal(0);
    expect(await console.listFaults()).to.deep.equal([]);
  });

  it("previews Parquet that DuckDB wrote, and loads its reader only then", async () => {
    const folder = createTemporaryFolder();
    const file = join(folder, "a.parquet");
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(
      `COPY (SELECT n, 'city ' || n AS city, TIMESTAMP '2030-01-01' AS at FROM range(3) t(n)) TO '${file}' (FORMAT parquet)`,
    );
    connection.closeSync();
    await put("a.parquet", await readFile(file));
    const page = await console.open("s3/trips");
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    await page.getByRole("button", { name: "a.parquet" }).click();
    await page.getByText(/, Parquet, the first 3 rows$/).waitFor();
    await page.getByRole("row", { name: "2 city 2 2030-01-01T00:00:00.000Z" }).waitFor();
    expect(loaded.filter((path) => path.endsWith(".js"))).to.have.lengthOf.at.least(1);
  });
});
