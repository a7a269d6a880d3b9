import type { Core } from "../../core/core";
import type { Lab } from "../lab";
import { serviceCall } from "../service-call";
import { sns } from "./index";
import { publish } from "./operations/publish";
import type { TopicPublisher } from "./topic-publisher";

/** @param lab called when a service publishes: by then all services are open */
export const topicPublisher = (core: Core, lab: () => Lab): TopicPublisher => ({
  isThere(arn) {
    const { sns: topics } = lab();
    return topics.all().some(({ name }) => topics.arn(name) === arn);
  },
  publish(message, { caller, told }) {
    const input = Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined));
    serviceCall(lab(), { service: sns, operation: publish, input, caller }).catch((error: unknown) => {
      core.log(told(message.TopicArn, error instanceof Error ? error.message : String(error)));
    });
  },
});
