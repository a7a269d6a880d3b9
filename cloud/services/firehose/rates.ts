import { AwsFault } from "../../core/faults";
import { createRates, type Rates } from "../../core/rates";

/** Request rates from AWS's page of Firehose's quotas (LAG-005); the error text is from users' reports. */
export const rates: Rates = createRates(
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
  { perSecond: 5, createThrottlingFault: () => new AwsFault("ThrottlingException", "Rate exceeded") },
);
