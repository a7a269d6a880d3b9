// Lab 02, part 1.1 and 1.2: the partition keys and their folders.

import { check } from "../../../src/index";
export { PARTITION_KEYS, jqQuery, folder, prefixOf };

// %% [markdown] id=part-1 tags=why
// ## 1. A Firehose that sorts and converts
// **Amazon Data Firehose** (formerly Kinesis Firehose) receives records and writes them to a bucket. In lab 01, it read a data stream. This one
// has no stream: programs send their records straight to it, which is called **Direct PUT**.
//
// It will do two things on the way.
//
// - **Sort.** If all readings were in one folder, every query would have to go through all of them. So Firehose puts each record into a
//   folder by its station, and below that by year, month, day and hour. A query about one station, or one hour, reads one folder. This is
//   called **dynamic partitioning**. A **partition** is such a folder, and a **partition key** is what it's sorted by.
// - **Convert.** The records arrive as JSON, which is easy to write and slow to search. Firehose converts them to **Apache Parquet** files.
//   Parquet stores each column separately and compressed, so a query reads only the columns it needs.
//
// At the end of the lab, you'll see how much both save.

// %% [markdown] id=partition-keys-do tags=do
// ### 1.1 The partition keys
// Firehose finds the keys in each record with **jq**, a small language for JSON. `.station_id` is the property `station_id`. A `|` passes a
// value on: `.event_timestamp| strftime("%Y")` takes the property `event_timestamp`, in seconds since 1970, and formats its year.
// The other parts of a time are `%m` (month), `%d` (day), `%H` (hour), `%M` (minute) and `%S` (second). Case matters. All times are UTC.
//
// Write the jq expressions for the five keys `station_id`, `year`, `month`, `day` and `hour`, each as a string. Their order is the order of the
// folders, so keep it. The expressions contain double quotes, so put single quotes around them.

// %% id=partition-keys exercise=02-fuel-network.partition-keys
// ### START CODE HERE ### (~ 5 lines of code)
// The name of each key, and the jq expression that finds it in a record. // @KEEP
const PARTITION_KEYS = { // @KEEP
  station_id: ".station_id", // @REPLACE station_id: None,
  year: '.event_timestamp| strftime("%Y")', // @REPLACE year: None,
  month: '.event_timestamp| strftime("%m")', // @REPLACE month: None,
  day: '.event_timestamp| strftime("%d")', // @REPLACE day: None,
  hour: '.event_timestamp| strftime("%H")', // @REPLACE hour: None,
}; // @KEEP
// ### END CODE HERE ###

// %% [markdown] id=jq-query-note tags=look
// Firehose takes all of them as one jq program, which returns an object with the keys. This function writes it:

// %% id=jq-query tags=look
const jqQuery = (keys: Record<string, string>) =>
  `{${Object.entries(keys).map(([key, expression]) => `${key}:${expression}`).join(",")}}`;

console.log(jqQuery(PARTITION_KEYS));

// %% id=partition-keys-check tags=check
await check("02-fuel-network.partition-keys");

// %% [markdown] id=partition-keys-stuck tags=stuck
// {{solution 02-fuel-network.partition-keys}} jq takes the time from the record, and `strftime` formats one part of it. Case matters: `%m` is the month, `%M` the minute. `%H` is the hour from 00 to 23.
// > **On AWS**, the console has two fields for each key, *Key name* and *JQ expression*, under *Inline parsing for JSON*. Firehose runs jq 1.6.

// %% [markdown] id=folder-do tags=do
// ### 1.2 The folders
// S3 has no folders. Each object has a key, such as `station-data/station_id=9/year=2026/x.parquet`, and programs that show a bucket draw a folder
// for each part between slashes. So you give Firehose the **prefix** that its keys begin with. In the prefix, a placeholder marks the place of each
// partition key:
//
//     !{partitionKeyFromQuery:year}
//
// For each record, Firehose replaces it with the value that jq found for `year`.
//
// Write the function that returns the folder of one partition key: its name, `=`, the placeholder, and a slash. For `year`, that is
// `year=!{partitionKeyFromQuery:year}/`. Folders named `key=value` are a convention from Apache Hive, and many programs understand it.

// %% id=folder exercise=02-fuel-network.folder
// ### START CODE HERE ### (~ 1 line of code)
// "year" → "year=!{partitionKeyFromQuery:year}/" // @KEEP
const folder = (key: string) => `${key}=!{partitionKeyFromQuery:${key}}/`; // @REPLACE const folder = (key: string) => None;
// ### END CODE HERE ###

// The folders of all keys, one inside the other, below station-data/.
const prefixOf = (keys: object) => `station-data/${Object.keys(keys).map(folder).join("")}`;
console.log(prefixOf(PARTITION_KEYS));

// %% id=folder-check tags=check
await check("02-fuel-network.folder");

// %% [markdown] id=folder-stuck tags=stuck
// {{solution 02-fuel-network.folder}} The two placeholders are replaced at different times: `${key}` now, by TypeScript; `!{…}` later, by Firehose, for each record. The slash ends the folder's name.
