import type { FactGroup } from "./fact";

export const firehoseConversion: FactGroup = {
  title: "Firehose: format conversion",
  facts: [
    { id: "FH-076", grade: "measured", says: "Conversion goes without Firehose's own compression." },
    {
      id: "FH-077",
      grade: "measured",
      says: "Conversion needs a size hint of at least 64 MiB (default 128), also if it's switched on later.",
    },
    {
      id: "FH-078",
      grade: "measured",
      says: "The order in which a conversion's settings are checked, and the message for each that is missing or duplicated.",
    },
    {
      id: "FH-079",
      grade: "measured",
      says: "Conversion is on by default. The settings of a conversion that is off are stored unchecked.",
    },
    {
      id: "FH-080",
      grade: "measured",
      says: "A table that isn't in Glue is rejected when the stream is created.",
      differs: "AWS's text around Glue's error is not known.",
    },
    { id: "FH-081", grade: "measured", says: "A time pattern that Joda cannot read is refused, naming it." },
    { id: "FH-082", grade: "documented", says: "The settings of the OpenX and the Hive reader, and their defaults." },
    {
      id: "FH-083",
      grade: "measured",
      says: "The times that the OpenX SerDe accepts: ISO with Z, a lenient form with a space, seconds and milliseconds.",
      differs: "A value that doesn't fit into 64 bits of microseconds fails; on AWS, it wraps around.",
    },
    {
      id: "FH-084",
      grade: "documented",
      says: "The settings of the Parquet and ORC writers, their bounds and defaults.",
      differs:
        "Parquet's row groups end at 8 MB, so each fits into any block, and padding has no effect. The page size is stored and described, but DuckDB's writer ignores it: a row group has one page per column.",
    },
    {
      id: "FH-085",
      grade: "documented",
      says: "Several JSON objects in one record are read, an array is not.",
      differs: "A third party saw the second object rejected. The lab cloud follows the guide.",
    },
    {
      id: "FH-086",
      grade: "measured",
      says: "A record that can't be converted goes to the error prefix, as a JSON line that names the table. The others are converted.",
    },
    {
      id: "FH-087",
      grade: "measured",
      says: "The codes and messages for what can't be converted: invalid JSON, a value of another type, an empty record.",
      differs:
        "Whole numbers, doubles and Booleans are read as the SerDes of OpenX and Hive read them, with which the tests compare; this was not measured on AWS. OpenX's SerDe truncates a number to its column's type, and reads a value that isn't a Boolean as false. A decimal with too many digits becomes null, as in Hive. A string that isn't a decimal, and a day that no calendar has, are rejected; the SerDes return null and a later day. The position in the source that Jackson's message names is missing.",
    },
    { id: "FH-088", grade: "unsure", says: "A key that is not a column is left out; a column without a key is null." },
    {
      id: "FH-089",
      grade: "measured",
      says: "Rows may be in another order than the records.",
      differs: "Here, they are in the order of arrival.",
    },
  ],
};

export const firehoseTransform: FactGroup = {
  title: "Firehose: Lambda transform",
  facts: [
    {
      id: "FH-090",
      grade: "measured",
      says: "What a function receives: IDs, times, data in base64, and for a Kinesis source the position of each record.",
    },
    {
      id: "FH-091",
      grade: "documented",
      says: "What a function returns: every ID, a result, data and partition keys.",
    },
    {
      id: "FH-092",
      grade: "measured",
      says: "Ok is delivered, Dropped is discarded, and anything else goes to the error prefix. The batch continues.",
    },
    { id: "FH-093", grade: "measured", says: "The members of a transform's error line, in their order." },
    {
      id: "FH-094",
      grade: "measured",
      says: "The codes and messages of functions that fail, of missing and repeated IDs, and of results without data.",
    },
    {
      id: "FH-095",
      grade: "measured",
      says: "A function that throws is retried, three times by default. A function that returns something invalid isn't.",
    },
    { id: "FH-096", grade: "measured", says: "Retries go from 0 to 300." },
    {
      id: "FH-097",
      grade: "measured",
      says: "A function's buffer is 0.2 to 3 MiB and 0 to 900 s. Give both or neither.",
    },
    {
      id: "FH-098",
      grade: "measured",
      says: "A Lambda processor needs an ARN of the right form; one such processor, five in all, no parameter twice.",
    },
    {
      id: "FH-099",
      grade: "measured",
      says: "A description lists a Lambda processor's parameters with their defaults, in a fixed order.",
    },
    {
      id: "FH-100",
      grade: "measured",
      says: "A call carries up to 6 MB each way and lasts up to five minutes. Reading CloudWatch's logs needs decompression, too.",
    },
    { id: "FH-101", grade: "measured", says: "The transform comes before the conversion." },
  ],
};

export const firehoseLogs: FactGroup = {
  title: "Firehose: what CloudWatch Logs sends",
  facts: [
    {
      id: "FH-107",
      grade: "measured",
      says: "Message extraction is True or False, in any case. Anything else is rejected, and so is a missing value.",
      differs: "AWS's text for a compression other than GZIP is not known.",
    },
    {
      id: "FH-108",
      grade: "documented",
      says: "Decompression unzips each record. A record that isn't gzip fails by itself, and goes to the error prefix as it came. What fails later goes there zipped, too. CloudWatch gets metrics.",
      differs:
        "AWS's codes are not known. A record of more than 8 MiB, and more than 64 MiB in a batch, are not unzipped, and go to the errors. A record of which several messages fail is delivered once.",
      page: "https://docs.aws.amazon.com/firehose/latest/dev/decomp-faq.html",
    },
    {
      id: "FH-109",
      grade: "documented",
      says: "Message extraction keeps only the messages of the log events, one per line.",
      differs:
        "AWS does not document whether the messages by which Logs tests a destination are dropped, as here; nor what separates messages when a delimiter is set: here the delimiter alone.",
      page: "https://docs.aws.amazon.com/firehose/latest/dev/Message_extraction.html",
    },
    {
      id: "FH-110",
      grade: "documented",
      says: "A stream with decompression accepts puts only from CloudWatch Logs. Others are an InvalidSourceException.",
      differs: "The text is that of the API model.",
    },
  ],
};

export const firehoseRest: FactGroup = {
  title: "Firehose: backup, Kinesis source, metrics",
  facts: [
    {
      id: "FH-102",
      grade: "measured",
      says: "A backup needs a destination, contains every record as it came, and can't be switched off again.",
    },
    {
      id: "FH-103",
      grade: "documented",
      says: "A Kinesis source is read from the time when the Firehose was created, each shard once a second. Any number of Firehoses can read a stream.",
    },
    {
      id: "FH-104",
      grade: "unsure",
      says: "If the source stream or the role doesn't exist, creation fails. The messages are not known.",
    },
    { id: "FH-105", grade: "measured", says: "Two Firehose streams on one source both deliver every record." },
    {
      id: "FH-106",
      grade: "documented",
      says: "CloudWatch gets metrics of each stream every minute, and the log group a line for each failure.",
      differs: "Missing: throttling metrics of read calls other than GetRecords.",
    },
  ],
};
