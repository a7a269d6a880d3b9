import { AwsFault } from "../../core/faults";
import { createRates, type Rate, type Rates } from "../../core/rates";
import { createRateExceededFault } from "./model/faults";

type Input = Readonly<Record<string, unknown>>;

const getStreamName = ({ StreamName, StreamARN, ConsumerARN }: Input): string => {
  if (typeof StreamName === "string") return StreamName;
  const arn = typeof StreamARN === "string" ? StreamARN : String(ConsumerARN ?? "");
  return /:stream\/([^/]+)/.exec(arn)?.[1] ?? "";
};

/** AWS's text, as users report it: it names the stream if the request does. */
const createTooManyFault = (account: string, input: Input): AwsFault => {
  const stream = getStreamName(input);
  const of = stream === "" ? `account ${account}` : `stream ${stream} under account ${account}`;
  return new AwsFault("LimitExceededException", `Rate exceeded for ${of}.`);
};

const createAccountRate = (perSecond: number): Rate => ({ perSecond, createThrottlingFault: createTooManyFault });
const createStreamRate = (perSecond: number): Rate => ({
  perSecond,
  getSharedKey: getStreamName,
  createThrottlingFault: createTooManyFault,
});

/** Calls per second, from the operations' pages in the API reference (LAG-004). */
export const rates: Rates = {
  ...createRates(
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
    createAccountRate(5),
  ),
  DescribeLimits: createAccountRate(1),
  DescribeStream: createAccountRate(10),
  DescribeStreamSummary: createAccountRate(20),
  DescribeStreamConsumer: createStreamRate(20),
  ...createRates(["DeregisterStreamConsumer", "ListStreamConsumers"], createStreamRate(5)),
  GetShardIterator: {
    perSecond: 5,
    getSharedKey: (input) => `${getStreamName(input)}/${String(input["ShardId"])}`,
    createThrottlingFault: (account, input) =>
      createRateExceededFault({ name: getStreamName(input), account }, String(input["ShardId"])),
  },
};
