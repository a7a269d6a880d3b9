// Lab 06. The closing.

import { listResources, sh, showCost, showTable } from "../../../src/index";
import { buckets, dataStreams, firehoses } from "../../../src/aws/list-resources";
import { glueDatabases } from "../../../src/aws/kinds/glue-databases";
import { lambdaFunctions } from "../../../src/aws/kinds/lambda-functions";
import { logGroups } from "../../../src/aws/kinds/log-groups";
import { queues } from "../../../src/aws/kinds/queues";
import { stacks } from "../../../src/aws/kinds/stacks";

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
//
// The test has run your `cleanUp` in its own cloud. This cell runs it in yours, only if you set `CLEAN_UP` to `true`.

// %% id=clean-up tags=clean-up
const CLEAN_UP = false;

if (CLEAN_UP) {
  await sh`npx tsx src/parcels/run-pipeline.ts --script src/parcels/pipeline.ts --call cleanUp`;
} else {
  console.log("Nothing is deleted yet: set CLEAN_UP to true, and run this cell again.");
}

// %% [markdown] id=clean-up-proof-note tags=clean-up
// **The proof.** This cell asks AWS for everything whose name begins with `parcels`. After the clean-up, the table is empty. If it isn't, it names the line that deletes the rest.

// %% id=clean-up-proof tags=clean-up,wait
showTable(
  await listResources({ prefix: "parcels", kinds: [dataStreams, firehoses, lambdaFunctions, queues, glueDatabases, buckets, logGroups, stacks] }),
  { title: "What is left of this lab" },
);

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it would have cost.** Here it costs nothing. This cell adds up what your work would have cost on AWS, and says what it doesn't count.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// > **On AWS**, check the Billing console the next day, and CloudWatch for alarms: the table above doesn't list them. **Here**, the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - A call that sends several records can **succeed and reject some of them**.
// - Between a crash and its repair, lines come twice. **Exactly once** is a property of the result: give it a place where the second copy is recognized.
// - A bad line is data, too: keep it, with its reason.
// - A buffer in front of the delivery makes a **stall** harmless. An alarm makes it known.
// - **Cost** is part of the design: what exists by the hour, and what is billed by the record, object or request.
//
// **Congratulations!** You have built a pipeline by yourself, and it has survived what production does to pipelines.

// %% [markdown] id=glossary tags=summary
// ## Glossary
