import type { EquivalentMutants } from "../../grader/index";
import { equivalentQuizMutants } from "../quiz-mutants";

const TWO_BY_DEFAULT = "createKinesisDataStream creates 2 shards if no number is given.";
const ANY_NAME = "Any name by the rule is right.";
const ANY_ORDER = "Neither needs what the other does: either may come first.";

/** Mutants of the solution that are right answers, by exercise and key, with the reason. `npm run bench -- mutants` shows the ones that are missing here. */
export const equivalentMutants: EquivalentMutants = {
  "01-streaming-ingestion.student-name": {
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelacex";': ANY_NAME,
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelac";': ANY_NAME,
  },
  "01-streaming-ingestion.create-cli-stream": {
    "member: await createKinesisDataStream({ streamName: CLI_STREAM, shardCount: 2 }); → await createKinesisDataStream({ streamName: CLI_STREAM, });":
      TWO_BY_DEFAULT,
  },
  "01-streaming-ingestion.create-streams": {
    "member: await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 }); → await createKinesisDataStream({ streamName: USA_DATA_STREAM, });":
      TWO_BY_DEFAULT,
    "member: await createKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM, shardCount: 2 }); → await createKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM, });":
      TWO_BY_DEFAULT,
    "statement: await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 }); // Create the international data stream. await createKinesisDataStream({ streamN… → await createKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM, shardCount: 2 }); // Create the international data stream. await createKinesisDataStream…":
      ANY_ORDER,
  },
  "01-streaming-ingestion.create-buckets": {
    "statement: await createS3Bucket({ bucketName: USA_BUCKET, region: AWS_DEFAULT_REGION }); // Create the international bucket. await createS3Bucket({ bucketName: INTERNATIO… → await createS3Bucket({ bucketName: INTERNATIONAL_BUCKET, region: AWS_DEFAULT_REGION }); // Create the international bucket. await createS3Bucket({ bucketName: …":
      ANY_ORDER,
  },
  "01-streaming-ingestion.create-firehoses": {
    'statement: await createKinesisFirehose({ firehoseName: "de-c2w2lab1-firehose-usa", streamName: USA_DATA_STREAM, bucketName: USA_BUCKET, roleName: "de-c2w2lab1-firehose-ro… → await createKinesisFirehose({ firehoseName: "de-c2w2lab1-firehose-international", streamName: INTERNATIONAL_DATA_STREAM, bucketName: INTERNATIONAL_BUCKET, role…':
      ANY_ORDER,
  },
  "01-streaming-ingestion.processing-timestamp": {
    "format: userSession.processing_timestamp = new Date().toISOString(); → userSession.processing_timestamp = new Date();":
      "JSON writes a Date as toISOString() does.",
  },
  "01-streaming-ingestion.metrics": {
    "statement: let overallProductQuantity = 0; let overallInShoppingCart = 0; → let overallInShoppingCart = 0; let overallProductQuantity = 0;":
      ANY_ORDER,
    "statement: overallProductQuantity += Number(product.quantity); // The same again, only for a product that is in the shopping cart. if (product.in_shopping_cart) { overall… → if (product.in_shopping_cart) { overallInShoppingCart += Number(product.quantity); } // The same again, only for a product that is in the shopping cart. overal…":
      ANY_ORDER,
    "statement: userSession.overall_product_quantity = overallProductQuantity; userSession.overall_in_shopping_cart = overallInShoppingCart; → userSession.overall_in_shopping_cart = overallInShoppingCart; userSession.overall_product_quantity = overallProductQuantity;":
      ANY_ORDER,
    "statement: userSession.overall_in_shopping_cart = overallInShoppingCart; userSession.total_different_products = userSession.browse_history.length; → userSession.total_different_products = userSession.browse_history.length; userSession.overall_in_shopping_cart = overallInShoppingCart;":
      ANY_ORDER,
  },
  "01-streaming-ingestion.recover-visits": {
    "await: await client.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: visit.session_id, Data })); → client.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: visit.session_id, Data }));":
      "The records are still written, and the next cell waits until they have arrived.",
    "statement: const client = new KinesisClient({}); const records = (await listStreamRecords({ streamName })).map(({ data }) => data); → const records = (await listStreamRecords({ streamName })).map(({ data }) => data); const client = new KinesisClient({});":
      ANY_ORDER,
    "statement: if (known.has(visit.session_id)) continue; const Data = Buffer.from(JSON.stringify(visit)); → const Data = Buffer.from(JSON.stringify(visit)); if (known.has(visit.session_id)) continue;":
      ANY_ORDER,
    "statement: await client.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: visit.session_id, Data })); known.add(visit.session_id); → known.add(visit.session_id); await client.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: visit.session_id, Data }));":
      ANY_ORDER,
    'space: const Data = Buffer.from(JSON.stringify(visit)); → const Data = Buffer.from(JSON.stringify(visit) + "\\n");':
      "A line break after it is part of JSON text.",
  },
  "01-streaming-ingestion.quiz": equivalentQuizMutants,
};
