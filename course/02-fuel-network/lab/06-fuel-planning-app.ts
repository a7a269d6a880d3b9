// Lab 02, part 3: who is low?

import { deployFunction, testFunction } from "../../../src/fuel-network";
import { check } from "../../../src/index";
import { QUEUE_URL, LAMBDA_ROLE, ATHENA } from "./01-opening";
export { deployFuelPlanning };

// %% [markdown] id=part-3 tags=why
// ## 3. FuelPlanningApp: who is low?
//
// You can see in the plot who needs a truck. Now a function has to work it out. It asks Athena for all readings with a low tank, and writes the number of each
// station into a **queue**.
//
// **Why a queue, and not a call to the trucks?** An **SQS queue** keeps messages until somebody takes them. The planner does not have to know which
// trucks there are, or whether one has time now. If the trucks' program does not run for an hour, nothing is lost.

// %% [markdown] id=low-fuel-query-do tags=do
// ### 3.1 The query
//
// Open [`src/fuel/fuel-planning-app.ts`](../../../src/fuel/fuel-planning-app.ts). The function `isLow`, at the top of the handler, writes the condition for one tank:
// `fuel_tank1_level < '200'`. (Leave it as it is for now, even if you see its weak point. Part 5 comes back to it.)
//
// The query has to find all readings in which **at least one** of the five tanks is low. `TANKS` is the list of the five column names. Replace `None` with one string: the five conditions joined by ` OR `.

// %% id=low-fuel-query-check tags=check
await check("02-fuel-network.low-fuel-query");

// %% [markdown] id=low-fuel-query-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `TANKS.map(isLow)` is the list of the five conditions. `.join(" OR ")` makes one text of a list.
//
// </details>
//
// {{solution 02-fuel-network.low-fuel-query}} One low tank is enough, so the conditions are joined by `OR`. With `AND` all five would have to be low at once.

// %% [markdown] id=wait-for-state-do tags=do
// ### 3.2 Wait for the query
//
// Athena works in the background: `StartQueryExecution` gives the query's id at once, and the answer is there later. The function `queryIsOver` only sleeps for
// 3 seconds. If the query takes 4, `GetQueryResults` fails; if it takes half a second, you pay Lambda for sleeping.
//
// Replace the sleep by a loop. Ask with `GetQueryExecutionCommand({ QueryExecutionId })` for the query's state. It is in
// `QueryExecution?.Status?.State` of the answer:
//
// - `SUCCEEDED`: leave the loop;
// - `FAILED` or `CANCELLED`: throw an error that says so. `StateChangeReason`, beside the state, is Athena's own reason;
// - anything else: `await sleep(200)`, and ask again.

// %% id=wait-for-state-check tags=check
await check("02-fuel-network.wait-for-state");

// %% [markdown] id=wait-for-state-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `for (;;) { … }` is a loop without end; `break` leaves it. A command is sent as the one above it in the file: `await athena.send(new …)`. Take
// `QueryExecution` out of its answer, in curly brackets, as `QueryExecutionId` is taken there.
//
// </details>
//
// {{solution 02-fuel-network.wait-for-state}} A query may take a second or a minute: a fixed pause is too long, or too short. A query can also end badly in two ways; each needs handling, or the loop would never end.

// %% [markdown] id=queue-station-do tags=do
// ### 3.3 Tell the trucks
//
// For each station in the answer, the function does two things: it puts a sentence into its response, and the station's number into the queue. The sentence
// for station 9 reads exactly
//
//     Gas station 9 is low on fuel. Alerting fuel trucks.
//
// The function `sendSqsMessage` writes a message; the number alone is the message. **Save** the file.

// %% id=queue-station-check tags=check
await check("02-fuel-network.queue-station");

// %% [markdown] id=queue-station-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// A text between backticks, with `${stationId}` where the number belongs. The message is `stationId` itself.
//
// </details>
//
// {{solution 02-fuel-network.queue-station}} The sentence is for people, the message for a program: it holds the number alone, so the truck doesn't have to parse it.

// %% [markdown] id=deploy-fuel-planning-do tags=do
// ### 3.4 Deploy it to Lambda
//
// This function has four environment variables. They are listed at the top of the file: `glue_database`, `glue_table`, `output_bucket` and `queue_url`. The values
// of two of them are in `ATHENA`, one is `QUEUE_URL`.

// %% id=deploy-fuel-planning exercise=02-fuel-network.deploy-fuel-planning
// ### START CODE HERE ### (~ 6 lines of code)
const FUEL_PLANNING_ENVIRONMENT = { // @KEEP
  glue_database: ATHENA.database, // @REPLACE glue_database: None,
  glue_table: "conversion_table", // @REPLACE glue_table: None,
  output_bucket: ATHENA.outputLocation, // @REPLACE output_bucket: None,
  queue_url: QUEUE_URL, // @REPLACE queue_url: None,
}; // @KEEP
// ### END CODE HERE ###

const deployFuelPlanning = () =>
  deployFunction({
    functionName: "FuelPlanningApp",
    file: "src/fuel/fuel-planning-app.ts",
    roleName: LAMBDA_ROLE,
    environment: FUEL_PLANNING_ENVIRONMENT,
    timeoutSeconds: 60,
  });
await deployFuelPlanning();

// %% id=deploy-fuel-planning-check tags=check
await check("02-fuel-network.deploy-fuel-planning");

// %% [markdown] id=deploy-fuel-planning-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `ATHENA.database` is `"conversion"`; `ATHENA.outputLocation` begins with `s3://`, as the function wants it. The table is the one of 1.4.
//
// </details>
//
// {{solution 02-fuel-network.deploy-fuel-planning}} The function is told four names, and knows none of them by itself. Where the cells above know a name already, it comes from there.

// %% [markdown] id=invoke-fuel-planning-note tags=look
// ### 3.5 Test it
//
// Compare the response with the plot. Seven stations are low. The log shows a line for each message: the id that SQS gave it.

// %% id=invoke-fuel-planning tags=look,varies
await testFunction({ functionName: "FuelPlanningApp" });
