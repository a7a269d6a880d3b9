import { AwsFault } from "../../core/faults";
import { ratesOf, type Rate, type Rates } from "../../core/rates";
import { rateExceeded } from "./faults";

type Input = Readonly<Record<string, unknown>>;

const streamOf = ({ StreamName, StreamARN, ConsumerARN }: Input): string => {
  if (typeof StreamName === "string") return StreamName;
  const arn = typeof StreamARN === "string" ? StreamARN : String(ConsumerARN ?? "");
  return /:stream\/([^/]+)/.exec(arn)?.[1] ?? "";
};

/** AWS's text, as users report it: it names the stream if the request does. */
const tooMany = (account: string, input: Input): AwsFault => {
  const stream = streamOf(input);
  const of = stream === "" ? `account ${account}` : `stream ${stream} under account ${account}`;
  return new AwsFault("LimitExceededException", `Rate exceeded for ${of}.`);
};

const ofAccount = (perSecond: number): Rate => ({ perSecond, throttled: tooMany });
const ofStream = (perSecond: number): Rate => ({ perSecond, sharedBy: streamOf, throttled: tooMany });

/** Calls per second, from the operations' pages in the API reference (LAG-004). */
export const rates: Rates = {
  ...ratesOf(
    [
      "AddTagsToStream",
      "CreateStream",
      "DeleteStream",
      "ListStreams",
      "ListTagsForStream",
      "MergeShards",
      "RegisterStreamConsumer",
      "RemoveTagsFromStream",
      "SplitShard",
    ],
    ofAccount(5),
  ),
  DescribeLimits: ofAccount(1),
  DescribeStream: ofAccount(10),
  DescribeStreamSummary: ofAccount(20),
  DescribeStreamConsumer: ofStream(20),
  ...ratesOf(["DeregisterStreamConsumer", "ListStreamConsumers"], ofStream(5)),
  GetShardIterator: {
    perSecond: 5,
    sharedBy: (input) => `${streamOf(input)}/${String(input["ShardId"])}`,
    throttled: (account, input) => rateExceeded({ name: streamOf(input), account }, String(input["ShardId"])),
  },
};
