// Lab 02, part 1.1 and 1.2: the partition keys and their folders.

import { check } from "../../../src/index";
export { PARTITION_KEYS, jqQuery, folder, prefixOf };

// %% [markdown] id=part-1 tags=why
// ## 1. A Firehose that sorts and converts
//
// **Amazon Data Firehose** (once called Kinesis Firehose) receives records and writes them to a bucket. In lab 01 it read a data stream. This one
// has no stream before it: programs send their records straight to it, which is called **Direct PUT**.
//
// It will do two things on the way.
//
// - **Sort.** If all readings were in one folder, each question would have to go through all of them. So Firehose puts each record into a
//   folder by its station, and below that by year, month, day and hour. A question about one station, or one hour, reads one folder. This is
//   called **dynamic partitioning**. A **partition** is such a folder, and a **partition key** is what it is sorted by.
// - **Convert.** The records come as JSON, which is easy to write and slow to search. Firehose makes **Apache Parquet** files of them. Parquet keeps
//   each column by itself and compressed, so a query reads only the columns it asks for.
//
// You will see at the end of the lab how much both save.

// %% [markdown] id=partition-keys-do tags=do
// ### 1.1 The partition keys
//
// Firehose finds the keys in each record with **jq**, a small language for JSON. `.station_id` is the member `station_id`. With `|` a value is
// passed on: `.event_timestamp| strftime("%Y")` takes the member `event_timestamp`, seconds since 1970, and writes the year of that time.
// The other parts of a time are `%m` (month), `%d` (day), `%H` (hour), `%M` (minute), `%S` (second). Upper and lower case matter. All times are UTC.
//
// Write the jq expressions of the five keys `station_id`, `year`, `month`, `day` and `hour`, each as text. They contain double quotes, so put
// single quotes around them.

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
// Firehose wants all of them as one jq program, which makes an object of the keys. This function writes it:

// %% id=jq-query tags=look
const jqQuery = (keys: Record<string, string>) =>
  `{${Object.entries(keys).map(([key, expression]) => `${key}:${expression}`).join(",")}}`;

console.log(jqQuery(PARTITION_KEYS));

// %% id=partition-keys-check tags=check
await check("02-fuel-network.partition-keys");

// %% [markdown] id=partition-keys-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The year is there in the text above, ready to be copied. Month, day and hour differ from it in one letter each: `%m`, `%d`, `%H`.
//
// </details>
//
// {{solution 02-fuel-network.partition-keys}} jq takes the time out of the record, and `strftime` writes one part of it. The letters count, small or capital: `%m` is the month, `%M` the minute; `%H` counts 24 hours.
//
// > **On AWS** the console has two fields for each key, *Key name* and *JQ expression*, under *Inline parsing for JSON*. Firehose runs jq 1.6.

// %% [markdown] id=folder-do tags=do
// ### 1.2 The folders
//
// S3 has no folders. Each object has a key, such as `station-data/station_id=9/year=2026/x.parquet`, and programs that show a bucket draw a folder
// for each part between slashes. So Firehose is told what its keys begin with, the **prefix**, and where in it each partition key stands:
//
//     !{partitionKeyFromQuery:year}
//
// is replaced, for each record, by what jq found for `year`.
//
// Write the function that gives the folder of one partition key: its name, `=`, the placeholder, and a slash. For `year` that is
// `year=!{partitionKeyFromQuery:year}/`. Folders named `key=value` are a custom from the database Hive; many programs know what they mean.

// %% id=folder exercise=02-fuel-network.folder
// ### START CODE HERE ### (~ 1 line of code)
// "year" → "year=!{partitionKeyFromQuery:year}/" // @KEEP
const folder = (key: string) => `${key}=!{partitionKeyFromQuery:${key}}/`; // @REPLACE const folder = (key: string) => None;
// ### END CODE HERE ###

// The folders of all keys, one in the other, below station-data/.
const prefixOf = (keys: object) => `station-data/${Object.keys(keys).map(folder).join("")}`;
console.log(prefixOf(PARTITION_KEYS));

// %% id=folder-check tags=check
await check("02-fuel-network.folder");

// %% [markdown] id=folder-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Text between backticks may contain values: `${key}` is the value of `key`. Firehose's placeholder begins with `!{`, yours with `${`. One is
// inside the other: `!{partitionKeyFromQuery:${key}}`.
//
// </details>
//
// {{solution 02-fuel-network.folder}} Two things are put in, at two times. `${key}` is put in now, by TypeScript; `!{…}` later, by Firehose, for each record. The slash ends the folder's name.
