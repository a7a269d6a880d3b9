import { AwsFault } from "../../core/faults";
import { ratesOf, type Rates } from "../../core/rates";

/** Request rates from AWS's page of Firehose's quotas (LAG-005); the error text is from users' reports. */
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
