// Lab 01, part 2.2.1 to 2.2.8: the shop opens; the script's three places.

import { check, listStreamRecords, showTable, startScript, waitUntil } from "../../../src/index";
import { SOURCE_STREAM } from "./04-firehoses";
export { PRODUCER };

// %% [markdown] id=part-2-2 tags=why
// ## 2.2 The streaming ETL
//
// All resources are there; now the data has to flow. Your ETL script will read each record of the source stream, add four attributes to
// it, and write it to the stream of its country:
//
// | attribute | what it holds | in the example |
// |---|---|---|
// | `processing_timestamp` | when your script processed the record | `2026-11-20T09:15:02.123Z` |
// | `overall_product_quantity` | how many pieces were looked at, of all products together | 3 |
// | `overall_in_shopping_cart` | how many of these pieces are in the shopping cart | 2 |
// | `total_different_products` | how many different products were looked at | 2 |
//
// (*The example* is the record above: 2 pieces of Product1, in the cart, and 1 piece of Product2, not in it.)
//
// **Open the shop.** The program that plays the shop,
// [`produce-browsing-sessions.ts`](../../../src/generators/produce-browsing-sessions.ts), invents sessions and writes them to the source
// stream, as the real shop would: one every 10 seconds on average, sometimes three at once, sometimes none for half a minute. The next
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
// Open [`src/etl/consumer.ts`](../../../src/etl/consumer.ts). It is like the consumer of the first part, with some additions. Find the function
// `pollShards`: there the records are read from the stream, and there you will transform them.
//
// ### 2.2.2 Find the loop
//
// Find the loop `for (const record of records)`. In its first line, `readSession(record)` decodes the record's bytes, reads them as
// JSON, and gives you an object, `userSession`. You can read its members (`userSession.city`) and set new ones. Three places below it are
// marked `START CODE HERE`. They are yours.
//
// ### 2.2.3 When was it processed?
//
// The first place adds the member `processing_timestamp`. Its value is the current time, as text in the form `2026-11-20T09:15:02.123Z` (ISO
// 8601, the form that programs in all languages can read). `new Date()` is the current time, and its method `toISOString()` writes it so.
//
// **Save** the script.
// {{with solutions}}
// Then have it checked. The check runs it with sessions of its own. It does not matter that other places in it are still open.
// {{end}}

// %% id=processing-timestamp-check tags=check
await check("01-streaming-ingestion.processing-timestamp");

// %% [markdown] id=processing-timestamp-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// In the place of `None()` stands an expression: make a new `Date`, and call `toISOString()` on it, in one expression.
//
// </details>
//
// {{solution 01-streaming-ingestion.processing-timestamp}} `new Date()` is now. ISO 8601 text in UTC means the same everywhere, and sorted as text it is in the order of time.

// %% [markdown] id=metrics-do tags=do
// ### 2.2.4 Two sums
//
// The second place computes three metrics. Two of them are sums over all products that the customer looked at. So before the loop
// `for (const product of userSession.browse_history)` there are two variables, `overallProductQuantity` and `overallInShoppingCart`.
// Let both begin at 0. The loop then goes through the products, one by one.
//
// ### 2.2.5 All pieces
//
// In the loop, add the product's `quantity` to `overallProductQuantity`. But remember: it arrives as text. `0 + "2"` is `"02"` in
// TypeScript, not 2. `Number("2")` makes a number of it.
//
// ### 2.2.6 Only those in the cart
//
// For the second sum, only products count that are in the shopping cart: their member `in_shopping_cart` is `true`. Put that condition into the
// brackets of `if`. Inside, add the quantity to `overallInShoppingCart`, again as a number.
//
// ### 2.2.7 Into the record
//
// After the loop, set the three new members of `userSession`: `overall_product_quantity` and `overall_in_shopping_cart` to the two sums, and
// `total_different_products` to the number of products in the browsing history, which is the length of that list. (The shop lists each product
// once.) **Save** the script again.

// %% id=metrics-check tags=check
await check("01-streaming-ingestion.metrics");

// %% [markdown] id=metrics-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// - A quantity as a number: `Number(product.quantity)`. It is needed twice.
// - A condition needs no comparison if the value is already true or false: `if (product.in_shopping_cart)`.
// - A list has a member `length`.
//
// </details>
//
// {{solution 01-streaming-ingestion.metrics}} With text, `+=` would put one quantity behind the other: `"2"` and `"3"` would become `"023"`. `Number` makes a sum of them. The number of products is how many entries the list has.

// %% [markdown] id=route-do tags=do
// ### 2.2.8 Which way?
//
// The last place chooses the stream to write to. `pollShards` gets an object, `kinesisDestStreamNames`, with two members:
//
// - `"USA"`: the name of the stream for customers in the USA,
// - `"International"`: the name of the stream for all others.
//
// Choose by the session's member `country`, in one line, with a **conditional expression**:
//
// ```ts
// const destStreamName = condition ? valueIfTrue : valueIfFalse;
// ```
//
// It means: take the first value if the condition holds, otherwise the second. The line is there already; replace each `None`, with its
// quotes and brackets where needed. The call of `PutRecordCommand` below then writes the record to that stream.
//
// **Save** `src/etl/consumer.ts`.

// %% id=route-check tags=check
await check("01-streaming-ingestion.route");

// %% [markdown] id=route-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `None["None"] === "USA"` asks whether a member of something equals `"USA"`: which member, and of which object? The last `None` is the same
// object as the one that gives the name for the USA.
//
// </details>
//
// {{solution 01-streaming-ingestion.route}} The condition is asked of each session, so each goes its own way. Every country but the USA takes the second name: nobody is left out.
