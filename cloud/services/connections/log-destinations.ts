import { createHash } from "node:crypto";
import { getServiceOfArn } from "../../core/arn-parts";
import { firehose } from "../firehose/service";
import { putRecord as putFirehoseRecord } from "../firehose/api/records";
import { kinesis } from "../kinesis/service";
import { putRecord } from "../kinesis/api/records";
import { lambda } from "../lambda/service";
import { invoke } from "../lambda/api/invoke";
import type { Services } from "../framework/services";
import { callService } from "../framework/service-call";
import type { SubscriptionDestinations } from "../logs/model/filters/subscriptions";

const CALLER = "logs.amazonaws.com";

/**
 * Delivers through the services' own operations, so that their limits apply and the journal shows the calls.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export const createDestinations = (services: () => Services): SubscriptionDestinations => ({
  async deliver({ destinationArn: arn, distribution }, logStream, payload) {
    const cloud = services();
    switch (getServiceOfArn(arn)) {
      case "kinesis": {
        // Events of one log stream go to one shard, unless the distribution is Random.
        const PartitionKey =
          distribution === "Random" ? cloud.random.drawHex(32) : createHash("md5").update(logStream).digest("hex");
        const input = { StreamARN: arn, PartitionKey, Data: payload };
        await callService(cloud, { service: kinesis, operation: putRecord, input, caller: CALLER });
        return;
      }
      case "firehose": {
        const DeliveryStreamName = arn.slice(arn.lastIndexOf("/") + 1);
        const input = { DeliveryStreamName, Record: { Data: payload } };
        await callService(cloud, { service: firehose, operation: putFirehoseRecord, input, caller: CALLER });
        return;
      }
      default: {
        const Payload = Buffer.from(JSON.stringify({ awslogs: { data: payload.toString("base64") } }));
        const input = { FunctionName: arn, InvocationType: "Event", Payload };
        await callService(cloud, { service: lambda, operation: invoke, input, caller: CALLER });
      }
    }
  },
});
