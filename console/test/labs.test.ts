import { Athena } from "@aws-sdk/client-athena";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { Glue } from "@aws-sdk/client-glue";
import { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { readdirSync, rmSync } from "node:fs";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { readCells, findLinks } from "./lab-links";
import { keepLab, loadStoredLab } from "./run-lab";
import { findFaultsAtAllWidths } from "../../grader/testing/axe-faults";
import { useConsole } from "./use-console";
import { LONG } from "../../cloud/testing/skip";

/**
 * The parts of each lab whose cells run: those that make resources and data, without those that try out failures or clean up. The resulting
 * data is kept in `labs/`; with `CONSOLE_LABS=1` it is made again.
 */
const LABS: Readonly<Record<string, readonly string[]>> = {
  "01": ["01", "02", "03", "04", "05", "06"],
  "02": ["01", "02", "03", "04", "05", "06", "07"],
  "03": ["01", "02", "03", "04", "05", "06"],
  "04": ["01", "02", "03", "04", "05", "06", "08"],
  "05": ["01", "02", "03", "04", "05"],
  "06": ["01", "02"],
};
/**
 * The labs all of whose pages are tested. The others make the same kinds of resources: only their links are followed,
 * unless `LONG_TESTS=1`.
 */
const WALKED: readonly string[] = LONG ? Object.keys(LABS) : ["02", "04"];
/** The last of a lab's resources of one kind; all of them with `LONG_TESTS=1`. Their lists are always tested. */
const sample = <T>(values: readonly T[]): readonly T[] => (LONG ? values : values.slice(-1));
/** Kinds of pages, such as that of one stream, that axe has judged already. */
const seenByAxe = new Set<string>();

/** JavaScript that counts arrows behind boxes: arrows with points inside a box, more than a pixel from its border. */
const BEHIND_BOXES = `(() => {
  const boxes = [...document.querySelectorAll("svg.flow .node rect")].map((one) => one.getBBox());
  const isBehind = ({ x, y }) => boxes.some((box) =>
    x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1);
  return [...document.querySelectorAll("svg.flow .arrow polyline")].filter((line) => {
    const length = line.getTotalLength();
    return Array.from({ length: 200 }, (_, n) => line.getPointAtLength((length * n) / 199)).some(isBehind);
  }).length;
})()`;

describe("the console's pages on what each lab leaves, in Chromium", () => {
  before(async () => {
    if (process.env["CONSOLE_LABS"] === "1") for (const [lab, parts] of Object.entries(LABS)) await keepLab(lab, parts);
  });
  for (const lab of Object.keys(LABS)) describe(`lab ${lab}`, () => walk(lab));
});

/** Declares tests, inside a `describe`, that each page shows of a lab the same facts as AWS's own APIs. */
function walk(lab: string): void {
  let data = "";
  before(() => (data = loadStoredLab(lab)));
  after(() => rmSync(data, { recursive: true }));
  // One cloud and one page for all tests of a lab, which only read: starting both for each test took most of the time.
  const console = useConsole(
    {
      speed: 0,
      iam: "on",
      // The producer on lab 03's instance must not run again.
      allowCode: false,
      get data() {
        return data;
      },
    },
    "suite",
  );
  const { cloud } = console;

  /**
   * Opens a page and waits for its content. Checks that it fits into narrow windows, and that each kind of page is
   * accessible by axe.
   */
  async function visit(location: string, holds: readonly (string | RegExp)[]): Promise<void> {
    const page = await console.open(location);
    // Until this link is there, the previous page is still shown.
    await page.locator(`a.skip[href="#/${decodeURIComponent(location)}"]`).waitFor({ state: "attached" });
    const main = page.getByRole("main");
    for (const text of holds) await main.getByText(text).first().waitFor({ state: "attached" });
    // A template or a program of the lab may hold these words itself.
    const faulty = main.getByText(/undefined|NaN|\[object Object\]/).and(page.locator(":not(pre, pre *)"));
    expect(await faulty.allTextContents(), location).to.deep.equal([]);
    expect((await main.getByRole("alert").allTextContents()).join(""), location).to.equal("");
    const kind = location
      .split("/")
      .map((part, n) => (n === 0 ? part : "…"))
      .join("/");
    // At any other width of a window, or of JupyterLab's side panel, a page has one of these layouts.
    if (!seenByAxe.has(kind)) expect(await findFaultsAtAllWidths(page), location).to.deep.equal([]);
    // The frame is the same around all pages, so it is walked through by keyboard only once.
    const within = seenByAxe.size === 0 ? "body" : "main";
    if (!seenByAxe.has(kind))
      expect(await listUnreached(page, within), `${location}: no Tab leads there`).to.deep.equal([]);
    seenByAxe.add(kind);
  }

  async function visitStreams(): Promise<void> {
    const { StreamNames = [] } = await cloud.kinesis.listStreams({});
    await visit("kinesis", StreamNames);
    for (const StreamName of sample(StreamNames)) {
      const { Shards = [] } = await cloud.kinesis.listShards({ StreamName });
      await visit(
        `kinesis/${StreamName}`,
        Shards.map(({ ShardId = "" }) => ShardId),
      );
      const [{ ShardId } = { ShardId: "" }] = Shards;
      await console.page.getByRole("button", { name: "Get records" }).click();
      const output = await console.page.locator("form [role=status]").filter({ hasText: /read;/ }).textContent();
      const { ShardIterator } = await cloud.kinesis.getShardIterator({
        StreamName,
        ShardId,
        ShardIteratorType: "TRIM_HORIZON",
      });
      const { Records = [] } = await cloud.kinesis.getRecords({ ShardIterator, Limit: 500 });
      // Producers of a lab may still be running.
      expect(Number(/^\d+/.exec(output ?? "")?.[0]), StreamName)
        .to.be.at.most(Records.length)
        .and.at.least(Math.min(Records.length, 1));
      const first = console.page.getByRole("table", { name: "Records" }).getByRole("row").nth(1).getByRole("button");
      if (Records[0] !== undefined) expect(await first.textContent(), StreamName).to.equal(Records[0].SequenceNumber);
    }
  }

  async function visitDeliveryStreams(): Promise<void> {
    const { DeliveryStreamNames = [] } = await cloud.firehose.listDeliveryStreams({});
    await visit("firehose", DeliveryStreamNames);
    for (const DeliveryStreamName of sample(DeliveryStreamNames)) {
      const { DeliveryStreamDescription: description } = await cloud.firehose.describeDeliveryStream({
        DeliveryStreamName,
      });
      const { BufferingHints, Prefix = "(none)" } =
        description?.Destinations?.[0]?.ExtendedS3DestinationDescription ?? {};
      const { IntervalInSeconds = 0, SizeInMBs = 0 } = BufferingHints ?? {};
      await visit(`firehose/${DeliveryStreamName}`, ["ACTIVE", Prefix, `${IntervalInSeconds} s or ${SizeInMBs} MiB`]);
    }
  }

  async function visitBuckets(): Promise<void> {
    const { Buckets = [] } = await cloud.s3.listBuckets({});
    const names = Buckets.map(({ Name = "" }) => Name);
    await visit("s3", names);
    const filled: (readonly [bucket: string, key: string])[] = [];
    for (const Bucket of names) {
      const { Contents = [] } = await cloud.s3.listObjectsV2({ Bucket });
      filled.push(
        ...Contents.flatMap(({ Key = "", Size = 0 }) => (Size > 0 ? [[Bucket, Key] as const] : [])).slice(-1),
      );
    }
    for (const [Bucket, Key] of sample(filled)) {
      const folder = Key.slice(0, Key.lastIndexOf("/") + 1);
      const name = Key.slice(folder.length);
      await visit(`s3/${Bucket}${folder === "" ? "" : `/${encodeURIComponent(folder)}`}`, [name]);
      await console.page.getByRole("button", { name, exact: true }).click();
      const preview = console.page.getByRole("main").locator("section[aria-labelledby=preview]");
      const body = await (await cloud.s3.getObject({ Bucket, Key })).Body?.transformToString("latin1");
      const format =
        body?.startsWith("PAR1") === true ? /Parquet, the first (?:row|\d+ rows)$/ : /JSON|CSV|text|ORC|bytes/;
      await preview.getByText(format).first().waitFor();
      // The first value of the first record, if records are lines of JSON.
      const [first] = Object.values(parseRecord(body ?? ""));
      if (first !== undefined && typeof first !== "object") await preview.getByText(String(first)).first().waitFor();
    }
  }

  async function visitCatalog(): Promise<void> {
    const glue = cloud.createClient(Glue);
    const { DatabaseList = [] } = await glue.getDatabases({});
    await visit(
      "glue",
      DatabaseList.map(({ Name = "" }) => Name),
    );
    for (const { Name: DatabaseName = "" } of DatabaseList) {
      const { TableList = [] } = await glue.getTables({ DatabaseName });
      await visit(
        `glue/${DatabaseName}`,
        TableList.map(({ Name = "" }) => Name),
      );
      for (const { Name: TableName = "", PartitionKeys = [], StorageDescriptor } of sample(TableList)) {
        const columns = (StorageDescriptor?.Columns ?? []).map(({ Name = "" }) => Name);
        const { Partitions = [] } = await glue.getPartitions({ DatabaseName, TableName });
        const lines = PartitionKeys.length === 0 ? [] : [new RegExp(`^${Partitions.length} partitions?$`)];
        await visit(`glue/${DatabaseName}/${TableName}`, [...columns, ...lines]);
      }
    }
  }

  async function visitFunctions(): Promise<void> {
    const lambda = cloud.createClient(Lambda);
    const { Functions = [] } = await lambda.listFunctions({});
    await visit(
      "lambda",
      Functions.map(({ FunctionName = "" }) => FunctionName),
    );
    for (const { FunctionName = "" } of sample(Functions)) {
      const functionConfiguration = await lambda.getFunctionConfiguration({ FunctionName });
      await visit(`lambda/${FunctionName}`, [
        functionConfiguration.Handler ?? "",
        `${functionConfiguration.MemorySize} MB`,
        ...Object.values(functionConfiguration.Environment?.Variables ?? {}),
      ]);
    }
  }

  async function visitQueues(): Promise<void> {
    const sqs = cloud.createClient(SQS);
    const { QueueUrls = [] } = await sqs.listQueues({});
    const names = QueueUrls.map((url) => url.split("/").at(-1) ?? "");
    await visit("sqs", names);
    for (const [n, QueueUrl] of QueueUrls.entries()) {
      const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
      const { ApproximateNumberOfMessages: ready } = Attributes;
      await visit(`sqs/${names[n]}`, [new RegExp(`^${ready} messages?$`)]);
    }
  }

  async function visitStacks(): Promise<void> {
    const cfn = cloud.createClient(CloudFormation);
    const { StackSummaries = [] } = await cfn.listStacks({});
    await visit(
      "cloudformation",
      StackSummaries.map(({ StackName = "" }) => StackName),
    );
    for (const { StackName = "", StackStatus = "" } of sample(StackSummaries)) {
      const { StackResourceSummaries = [] } = await cfn.listStackResources({ StackName });
      await visit(`cloudformation/${StackName}`, [
        StackStatus,
        ...StackResourceSummaries.map(({ LogicalResourceId = "" }) => LogicalResourceId),
      ]);
    }
  }

  async function visitOtherLabs(): Promise<void> {
    const { ApplicationSummaries = [] } = await cloud.createClient(KinesisAnalyticsV2).listApplications({});
    const applications = ApplicationSummaries.map(({ ApplicationName = "" }) => ApplicationName);
    await visit("flink", applications);
    for (const name of sample(applications)) await visit(`flink/${name}`, [name]);
    const { logGroups = [] } = await cloud.logs.describeLogGroups({});
    await visit(
      "logs",
      logGroups.map(({ logGroupName = "" }) => logGroupName),
    );
    for (const { logGroupName = "" } of sample(logGroups))
      await visit(`logs/${encodeURIComponent(logGroupName)}`, ["Streams"]);
    const { Metrics = [] } = await cloud.cloudwatch.listMetrics({});
    const { MetricAlarms = [] } = await cloud.cloudwatch.describeAlarms({});
    await visit("cloudwatch", [
      ...(Metrics[0] === undefined ? [] : [/of \d+ metrics?$/]),
      ...MetricAlarms.map(({ AlarmName = "" }) => AlarmName),
    ]);
    const { QueryExecutionIds = [] } = await cloud.createClient(Athena).listQueryExecutions({});
    await visit(
      "athena",
      QueryExecutionIds.length === 0 ? ["No query has run in this work group yet."] : [/SUCCEEDED|FAILED/],
    );
    await visit("cost", [/USD$/]);
    await visit("faults", ["None: every call goes through."]);
    await visit("journal", [/^\d+ of \d+ calls$/]);
  }

  async function visitOverview(): Promise<void> {
    const { StreamNames = [] } = await cloud.kinesis.listStreams({});
    const { DeliveryStreamNames = [] } = await cloud.firehose.listDeliveryStreams({});
    const { Buckets = [] } = await cloud.s3.listBuckets({});
    await visit("", [...StreamNames, ...DeliveryStreamNames, ...Buckets.map(({ Name = "" }) => Name)]);
    expect(await console.page.evaluate(BEHIND_BOXES), "arrows that seem to lead to a box between their ends").to.equal(
      0,
    );
  }

  /** Tests that each link of the lab's text leads to the resource that it names. */
  async function visitLinked(): Promise<void> {
    const [folder = ""] = readdirSync("course").filter((name) => name.startsWith(`${lab}-`));
    for (const path of new Set(readCells(folder).flatMap(findLinks))) {
      const page = await console.open(path);
      const [title = "", ...items] = path.split("/").map(decodeURIComponent);
      const heading = page.getByRole("main").getByRole("heading", { level: 1 });
      // Athena's page begins with a query of the table, CloudWatch's with the metrics of these words.
      if (title === "athena") await page.getByText(`FROM ${items[1]}`).first().waitFor();
      else if (title === "cloudwatch") expect(await page.getByLabel("Filter").inputValue()).to.equal(items[0]);
      else if (title === "glue") await heading.getByText(items[1] ?? "", { exact: true }).waitFor();
      else if (items[0] === undefined) await heading.waitFor();
      else await heading.getByText(matchName(items[0])).waitFor();
      expect((await page.getByRole("main").getByRole("alert").allTextContents()).join(""), path).to.equal("");
    }
  }

  const pages = {
    visitOverview,
    visitStreams,
    visitDeliveryStreams,
    visitBuckets,
    visitCatalog,
    visitFunctions,
    visitQueues,
    visitStacks,
    visitOtherLabs,
  };
  for (const [title, look] of Object.entries({ ...(WALKED.includes(lab) ? pages : {}), visitLinked }))
    it(`shows its ${title.replace(/[A-Z]/, (letter) => ` ${letter.toLowerCase()}`)}`, look);
}

/**
 * Controls of a page that cannot be reached by Tab. Buttons, links and fields are the browser's own, so Enter and Space work on them. Lists
 * may grow and rows may come and go meanwhile: only controls that are there from the beginning to the end count.
 *
 * @param within `body` for the whole page; `main` for the part that its first link skips to
 */
async function listUnreached(page: Page, within: "body" | "main"): Promise<string[]> {
  const canBeWorked = "(one) => !one.disabled && one.checkVisibility()";
  const all = `document.querySelector("${within}").querySelectorAll("a[href], button, input, select, textarea, summary, [onclick], [role=button], [contenteditable=true]")`;
  await page.evaluate(`(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    if ("${within}" === "main") document.querySelector("main").focus();
    window.reached = new Set();
    window.rounds = ${within === "main" ? 1 : 0};
    document.addEventListener("focusin", ({ target }) => (reached.add(target), (rounds += target.matches(".skip") ? 1 : 0)));
  })()`);
  const count = await page.evaluate<number>(`(window.first = [...${all}].filter(${canBeWorked})).length`);
  // Lists that scroll take the focus, too. A script in the page records the focused elements, since asking the page after each key
  // would double the time.
  for (let n = 0; n < 2 * count + 40; n += 10) {
    for (let key = 0; key < 10; key += 1) await page.keyboard.press("Tab");
    if (await page.evaluate<boolean>("rounds > 1")) break;
  }
  return page.evaluate<string[]>(
    `first.filter(${canBeWorked}).filter((one) => !reached.has(one)).map((one) => one.outerHTML.slice(0, 160))`,
  );
}

/** A regular expression for a name or a pattern such as `*-metrics`. */
const matchName = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll("*", "[\\w-]+")}$`);

/** The first line of an object, if it is JSON. */
function parseRecord(body: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(body.split("\n")[0] ?? "") as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
