import { AwsFault } from "../../core/faults";
import { ratesOf, type Rates } from "../../core/rates";

/** As AWS's page of Firehose's quotas gives them (LAG-005); the words are those that users report. */
export const rates: Rates = ratesOf(
  [
    "CreateDeliveryStream",
    "DeleteDeliveryStream",
    "DescribeDeliveryStream",
    "ListDeliveryStreams",
    "ListTagsForDeliveryStream",
    "StartDeliveryStreamEncryption",
    "StopDeliveryStreamEncryption",
    "TagDeliveryStream",
    "UntagDeliveryStream",
    "UpdateDestination",
  ],
  { perSecond: 5, throttled: () => new AwsFault("ThrottlingException", "Rate exceeded") },
);
