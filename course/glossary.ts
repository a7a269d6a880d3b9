/** A word of the course, and what it means. */
export interface Term {
  readonly term: string;
  /** How else it is written in the texts: plurals and the like. */
  readonly also?: readonly string[];
  /** How it is written where it means this, if the word alone may mean something else. */
  readonly only?: readonly string[];
  /** One or two short sentences. */
  readonly means: string;
}

/**
 * The words of the course that a learner may not know. A lab's notebook shows those that its texts use, in the cell with the id `glossary`, and links
 * the first use of each to it.
 */
export const GLOSSARY: readonly Term[] = [
  {
    term: "account ID",
    means: "The twelve digits that name an AWS account. They are text, since they may begin with zeros.",
  },
  { term: "ARN", means: "Amazon resource name: a name that no other thing in the whole of AWS has." },
  { term: "Athena", means: "An AWS service that answers questions in SQL about files in S3." },
  { term: "base64", means: "A way to write any bytes as letters." },
  { term: "bucket", also: ["buckets"], means: "A store for objects in S3. Its name exists only once in all of AWS." },
  {
    term: "buffer",
    also: ["buffers"],
    means: "A place where records wait before they go on. Firehose writes what is in its buffer as one object.",
  },
  { term: "checkpoint", means: "A note of how far a consumer has read. It goes on from there when it starts again." },
  { term: "CloudWatch", means: "The AWS service for logs and metrics." },
  { term: "consumer", also: ["consumers"], means: "A program that reads records from a stream." },
  {
    term: "data stream",
    also: ["data streams"],
    means: "A place where records are kept in order for some time, 24 hours by default, for any number of readers.",
  },
  { term: "deserializer", means: "The part that reads a record, for example from JSON." },
  { term: "Direct PUT", means: "Programs send their records straight to a Firehose, without a data stream." },
  {
    term: "dynamic partitioning",
    means: "Firehose puts each record into a folder that it chooses by values in the record.",
  },
  {
    term: "environment variable",
    also: ["environment variables"],
    means: "A named text that a program is given when it starts.",
  },
  {
    term: "error prefix",
    means: "What the keys of the objects begin with in which Firehose keeps the records that it could not deliver.",
  },
  { term: "ETL", means: "Extract, transform, load: read data, change it, and write it to another place." },
  {
    term: "Firehose",
    also: ["Firehoses"],
    means: "An AWS service that collects records and writes them to storage, such as a bucket.",
  },
  {
    term: "handler",
    means: "The function in your code that Lambda calls. It is given the event, and its result is the response.",
  },
  { term: "IAM role", also: ["role", "roles"], means: "A set of permissions that a service or a program takes on." },
  {
    term: "in flight",
    means: "Said of a message that was received and not deleted yet. Nobody else gets it for some time.",
  },
  { term: "jq", means: "A small language that finds values in JSON." },
  { term: "lab cloud", means: "The program on your computer that answers as AWS does." },
  {
    term: "Lambda function",
    also: ["Lambda functions"],
    means: "Code that you give to AWS, and that AWS runs whenever it is called.",
  },
  { term: "log group", also: ["log groups"], means: "Where CloudWatch keeps the log lines of one program." },
  {
    term: "long polling",
    means: "A question to a queue that waits for a message for some seconds, and does not return at once.",
  },
  { term: "message", only: ["messages"], means: "A piece of text in a queue." },
  { term: "object", only: ["objects"], means: "A file in a bucket. It is kept under a name, its key." },
  {
    term: "Parquet",
    means:
      "A file format that keeps each column by itself and compressed, so that a query reads only the columns it needs.",
  },
  {
    term: "partition",
    also: ["partitions"],
    means:
      "A part of some data. In Firehose and Athena: a folder of the records with the same values of the partition keys.",
  },
  {
    term: "partition key",
    also: ["partition keys"],
    means:
      "In a data stream: the text that decides a record's shard. In Firehose and Athena: a value that decides a record's folder.",
  },
  { term: "prefix", means: "What the keys of some objects begin with. Programs show it as a folder." },
  { term: "producer", also: ["producers"], means: "A program that writes records to a stream." },
  {
    term: "queue",
    also: ["queues"],
    means: "A place in SQS where messages wait until somebody takes and deletes them.",
  },
  {
    term: "record",
    also: ["records"],
    means: "One piece of data in a stream or a Firehose, such as the JSON text of one visit.",
  },
  { term: "serializer", means: "The part that writes a record, for example as Parquet." },
  {
    term: "shard",
    also: ["shards"],
    means: "A part of a data stream. Each takes up to 1 MB or 1,000 records a second.",
  },
  {
    term: "visibility timeout",
    means:
      "How long a received message is hidden from other readers. After that it is available again, unless it was deleted.",
  },
];
