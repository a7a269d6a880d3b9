import { expect } from "chai";
import { useConsole } from "./use-console";

const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
/**
 * Each page that asks AWS's APIs, with a call that it makes, or with all those that it makes at once, and shows the first error.
 * Hostile records, objects and logs are covered by the pages' own tests.
 */
const PAGES: readonly (readonly [place: string, service: string, ...operations: readonly string[]])[] = [
  ["", "glue", "GetDatabases"],
  ["kinesis", "kinesis", "ListStreams"],
  ["kinesis/trips", "kinesis", "DescribeStreamSummary", "ListShards"],
  ["firehose", "firehose", "ListDeliveryStreams"],
  ["firehose/trips", "firehose", "DescribeDeliveryStream"],
  ["s3", "s3", "ListBuckets"],
  ["s3/trips", "s3", "ListObjectsV2"],
  ["glue", "glue", "GetDatabases"],
  ["glue/trips/raw", "glue", "GetTable"],
  ["athena", "athena", "ListQueryExecutions"],
  ["sqs", "sqs", "ListQueues"],
  ["sqs/trips", "sqs", "GetQueueUrl"],
  ["lambda", "lambda", "ListFunctions"],
  ["lambda/trips", "lambda", "GetFunctionConfiguration"],
  ["cloudformation", "cloudformation", "ListStacks"],
  [
    "cloudformation/trips",
    "cloudformation",
    ...["DescribeStacks", "DescribeStackEvents", "ListStackResources", "GetTemplate"],
  ],
  // Flink's own message of a failed job would come by this call, too.
  ["flink", "kinesisanalyticsv2", "ListApplications"],
  ["flink/trips", "kinesisanalyticsv2", "DescribeApplication"],
  ["cloudwatch", "cloudwatch", "ListMetrics"],
  ["logs", "logs", "DescribeLogGroups"],
];

describe("the console's pages for hostile answers of the cloud, in Chromium", () => {
  const console = useConsole({}, "suite");
  const injectFaults = (init: RequestInit) => fetch(`${console.cloud.running.endpoint}/_lab/faults`, init);
  afterEach(() => injectFaults({ method: "DELETE" }));

  for (const [location, service, ...operations] of PAGES)
    it(`show an error's text as text: ${location === "" ? "the overview" : location}`, async () => {
      for (const operation of operations) {
        const fault = { service, operation, code: "InvalidArgumentException", message: HOSTILE, status: 400 };
        await injectFaults({
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(fault),
        });
      }
      const page = await console.open(location);
      await page.getByRole("main").getByRole("alert").getByText(HOSTILE).first().waitFor();
      expect(await page.locator("img[src], script:not([src])").count()).to.equal(0);
    });

  it("show a name in their address as text", async () => {
    const page = await console.open(`kinesis/${encodeURIComponent(HOSTILE)}`);
    await page.getByRole("heading", { level: 1 }).getByText(HOSTILE).waitFor();
    expect(await page.locator("img[src], script:not([src])").count()).to.equal(0);
  });
});
