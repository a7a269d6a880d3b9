import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { expect } from "chai";
import { useConsole } from "./use-console";

const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
const TEMPLATE = `
Description: ${JSON.stringify(HOSTILE)}
Parameters:
  Shards: { Type: Number, Default: 2 }
  Secret: { Type: String, Default: swordfish, NoEcho: true }
Resources:
  Trips:
    Type: AWS::Kinesis::Stream
    Properties: { Name: trips, ShardCount: !Ref Shards }
  Raw:
    Type: AWS::S3::Bucket
    DependsOn: Trips
    Properties: { BucketName: trips-raw }
Outputs:
  Stream: { Value: !GetAtt Trips.Arn, Description: Where to put records }
`;

describe("the console's CloudFormation page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;
  const createClient = (): CloudFormation => cloud.createClient(CloudFormation);
  const create = (StackName: string, TemplateBody: string) => createClient().createStack({ StackName, TemplateBody });
  const readStatus = async (StackName: string) =>
    (await createClient().describeStacks({ StackName })).Stacks?.[0]?.StackStatus;

  it("follows a stack as it is created, and links to each resource in it", async () => {
    const page = await console.open("cloudformation");
    await page.getByText("There is no stack yet.").waitFor();
    await create("trips-stack", TEMPLATE);
    await page
      .getByRole("row", { name: /^trips-stack CREATE_IN_PROGRESS/ })
      .getByRole("link")
      .click();
    const events = page.getByRole("table", { name: "Events" });
    await events.getByRole("row", { name: /trips-stack .*CREATE_IN_PROGRESS User Initiated/ }).waitFor();
    for (let n = 0; (await readStatus("trips-stack")) !== "CREATE_COMPLETE" && n < 60; n += 1) await cloud.advance(1);
    await events.getByRole("row", { name: /trips-stack AWS::CloudFormation::Stack CREATE_COMPLETE/ }).waitFor();
    const [first] = await events.getByRole("row").nth(1).allTextContents();
    expect(first, "the newest is the first").to.contain("trips-stackAWS::CloudFormation::StackCREATE_COMPLETE");
    await page.getByRole("row", { name: /^Secret \*\*\*\*$/ }).waitFor();
    await page.getByRole("row", { name: /^Shards 2$/ }).waitFor();
    await page.getByRole("row", { name: /^Stream arn:aws:kinesis:.*:stream\/trips Where to put records/ }).waitFor();
    expect(await page.getByRole("region", { name: "Template: text" }).textContent()).to.equal(TEMPLATE);
    expect(await page.locator("main img, main script").count()).to.equal(0);
    expect(await console.listFaults()).to.deep.equal([]);
    await page
      .getByRole("row", { name: /^Raw AWS::S3::Bucket/ })
      .getByRole("link")
      .click();
    await page.getByRole("heading", { name: "trips-raw" }).waitFor();
    await page.goBack();
    await page
      .getByRole("row", { name: /^Trips AWS::Kinesis::Stream/ })
      .getByRole("link")
      .click();
    await page.getByRole("heading", { name: "trips", exact: true }).waitFor();
  });

  it("shows at the top which resource failed and why, not what was canceled because of it", async () => {
    await create(
      "wrong",
      `Resources:
  Good: { Type: AWS::SQS::Queue }
  Bad: { Type: AWS::Kinesis::Stream, DependsOn: Good, Properties: { Name: "not a name!", ShardCount: 1 } }
  After: { Type: AWS::SQS::Queue, DependsOn: Bad }`,
    );
    for (let n = 0; (await readStatus("wrong")) !== "ROLLBACK_COMPLETE" && n < 60; n += 1) await cloud.advance(1);
    expect(await readStatus("wrong")).to.equal("ROLLBACK_COMPLETE");
    const page = await console.open("cloudformation/wrong");
    await page
      .getByRole("alert")
      .getByText(/^Bad \(AWS::Kinesis::Stream\) CREATE_FAILED: .+/)
      .waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
  });

  it("deletes a stack only after a confirmation, by keyboard, and reports what prevents it", async () => {
    await create("trips-stack", TEMPLATE);
    for (let n = 0; (await readStatus("trips-stack")) !== "CREATE_COMPLETE" && n < 60; n += 1) await cloud.advance(1);
    await cloud.s3.putObject({ Bucket: "trips-raw", Key: "a", Body: "1" });
    const page = await console.open("cloudformation/trips-stack");
    const button = page.getByRole("button", { name: "Delete the stack", exact: true });
    // The page is drawn once a frame: a key that comes before the focus has moved is lost.
    const waitForFocus = (name: string) => page.locator("button:focus", { hasText: new RegExp(`^${name}$`) }).waitFor();
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByText("trips-stack and its 2 resources are deleted").waitFor();
    await waitForFocus("No");
    expect(await console.listFaults()).to.deep.equal([]);
    await page.keyboard.press("Enter");
    await waitForFocus("Delete the stack");
    expect(await readStatus("trips-stack")).to.equal("CREATE_COMPLETE");
    await page.keyboard.press("Enter");
    await waitForFocus("No");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("DELETE_IN_PROGRESS").first().waitFor();
    for (let n = 0; (await readStatus("trips-stack")) !== "DELETE_FAILED" && n < 60; n += 1) await cloud.advance(1);
    await page
      .getByRole("alert")
      .getByText(/^Raw \(AWS::S3::Bucket\) DELETE_FAILED: .*not empty/)
      .waitFor();
    const calls = cloud.running.journal.listAfter(0).filter(({ operation }) => operation === "DeleteStack");
    expect(calls.map(({ caller }) => caller.split("/").at(-1))).to.deep.equal(["console"]);
  });
});
