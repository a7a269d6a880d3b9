import { Lambda } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { ROLE, createZip } from "../../cloud/services/lambda/testing/functions";
import { useConsole } from "./use-console";

const HOSTILE = `<img src=x onerror="alert(1)">`;
const CODE = `export const handler = async (event) => {
  console.log("got", JSON.stringify(event));
  if (event.fail) throw new Error(event.fail);
  return { says: event.hello };
};`;

describe("the console's Lambda page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;

  const create = async () => {
    await cloud.createClient(Lambda).createFunction({
      FunctionName: "greet",
      Description: HOSTILE,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: ROLE,
      Environment: { Variables: { NOTE: HOSTILE } },
      Code: { ZipFile: createZip({ "index.mjs": CODE }) },
    });
    await cloud.advance(1);
  };

  it("shows functions, tests them with saved events, and shows results and logs as text", async () => {
    await create();
    const page = await console.open("lambda");
    await page
      .getByRole("row", { name: /greet nodejs20\.x index\.handler .* 128 MB 3 s/ })
      .getByRole("link")
      .press("Enter");
    await page.getByRole("row", { name: `NOTE ${HOSTILE}` }).waitFor();
    await page.getByText("No stream and no queue calls this function.").waitFor();
    await page.getByText("Nothing has been logged yet.").waitFor();
    const event = page.getByLabel("Event (JSON)");
    const waitForResult = (text: string | RegExp) =>
      page.getByRole("region", { name: "Result: text" }).getByText(text).waitFor();
    const log = (text: RegExp) =>
      page.getByRole("region", { name: "Log of this call: text" }).getByText(text).waitFor();
    await event.fill("{ not json");
    await page.getByRole("button", { name: "Test", exact: true }).press("Enter");
    await page
      .getByRole("alert")
      .getByText(/^The event is not JSON, so it was not sent/)
      .waitFor();
    await event.fill(JSON.stringify({ hello: HOSTILE }));
    await page.getByLabel("Save as").fill("hostile");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText("succeeded", { exact: true }).waitFor();
    await waitForResult(JSON.stringify({ says: HOSTILE }));
    await log(/got \{"hello":"<img[^]*REPORT RequestId/);
    await page
      .getByRole("region", { name: "Latest log: text" })
      .getByText(/got \{"hello":"<img/)
      .waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    await event.fill(JSON.stringify({ fail: "no fuel" }));
    await page.getByText("changed since it was saved").waitFor();
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.getByText("the function failed: Unhandled").waitFor();
    await waitForResult(/"errorMessage":"no fuel"/);
    expect(await page.locator("main img").count()).to.equal(0);
    const calls = cloud.running.journal.listAfter(0).filter(({ operation }) => operation === "Invoke");
    expect(calls.map(({ caller }) => caller.split("/").at(-1))).to.deep.equal(["console", "console"]);
    await page.reload();
    await page.getByText("saved", { exact: true }).waitFor();
    expect(await event.inputValue()).to.equal(JSON.stringify({ hello: HOSTILE }));
  });

  it("starts with an event as AWS sends it, and deletes a saved one", async () => {
    await create();
    const page = await console.open("lambda/greet", "dark");
    await page.getByLabel("Begin with").selectOption("SQS messages");
    expect(await page.getByLabel("Event (JSON)").inputValue()).to.contain('"eventSource": "aws:sqs"');
    await page.getByLabel("Save as").fill("one");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByLabel("Begin with").selectOption("hello");
    await page.getByText("changed since it was saved").waitFor();
    await page.getByLabel("Begin with").selectOption("one");
    await page.getByText("saved", { exact: true }).waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    await page.getByRole("button", { name: "Forget" }).click();
    expect(await page.getByLabel("Begin with").locator("option").allTextContents()).not.to.include("one");
  });
});
