import type { Core } from "../../core/core";
import type { Lab } from "../framework/services";
import { callService } from "../framework/service-call";
import { sns } from "../sns/service";
import { publish } from "../sns/api/publish";
import type { TopicPublisher } from "../sns/model/topic-publisher";

/** @param lab called when a service publishes: by then all services are open */
export const createTopicPublisher = (core: Core, lab: () => Lab): TopicPublisher => ({
  isThere(arn) {
    const { sns: topics } = lab();
    return topics.listAll().some(({ name }) => topics.createArn(name) === arn);
  },
  publish(message, { caller, notify }) {
    const input = Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined));
    callService(lab(), { service: sns, operation: publish, input, caller }).catch((error: unknown) => {
      core.log(notify(message.TopicArn, error instanceof Error ? error.message : String(error)));
    });
  },
});
