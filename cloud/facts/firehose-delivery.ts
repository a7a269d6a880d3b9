import type { FactGroup } from "./fact";

export const firehoseDelivery: FactGroup = {
  title: "Firehose: delivery and object names",
  facts: [
    { id: "FH-034", grade: "measured", says: "Records are joined byte for byte; nothing is put between them." },
    {
      id: "FH-035",
      grade: "documented",
      says: "An object is delivered when its size or its age is reached, counted from the first record in it.",
    },
    {
      id: "FH-036",
      grade: "documented",
      says: "The size hint is 1 to 128 MiB (default 5), the interval 0 to 900 s (default 300); give both or neither.",
      differs: "AWS's texts for one without the other and for more than 128 are not known.",
    },
    { id: "FH-037", grade: "documented", says: "The size is measured before compression." },
    {
      id: "FH-038",
      grade: "documented",
      says: "An object's name is its prefix, then stream, version, time to the second, a UUID, and the extension.",
    },
    {
      id: "FH-039",
      grade: "measured",
      says: "Without a prefix, names begin with year, month, day and hour; a plain prefix comes before that, without a slash.",
    },
    {
      id: "FH-040",
      grade: "measured",
      says: "A prefix with any expression gets nothing appended.",
      differs: "AWS's guide says otherwise about prefixes without a time; the lab cloud follows the measurement.",
    },
    {
      id: "FH-041",
      grade: "measured",
      says: "Four compressions, each with its extension, its Content-Encoding and its own framing. The content type is always the same.",
      differs: "AWS's guide has another extension for Hadoop's Snappy; the lab cloud follows the measurement.",
    },
    {
      id: "FH-042",
      grade: "measured",
      says: "Converted objects end in .parquet and carry, oddly, a Content-Encoding of hadoop-snappy.",
      differs: "For ORC, only the extension is known; its objects get the same encoding.",
    },
    {
      id: "FH-043",
      grade: "measured",
      says: "A custom file extension replaces that of the compression; an empty one doesn't. Objects of failed records have no extension.",
    },
    {
      id: "FH-044",
      grade: "measured",
      says: "A custom time zone applies to all times in prefix and name. Only UTC and an older list of zone names are accepted.",
    },
    {
      id: "FH-045",
      grade: "documented",
      says: "Times in a prefix follow Java's patterns. All of them use one instant: the arrival of the oldest record.",
    },
    { id: "FH-046", grade: "documented", says: "A random string has eleven characters, new ones for each use." },
    {
      id: "FH-047",
      grade: "measured",
      says: "A prefix has up to 1,024 characters as given and up to 512 when evaluated.",
    },
    {
      id: "FH-048",
      grade: "documented",
      says: "While S3 rejects objects, delivery is retried for 24 hours; then the data is lost. Delivery is at least once: duplicates can happen.",
      differs:
        "Access is denied only by a bucket policy that denies everyone: other policies are stored, not evaluated.",
    },
  ],
};

export const firehosePrefixes: FactGroup = {
  title: "Firehose: what a prefix may hold",
  facts: [
    { id: "FH-049", grade: "measured", says: "A prefix with expressions needs an error prefix." },
    { id: "FH-050", grade: "measured", says: "An error prefix with expressions must hold the kind of failure." },
    { id: "FH-051", grade: "measured", says: "A prefix must not hold the kind of failure." },
    {
      id: "FH-052",
      grade: "measured",
      says: "A stray `!{` and an unknown namespace are rejected with different messages. Only the first contains the prefix.",
    },
    {
      id: "FH-053",
      grade: "measured",
      says: "An unknown value, or a letter that isn't part of a time pattern, is rejected. The message names which of the two prefixes has it.",
    },
    { id: "FH-054", grade: "measured", says: "An error prefix must not hold partition keys." },
    { id: "FH-055", grade: "measured", says: "A prefix may hold partition keys only with dynamic partitioning." },
    {
      id: "FH-056",
      grade: "documented",
      says: "With two plain prefixes and none for errors, failed records go below the prefix, by kind and time.",
      differs: "AWS's text and its own example disagree on the day; the lab cloud follows the example.",
    },
    {
      id: "FH-057",
      grade: "measured",
      says: "Each kind of failure has a name in the error prefix; partitioning has three.",
      differs: "Errors of destinations other than S3 don't happen here.",
    },
  ],
};

export const firehosePartitioning: FactGroup = {
  title: "Firehose: dynamic partitioning",
  facts: [
    {
      id: "FH-058",
      grade: "documented",
      says: "Partitioning is chosen when a stream is created, and stays; keys and prefix may change.",
      differs: "AWS's text for a later change is not known.",
    },
    {
      id: "FH-059",
      grade: "measured",
      says: "Partitioning needs a size hint of at least 64 MiB and an interval of at least 60 s.",
    },
    { id: "FH-060", grade: "measured", says: "Partitioning needs a prefix that holds partition keys." },
    { id: "FH-061", grade: "measured", says: "Partitioning needs processing, by jq or by Lambda." },
    { id: "FH-062", grade: "measured", says: "Keys by jq need the jq processor, keys by Lambda the Lambda processor." },
    { id: "FH-063", grade: "measured", says: "The jq program must not return a key that the prefix doesn't contain." },
    {
      id: "FH-064",
      grade: "measured",
      says: "There is one jq engine. Its program returns an object of keys, at most 50.",
      differs: "The jq is a newer one than AWS's 1.6. No stream reaches 50 keys: a prefix has room for fewer.",
    },
    {
      id: "FH-065",
      grade: "measured",
      says: "De-aggregation and jq come only with partitioning; the fault names AWS's own class.",
    },
    {
      id: "FH-066",
      grade: "measured",
      says: "Records are de-aggregated as JSON or at a delimiter, which comes in base64.",
    },
    {
      id: "FH-067",
      grade: "measured",
      says: "If a record has several JSON values, each goes to its own partition, without what separated them. A record with more than 500 isn't split, and fails.",
    },
    {
      id: "FH-068",
      grade: "documented",
      says: "AppendDelimiterToRecord needs no parameter, and puts a line feed after each record.",
    },
    {
      id: "FH-069",
      grade: "documented",
      says: "De-aggregation comes first, then Lambda, partitioning, conversion and S3.",
    },
    {
      id: "FH-070",
      grade: "measured",
      says: "A record in which jq finds no key goes to the error prefix, with a code and a message. All other records of the batch are delivered.",
    },
    {
      id: "FH-071",
      grade: "measured",
      says: "A Lambda result that lacks a key of the prefix goes to the error prefix, under its own kind of failure.",
    },
    {
      id: "FH-072",
      grade: "unsure",
      says: "An error line of partitioning is JSON, with a code, a message and the record in base64. Its other members are not known.",
    },
    {
      id: "FH-073",
      grade: "documented",
      says: "500 partitions can have data at once. Records of further ones go to the error prefix until some have been delivered.",
      differs:
        "AWS's error code and text for it are not known. The quota is raised for all streams of a cloud at once.",
    },
    {
      id: "FH-074",
      grade: "measured",
      says: "The retry time of partitioning is 0 to 7,200 s, 300 by default; zero buffering is not possible with it.",
      differs:
        "What Firehose does when that time is over is not documented for S3; its troubleshooting page says that it continues until the data is a day old, as here.",
    },
    { id: "FH-075", grade: "documented", says: "A prefix of one key gives that key's folder, with nothing appended." },
  ],
};
