// Lab 02, part 7: do it yourself.

import { FirehoseClient, UpdateDestinationCommand } from "@aws-sdk/client-firehose";
import { describeFirehose, showPartitionTree, testFunction } from "../../../src/fuel-network";
import { advanceClock, check, listDeliveredObjects, waitUntil } from "../../../src/index";
import { BUCKET } from "./01-opening";
import { PARTITION_KEYS, prefixOf } from "./02-partition-keys";
import { processors } from "./03-refused-settings";

// %% [markdown] id=minute-do tags=do
// ## 7. Do it yourself: by the minute
// The network is growing, and an hour is too long for one folder. Add a **sixth partition key** to `SI-Firehose`: `minute`. It
// comes last, below the hour. [jq's manual](https://jqlang.org/manual/v1.6/#dates) says how its functions write a minute.
//
// You have everything you need: the keys from 1.1, `prefixOf`, `processors`, `describeFirehose`, and the update from 5.2. Both the processors and the prefix have to change: AWS rejects a key that the prefix doesn't use.

// %% id=minute exercise=02-fuel-network.minute
// ### START CODE HERE ### (~ 13 lines of code)
// Six keys, and an update of SI-Firehose. // @KEEP
const SIX_KEYS = { ...PARTITION_KEYS, minute: '.event_timestamp| strftime("%M")' };
const { versionId, destinationId } = await describeFirehose({ firehoseName: "SI-Firehose" });

await new FirehoseClient({}).send(
  new UpdateDestinationCommand({
    DeliveryStreamName: "SI-Firehose",
    CurrentDeliveryStreamVersionId: versionId,
    DestinationId: destinationId,
    ExtendedS3DestinationUpdate: {
      Prefix: prefixOf(SIX_KEYS),
      ProcessingConfiguration: { Enabled: true, Processors: processors(SIX_KEYS) },
    },
  }),
);
// ### END CODE HERE ###

console.log((await describeFirehose({ firehoseName: "SI-Firehose" })).settings.Prefix);

// %% id=minute-invoke tags=look,varies
await testFunction({ functionName: "GasStationApp", event: { seed: 858 } });

// %% id=jump-minute tags=clock
await advanceClock(60);

// %% id=minute-tree tags=look,wait,varies
await waitUntil({
  what: "readings in folders by the minute",
  check: async () => {
    const objects = await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/" });
    return objects.filter(({ key }) => key.includes("/minute=")).length >= 10;
  },
});
await showPartitionTree({ bucketName: BUCKET, prefix: "station-data/" });

// %% [markdown] id=minute-note tags=look
// Old and new objects are side by side. Those from before the update stay in the folder of the hour, and the new ones are one folder deeper. Their names show it, too: `SI-Firehose-1-…` was written
// by the first version of the settings, `SI-Firehose-2-…` by the second. To `conversion_table`, it makes no difference: it reads everything below `station-data/`.
//
// (If you moved the clock forward, the time in an object's name is later than the time of its folder. The folder comes from `event_timestamp`, which
// is your computer's time. The name comes from the cloud's clock, which is ahead.)

// %% id=minute-check tags=check
await check("02-fuel-network.minute");

// %% [markdown] id=minute-stuck tags=stuck
// {{solution 02-fuel-network.minute}} The sixth key is in the processors, which find it, and in the prefix, which uses it. You ask for the version again, because each update creates a new one.
//
// > **On AWS**: *Configuration → Destination settings → Edit → Dynamic partitioning keys → Add*, then *Apply dynamic partitioning keys*. **Here**, [the Firehose's page](/lab-cloud/console/#/firehose/SI-Firehose) shows the keys, and a buffer for each minute.
// >
// > There is a limit: by default, a Firehose has at most 500 partitions in its buffers at once. Ten stations by the minute are no problem. Ten thousand are too many.
