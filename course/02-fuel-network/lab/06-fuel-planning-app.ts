// Lab 02, part 3: who is low?

import { deployFunction, testFunction } from "../../../src/fuel-network";
import { check } from "../../../src/index";
import { QUEUE_URL, LAMBDA_ROLE, ATHENA } from "./01-opening";
export { deployFuelPlanning, FUEL_PLANNING_ENVIRONMENT };

// %% [markdown] id=part-3 tags=why
// ## 3. FuelPlanningApp: who is low?
// The plot shows you who needs a truck. Now a function has to work it out. It asks Athena for all readings with a low tank, and sends the number of each
// station to a **queue**.
//
// **Why a queue, and not a call to the trucks?** An **SQS queue** stores messages until someone takes them. The planner doesn't have to know which
// trucks there are, or whether one is free. If the trucks' program is down for an hour, nothing is lost.

// %% [markdown] id=low-fuel-query-do tags=do
// ### 3.1 The query
// Open [`src/fuel/fuel-planning-app.ts`](../../../src/fuel/fuel-planning-app.ts). The function `isLow`, at the top of the handler, writes the condition for one tank:
// `fuel_tank1_level < '200'`. (Leave it as it is for now, even if you see its weak point. We'll come back to it in part 5.)
//
// The query must find all readings in which **at least one** of the five tanks is low. `TANKS` is the list of the five column names. Replace `None` with one string that contains all five conditions. Which word of SQL belongs between them?

// %% id=low-fuel-query-check tags=check
await check("02-fuel-network.low-fuel-query");

// %% [markdown] id=low-fuel-query-stuck tags=stuck
// {{solution 02-fuel-network.low-fuel-query}} One low tank is enough, so the conditions are joined by `OR`. With `AND`, all five would have to be low at once.

// %% [markdown] id=wait-for-state-do tags=do
// ### 3.2 Wait for the query
// Athena works in the background: `StartQueryExecution` returns the query's ID immediately, and the result comes later. The function `queryIsOver` just sleeps
// for 3 seconds. If the query takes 4, `GetQueryResults` fails. If it takes half a second, you pay Lambda for sleeping.
//
// Replace the sleep with a loop. Use `GetQueryExecutionCommand({ QueryExecutionId })` to ask for the query's state. It's in
// `QueryExecution?.Status?.State` of the response:
//
// - `SUCCEEDED`: leave the loop.
// - `FAILED` or `CANCELLED`: throw an error that says so. Athena gives its reason in `StateChangeReason`, next to the state.
// - Anything else: `await sleep(200)`, and ask again.

// %% id=wait-for-state-check tags=check
await check("02-fuel-network.wait-for-state");

// %% [markdown] id=wait-for-state-stuck tags=stuck
// {{solution 02-fuel-network.wait-for-state}} A query can take a second or a minute, so a fixed pause is either too long or too short. A query can also fail in two ways. You have to handle both, or the loop never ends.

// %% [markdown] id=queue-station-do tags=do
// ### 3.3 Tell the trucks
// For each station in the result, the function does two things: it adds a sentence to its response, and sends the station's number to the queue. The sentence
// for station 9 is exactly:
//
//     Gas station 9 is low on fuel. Alerting fuel trucks.
// The function `sendSqsMessage` sends a message. The message is just the number. **Save** the file.

// %% id=queue-station-check tags=check
await check("02-fuel-network.queue-station");

// %% [markdown] id=queue-station-stuck tags=stuck
// {{solution 02-fuel-network.queue-station}} The sentence is for people. The message is for a program: it's just the number, so the truck doesn't have to parse a sentence.

// %% [markdown] id=deploy-fuel-planning-do tags=do
// ### 3.4 Deploy it to Lambda
// This function has four environment variables, listed at the top of the file: `glue_database`, `glue_table`, `output_bucket` and `queue_url`. Two of the
// values are in `ATHENA`, and one is `QUEUE_URL`.

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
// {{solution 02-fuel-network.deploy-fuel-planning}} The function itself contains none of these names: it reads all four from its environment. Where a cell above already has a name, use it from there.

// %% [markdown] id=invoke-fuel-planning-note tags=look
// ### 3.5 Test it
// Compare the response with the plot: seven stations are low. The log has one line per message, with the ID that SQS gave it.

// %% id=invoke-fuel-planning tags=look,varies
await testFunction({ functionName: "FuelPlanningApp" });
