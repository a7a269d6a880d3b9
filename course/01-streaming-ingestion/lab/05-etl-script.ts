// Lab 01, part 2.2.1 to 2.2.8: the shop opens; the script's three places.

import { check, listStreamRecords, showTable, startScript, waitUntil } from "../../../src/index";
import { showRoutes } from "../../../src/streaming-ingestion";
import { STUDENT } from "./01-opening";
import { SOURCE_STREAM } from "./04-firehoses";
export { PRODUCER };

// %% [markdown] id=part-2-2 tags=why
// ## 2.2 The streaming ETL
// All resources exist; now the data has to flow. Your ETL script will read each record of the source stream, add four attributes,
// and write the record to its country's stream:
//
// | attribute | what it holds | in the example |
// |---|---|---|
// | `processing_timestamp` | when your script processed the record | `2026-11-20T09:15:02.123Z` |
// | `overall_product_quantity` | the total quantity of all products the customer looked at | 3 |
// | `overall_in_shopping_cart` | how much of that quantity is in the shopping cart | 2 |
// | `total_different_products` | how many different products the customer looked at | 2 |
//
// (*The example* is the record above: 2 of Product1, in the cart, and 1 of Product2, not in the cart.)
// **Open the shop.** The program that simulates the shop,
// [`produce-browsing-sessions.ts`](../../../src/generators/produce-browsing-sessions.ts), invents sessions and writes them to the source stream. As in a real shop, they arrive irregularly: one every 10 seconds on average, sometimes three at once, sometimes none for half a minute. The next
// cell starts it in the background, as a third terminal would, and waits for the first sessions.

// %% id=start-producer tags=do,script,wait
const PRODUCER = "src/generators/produce-browsing-sessions.ts";

// The rate is the mean number of sessions a minute.
await startScript(PRODUCER, { stream: SOURCE_STREAM, rate: "6" });
const sessions = await waitUntil({
  what: "the first three sessions in the source stream",
  check: async () => {
    const records = await listStreamRecords({ streamName: SOURCE_STREAM });
    return records.length >= 3 && records;
  },
  otherwise: "Is the producer running? Look at it with showScript(PRODUCER).",
});
showTable(sessions, {
  title: "What the shop has written",
  columns: ["arrivedAt", "shardId", "data"],
  limit: 3,
});

// %% [markdown] id=etl-do tags=do
// ### 2.2.1 Open the script
//
// Open [`src/etl/consumer.ts`](../../../src/etl/consumer.ts). It is like the consumer in part 1, with some additions. Find the function
// `pollShards`: it reads the records from the stream, and you'll transform them there.
//
// ### 2.2.2 Find the loop
//
// Find the loop `for (const record of records)`. In its first line, `readSession(record)` decodes the record's bytes, parses them as
// JSON, and returns an object, `userSession`. You can read its properties (`userSession.city`) and set new ones. Below that are three
// places marked `START CODE HERE`. They are yours.
//
// ### 2.2.3 When was it processed?
// In the first place, set the property `processing_timestamp`. Its value is the current time, as a string like `2026-11-20T09:15:02.123Z` (ISO
// 8601, a format that programs in all languages can read). `new Date()` is the current time, and its method `toISOString()` formats it.
//
// **Save** the script.
// {{with checks}}
// Then check it. The check runs the script with its own sessions. It doesn't matter that other places are still unfinished.
// {{end}}

// %% id=processing-timestamp-check tags=check
await check("01-streaming-ingestion.processing-timestamp");

// %% [markdown] id=processing-timestamp-stuck tags=stuck
// {{solution 01-streaming-ingestion.processing-timestamp}} `new Date()` is the current time. An ISO 8601 string in UTC means the same everywhere, and sorting such strings puts them in order of time.

// %% [markdown] id=metrics-do tags=do
// ### 2.2.4 to 2.2.7 Three metrics
// The second place computes the three metrics of the table above, and sets them as properties of `userSession`:
//
// - `overall_product_quantity`: the quantity of all products in `browse_history`
// - `overall_in_shopping_cart`: the same sum, but only of products that are in the shopping cart
// - `total_different_products`: how many different products there are (The shop lists each product only once.)
//
// The loop is there, and so are two variables, `overallProductQuantity` and `overallInShoppingCart`. You decide what they begin with, what is added to each, and when.
//
// One thing to think about first: each `quantity` arrives as a string. `0 + "2"` is `"02"`, not 2. Your editor refuses `sum += product.quantity`, because the types
// don't fit. But `tsx` runs it without checking types, and no error warns you of the wrong sum. **Save** the script again.

// %% id=metrics-check tags=check
await check("01-streaming-ingestion.metrics");

// %% [markdown] id=metrics-stuck tags=stuck
// {{solution 01-streaming-ingestion.metrics}} With strings, `+=` would concatenate the quantities: `"2"` and `"3"` would become `"023"`. With `Number`, they add up. The number of products is the length of the array.

// %% [markdown] id=route-do tags=do
// ### 2.2.8 Which way?
// The last place chooses the stream to write to. `pollShards` gets an object, `kinesisDestStreamNames`, with two properties:
//
// - `"USA"`: the name of the stream for customers in the USA
// - `"International"`: the name of the stream for everyone else
//
// Customers in the USA go to the first, **all others** to the second. Some shops let the USA's engine serve a few more countries: the table below this text, made for your name, shows who goes where in yours.
// Write that in one line, with a **conditional expression**:
//
// ```ts
// const destStreamName = condition ? valueIfTrue : valueIfFalse;
// ```
// It means: take the first value if the condition is true, otherwise the second. The line is already there. Replace each `None`: which object is it,
// and which of its properties? The example record in 2.1 shows where a customer's home is. Keep the quotes and brackets. If your table has more than one country for the USA stream, extend the condition.
// The `PutRecordCommand` below then writes the record to that stream.
//
// **Save** `src/etl/consumer.ts`.

// %% id=routes tags=look
showRoutes(STUDENT);

// %% id=route-check tags=check
await check("01-streaming-ingestion.route");

// %% [markdown] id=route-stuck tags=stuck
// {{solution 01-streaming-ingestion.route}} This is the route for Ada Lovelace: yours may have more countries. The condition is evaluated for each session, so each one takes its own route. Every country that it doesn't name gets the second name, so no one is left out.
