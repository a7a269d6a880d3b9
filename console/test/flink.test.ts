import { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import {
  createStudio,
  createSqlApplication,
  createStreamArn,
} from "../../cloud/services/kinesisanalyticsv2/testing/studio";
import { useConsole } from "./use-console";

const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
const CODE = `CREATE OR REPLACE STREAM "DESTINATION" (ticker VARCHAR(8));
CREATE OR REPLACE PUMP "P" AS INSERT INTO "DESTINATION" SELECT STREAM "ticker" FROM "SOURCE_SQL_STREAM_001";`;

describe("the console's Flink page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;
  const createClient = (): KinesisAnalyticsV2 => cloud.createClient(KinesisAnalyticsV2);

  it("shows an SQL application beside its Flink SQL, marked as history", async () => {
    const page = await console.open("flink");
    await page.getByText("There is no application yet.").waitFor();
    await createSqlApplication(createClient(), CODE, {
      Outputs: [
        {
          Name: "DESTINATION",
          KinesisStreamsOutput: { ResourceARN: createStreamArn("out") },
          DestinationSchema: { RecordFormatType: "JSON" },
        },
      ],
    });
    await page
      .getByRole("row", { name: /^trades SQL-1_0 .*READY 1$/ })
      .getByRole("link")
      .click();
    expect(await page.getByRole("region", { name: "SQL of the application: text" }).textContent()).to.equal(CODE);
    await page.getByText(/^History: AWS ended SQL applications on 2026-01-27/).waitFor();
    const pair = page.getByRole("table", { name: "Translation" }).getByRole("row", { name: /CREATE OR REPLACE PUMP/ });
    await pair.getByText(/CREATE TEMPORARY VIEW/).waitFor();
    await page.getByRole("row", { name: "input SOURCE_SQL_STREAM_001 trades" }).waitFor();
    await page.getByRole("row", { name: "output DESTINATION out" }).getByRole("link").waitFor();
    await page.getByText("There is no snapshot yet.").waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
  });

  it("shows a Studio note as text, and refusals in AWS's words", async () => {
    await createStudio(createClient(), ["notes", `%flink.ssql\n-- ${HOSTILE}\nSELECT 1`], {
      CloudWatchLoggingOptions: [{ LogStreamARN: "arn:aws:logs:us-east-1:000000000000:log-group:/g:log-stream:s" }],
    });
    const page = await console.open("flink/notes");
    const note = page.getByRole("region", { name: "SQL of the note: text" });
    expect(await note.textContent()).to.contain(HOSTILE);
    expect(await page.locator("main img, main script").count()).to.equal(0);
    expect(await page.getByRole("link", { name: "s", exact: true }).getAttribute("href")).to.equal("#/logs/%2Fg/s");
    expect(await console.listFaults()).to.deep.equal([]);
    await page.getByRole("button", { name: "Start" }).focus();
    await page.keyboard.press("Enter");
    // With Flink installed the application starts; without, the answer names the missing part.
    const starting = page.getByRole("status").getByText("STARTING …");
    const refused = page.getByRole("alert").getByText(/labs flink/);
    await starting.or(refused).waitFor();
    const started = cloud.running.journal.listAfter(0).filter(({ operation }) => operation === "StartApplication");
    expect(started.map(({ caller }) => caller.split("/").at(-1))).to.deep.equal(["console"]);
  });
});
