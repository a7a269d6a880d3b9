// Lab 06. The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks`
// makes learner's and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones
// use; these lines are in no notebook.

export { BRIEF, STUDENT };

// %% [markdown] id=welcome tags=opening
// # Lab 06: Capstone
//
// A carrier scans every parcel at four depots. You build the whole pipeline, from the scanners' lines to a report, without instructions.
// This page has a brief, data that flows, and an acceptance test. **The design is yours.**
//
// ```mermaid
// flowchart LR
//   accTitle: The pipeline of lab 06
//   accDescr: Scanners send records to your design. It delivers them as Parquet to the table parcels.scans, which Athena queries. It puts bad lines with reasons into parcels.rejected, and raises an alarm when it stalls.
//   a["scanners"] --> b["your design"] --> c["parcels.scans<br>Parquet, queried with Athena"]
//   b --> d["parcels.rejected<br>bad lines, with reasons"]
//   b -. stalls .-> e["an alarm"]
// ```
//
// | item | details |
// |---|---|
// | **Time** | about 6 hours, in several sittings |
// | **Before you start** | labs 01 to 05, or the same experience |
// | **Cost here** | nothing: the *lab cloud* on your computer takes the place of AWS |
// | **Cost on AWS** | about 0.13 USD with the course's own design, or 11 USD if you forget the [clean-up](#Clean-up) for a month: [the details](../../../docs/on-aws.md#what-the-labs-cost) |
// | **Set up for you** | two IAM roles, for Firehose and for functions. Both apply to resources whose names begin with `parcels-`, and to buckets whose names also end in your account ID |
//
// **Contents**
//
// 1. [The brief](#1.-The-brief)
// 2. [The data](#2.-The-data)
// 3. [The pipeline](#3.-The-pipeline)
//
// [Clean-up](#Clean-up), [summary](#Summary), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Only your name and the script count. Save them, with Ctrl+S, or Cmd+S on a Mac. Everything else in this notebook is for you: add cells as you like.
// {{with checks}}
// - The `check` cell runs the acceptance test with your saved script, in a fresh cloud.
// {{end}}
// - Not sure how to continue? `hint` gives three hints, one at a time.
// {{with solutions}}
//   To get one possible solution, run `npx labs solution 06` in a terminal.
// {{end}}

// %% id=setup tags=setup
import { createScanFeed, rejectLightScans } from "../../../src/generators/parcel-scans";
import { accountId, advanceClock, check, listResources, sh, showCost, showTable } from "../../../src/index";
import { buckets, dataStreams, firehoses } from "../../../src/aws/list-resources";
import { glueDatabases } from "../../../src/aws/kinds/glue-databases";
import { lambdaFunctions } from "../../../src/aws/kinds/lambda-functions";
import { logGroups } from "../../../src/aws/kinds/log-groups";
import { queues } from "../../../src/aws/kinds/queues";
import { stacks } from "../../../src/aws/kinds/stacks";
import { drawFeedSeed, showBrief } from "../../../src/parcels/brief";
import { getCloudTime } from "../../../src/waiting/cloud-now";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=student-name-do tags=do
// ### Your name
//
// Every carrier has **its own numbers** in the brief: your name decides yours. Write it in letters from `a` to `z`, digits and hyphens, such as `grace-hopper`.
// If your instructor gave you an ID, write that instead. Don't change it later, or your numbers change, too.

// %% id=student-name exercise=06-capstone.student-name
// ### START CODE HERE ### (~ 1 line of code)
const STUDENT = "ada-lovelace"; // @REPLACE const STUDENT = None;
// ### END CODE HERE ###

// %% id=student-name-check tags=check
await check("06-capstone.student-name");

// %% [markdown] id=student-name-stuck tags=stuck
// {{solution 06-capstone.student-name}} Any name is right. The check reads it from your code, so write it as one text in quotes.

// %% [markdown] id=brief tags=why
// ## 1. The brief
//
// Partners pay per scan. A missing scan costs the carrier money, and a scan that is counted twice costs a partner money.
//
// **The contract.** You write one script, [`src/parcels/pipeline.ts`](../../../src/parcels/pipeline.ts), and it exports three functions. Each call is a process of its own.
//
// | you export | what it does |
// |---|---|
// | `deploy()` | creates everything |
// | `produce(lines)` | takes the scanners' lines, an `AsyncIterable<string>`. When it ends, your pipeline is responsible for all of them |
// | `cleanUp()` | deletes everything that exists because of you |
//
// **The result** is what Athena finds in the Glue database `parcels`. Each of the two may be a table or a view:
//
// - `scans`, with the columns `scan_id`, `parcel_id`, `depot`, `day`, `scanned_at`, `status`, `weight_g` and `note`. The day is the first ten characters of `scanned_at`.
//   All of them are strings, as in the line, and only `weight_g` is an integer.
// - `rejected`, with the columns `line` (as it came) and `reason`
//
// **Twelve criteria**, two points each. The test's feed has 2,400 lines, all at once. Four numbers are your own: the *least weight*, the times until the *first answer* and the *alarm*, and the *monthly cost*. The table below the brief has them.
//
// | no. | criterion | how it is tested |
// |---|---|---|
// | 1 | every valid scan is in `scans` | `produce` is killed at line 1,130. It starts again, and **all lines come again**. Requests above a limit are rejected: in the test, a Firehose accepts 1 MiB a second. In your own cloud, it accepts 5 MiB |
// | 2 | each scan is there once | in the same way |
// | 3 | its values are unchanged | each column is compared |
// | 4 | each bad line is in `rejected`, once | a line is bad if it isn't JSON, has no `scan_id`, or has a `weight_g` that isn't above the *least weight* |
// | 5 | the reason says what is wrong | the three kinds have different reasons. Of a line with two faults, the one that row 4 names first counts |
// | 6 | the feed can be queried in time | rows are counted when the time until the *first answer* has passed since `produce` |
// | 7 | the report reads at most 100,000 bytes, from Parquet | by the query below |
// | 8 | a stall loses nothing | S3 refuses all objects for 15 minutes, while 300 lines arrive. `produce` doesn't fail, and 10 minutes later all scans are there |
// | 9 | an alarm notices the stall | a CloudWatch alarm is in the state ALARM when the stall has lasted for the time until the *alarm*. Before the stall, none is |
// | 10 | it costs at most the *monthly cost* | with [the course's prices](../../../cloud/prices.json), and a feed like this one every ten minutes |
// | 11 | `cleanUp` leaves nothing | the account is compared with what it was before |
// | 12 | `deploy` and `produce` don't fail | in the whole test |
//
// The report, for one depot and the day of the test's feed:
//
// ```sql
// SELECT status, count(*), sum(weight_g) FROM scans WHERE depot = 'north' AND day = '2030-01-01' GROUP BY status
// ```
//
// **What no test can judge**, your instructor may judge by this rubric:
//
// | points for | 0 | 1 | 2 |
// |---|---|---|---|
// | **Design note** | missing | says what was built | says what else was considered, and why it was not built |
// | **Operation** | only the author could run it | a colleague could deploy and delete it | a colleague who is woken by the alarm knows where to look first |
// | **Limits** | not mentioned | says what breaks first at ten times the load | has measured it, and says what a change would cost |
// | **Code** | hard to follow | has clear names and small functions | also handles each error where it happens, and has nothing that isn't needed |

// %% id=brief-numbers tags=look
const BRIEF = showBrief(STUDENT);
