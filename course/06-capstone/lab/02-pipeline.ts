// Lab 06: the data, and the learner's own work.

import { createScanFeed, rejectLightScans } from "../../../src/generators/parcel-scans";
import { advanceClock, check, sh, showTable } from "../../../src/index";
import { drawFeedSeed } from "../../../src/parcels/brief";
import { getCloudTime } from "../../../src/waiting/cloud-now";
import { BRIEF, STUDENT } from "./01-opening";

// %% [markdown] id=data-note tags=why
// ## 2. The data
//
// Each scanner sends lines. Most of them are scans in JSON; one in a hundred is damaged. The test makes up its own lines in the same way, with
// another seed than yours, which your name decides. Some of its lines are at the limits that the brief names.
// A scan belongs to today or yesterday. A depot may scan a parcel twice: both scans count. On the same day, your feed has the same lines each time.

// %% id=data tags=look,varies
const FEED_SEED = String(drawFeedSeed(STUDENT));
const feed = rejectLightScans(createScanFeed({ seed: Number(FEED_SEED), count: 2400, now: new Date(await getCloudTime()) }), BRIEF.leastGrams);
showTable(feed.scans.slice(0, 5).map(({ note, ...scan }) => ({ ...scan, "characters in note": note.length })), { title: "Five scans" });
showTable(feed.bad.slice(0, 3).map((line) => ({ line: `${line.slice(0, 110)}…`, "ends with": line.slice(-14) })), { title: "Three bad lines" });

// %% [markdown] id=pipeline-note tags=do
// ## 3. The pipeline
// Open [`src/parcels/pipeline.ts`](../../../src/parcels/pipeline.ts). It has a comment, and room for your design.
//
// 1. **Choose.** Which services? The lab cloud has [these](../../../cloud/COVERAGE.md): DynamoDB is not among them. Draw the flow. For each arrow, ask: what if it fails halfway, and what if the same line comes twice?
// 2. **Estimate.** What does a month cost, and what fills up first?
// 3. **Get one line through to the end** first, then build the rest.
// 4. **Break it yourself**, before the test does. It stalls S3 by a bucket policy that denies `s3:PutObject` to everyone, and so can you, with `aws s3api put-bucket-policy`. Deleting the policy ends the stall.
//
// You may import anything from [`src/`](../../../src/README.md), such as `runQuery` from `../athena/run-query`. The roles are called `LabStack-Parcels-FirehoseRole` and
// `LabStack-Parcels-FunctionRole`. Begin all names with `parcels-`, and end those of buckets in `-` and your account ID. Otherwise, the roles don't apply to them. Tag what you create
// with `createLabTags({ lab: "06-capstone" })` from `../aws/lab-tags`, so that `labs teardown` finds it.
//
// In the test, each call may use 30 seconds of processor time. Waiting takes none: there, the clock jumps to the end of each wait.
// In the test, it's the morning of 2030-01-01, and `new Date()` in your script says so. A Lambda function has another clock there: take a day from the line, or from the event.
//
// These cells call your functions. The second cell calls `produce` twice: the first call is killed on purpose.

// %% id=deploy tags=do,wait
await sh`npx tsx src/parcels/run-pipeline.ts --script src/parcels/pipeline.ts --call deploy`;

// %% id=produce tags=do,wait
await sh`npx tsx src/parcels/run-pipeline.ts --script src/parcels/pipeline.ts --call produce --seed ${FEED_SEED} --kill-at 1130`;
await sh`npx tsx src/parcels/run-pipeline.ts --script src/parcels/pipeline.ts --call produce --seed ${FEED_SEED}`;

// %% [markdown] id=own-note tags=look
// Add cells below: query `scans`, look at the metrics, and write your design note. On AWS, wait some minutes instead of moving the clock.
//
// > **Here**, the console shows [every call](/lab-cloud/console/#/journal), [the cost](/lab-cloud/console/#/cost), and a page for each resource. **On AWS**, each service has its own console.

// %% id=jump tags=clock
await advanceClock(120);

// %% [markdown] id=pipeline-check-note tags=check
// **The acceptance test.** Save the script first.

// %% id=pipeline-check tags=check
await check("06-capstone.pipeline");

// %% [markdown] id=pipeline-stuck tags=stuck
// {{solution 06-capstone.pipeline}} It is one of many designs, with the numbers for Ada Lovelace: a stream, a Firehose that calls a function, and two views. The function sends bad lines to a partition of their own. The view `scans` groups by `scan_id`, so that lines may come twice.
