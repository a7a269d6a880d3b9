import type { FactGroup } from "./fact";

export const firehoseConversion: FactGroup = {
  title: "Firehose: format conversion",
  facts: [
    { id: "FH-076", grade: "measured", says: "Conversion goes without Firehose's own compression." },
    {
      id: "FH-077",
      grade: "measured",
      says: "Conversion needs a size hint of at least 64 MiB, by default 128; so does switching it on later.",
    },
    {
      id: "FH-078",
      grade: "measured",
      says: "The order in which a conversion's settings are checked, and the words for each that is missing or given twice.",
    },
    {
      id: "FH-079",
      grade: "measured",
      says: "Conversion is on unless it says otherwise; switched off, it is stored unchecked.",
    },
    {
      id: "FH-080",
      grade: "measured",
      says: "A table that Glue does not have is refused when the stream is created.",
      differs: "The words around Glue's fault are not known.",
    },
    { id: "FH-081", grade: "measured", says: "A time pattern that Joda cannot read is refused, naming it." },
    { id: "FH-082", grade: "documented", says: "The settings of the OpenX and the Hive reader, and their defaults." },
    {
      id: "FH-083",
      grade: "measured",
      says: "Which times the OpenX reader takes: ISO with Z, a lenient form with a space, seconds and milliseconds.",
      differs: "A value beyond what 64 bits of microseconds hold fails; AWS lets it wrap.",
    },
    {
      id: "FH-084",
      grade: "documented",
      says: "The settings of the Parquet and ORC writers, their bounds and defaults.",
      differs:
        "Of Parquet, row groups end at 8 MB, so that each fits into any block, and padding has nothing to do. The page size is kept and described, but DuckDB's writer has none: a row group has one page a column.",
    },
    {
      id: "FH-085",
      grade: "documented",
      says: "Several JSON objects in one record are read, an array is not.",
      differs: "A third party saw the second object refused; the guide is followed.",
    },
    {
      id: "FH-086",
      grade: "measured",
      says: "A record that does not convert goes to the errors as a JSON line that names the table; the others are converted.",
    },
    {
      id: "FH-087",
      grade: "measured",
      says: "The codes and texts of what does not convert: no JSON, a value of another type, an empty record.",
      differs:
        "Whole numbers, doubles and Booleans are read as the SerDes of OpenX and Hive themselves read them, which judge it in the tests; on AWS this was not measured. OpenX's cuts a number to what its column holds, and takes what is no Boolean for false. A decimal of too many digits becomes null, as in Hive; a text that is no decimal, and a day that no calendar has, are refused, where the SerDes give null and a later day. The place that Jackson names in its source is left out.",
    },
    { id: "FH-088", grade: "unsure", says: "A key that is no column is left out; a column without a key is null." },
    {
      id: "FH-089",
      grade: "measured",
      says: "Rows may be in another order than the records came.",
      differs: "Here they are in the order in which they came.",
    },
  ],
};

export const firehoseTransform: FactGroup = {
  title: "Firehose: Lambda transform",
  facts: [
    {
      id: "FH-090",
      grade: "measured",
      says: "What a function is sent: ids, times, data in base64, and of a Kinesis source where each record was.",
    },
    {
      id: "FH-091",
      grade: "documented",
      says: "What a function answers: every id, a result, data and partition keys.",
    },
    {
      id: "FH-092",
      grade: "measured",
      says: "Ok delivers, Dropped leaves no trace, anything else goes to the errors while the batch continues.",
    },
    { id: "FH-093", grade: "measured", says: "The members of a transform's error line, in their order." },
    {
      id: "FH-094",
      grade: "measured",
      says: "The codes and texts of failing functions, of missing and repeated ids, and of answers without data.",
    },
    {
      id: "FH-095",
      grade: "measured",
      says: "A function that throws is called again, three times by default; one that answers wrongly is not.",
    },
    { id: "FH-096", grade: "measured", says: "Retries go from 0 to 300." },
    {
      id: "FH-097",
      grade: "measured",
      says: "A function's buffer goes from 0.2 to 3 MiB and from 0 to 900 s; both or neither.",
    },
    {
      id: "FH-098",
      grade: "measured",
      says: "A Lambda processor needs an ARN of the right form; one such processor, five in all, no parameter twice.",
    },
    {
      id: "FH-099",
      grade: "measured",
      says: "A description gives a Lambda processor's parameters with their defaults, in a fixed order.",
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
      says: "Message extraction is True or False, in upper or lower case; anything else is refused, and so is no value.",
      differs: "AWS's text for a compression other than GZIP is not known.",
    },
    {
      id: "FH-108",
      grade: "documented",
      says: "Decompression unzips each record. One that is no gzip fails alone, and goes to the errors as it came; what fails later goes there zipped, too. CloudWatch gets the figures.",
      differs:
        "AWS's codes are not known. A record of more than 8 MiB, and more than 64 MiB in a batch, are not unzipped, and go to the errors. A record of which several messages fail is delivered once.",
      page: "https://docs.aws.amazon.com/firehose/latest/dev/decomp-faq.html",
    },
    {
      id: "FH-109",
      grade: "documented",
      says: "Message extraction leaves the messages of the log events alone, one a line.",
      differs:
        "AWS does not document whether the messages by which Logs tests a destination are dropped, as here; nor what separates messages when a delimiter is set: here the delimiter alone.",
      page: "https://docs.aws.amazon.com/firehose/latest/dev/Message_extraction.html",
    },
    {
      id: "FH-110",
      grade: "documented",
      says: "A stream with decompression takes puts of CloudWatch Logs alone; others are an InvalidSourceException.",
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
      says: "A backup needs its destination, holds every record as it came, and cannot be switched off again.",
    },
    {
      id: "FH-103",
      grade: "documented",
      says: "A Kinesis source is read from the stream's creation on, each shard once a second, by as many Firehose streams as like.",
    },
    {
      id: "FH-104",
      grade: "unsure",
      says: "A source stream or a role that is not there fails the creation; the texts are not known.",
    },
    { id: "FH-105", grade: "measured", says: "Two Firehose streams on one source both deliver every record." },
    {
      id: "FH-106",
      grade: "documented",
      says: "CloudWatch gets figures of each stream by the minute, and the log group a line for each failure.",
      differs: "Left out: the throttles of reading calls other than GetRecords.",
    },
  ],
};
