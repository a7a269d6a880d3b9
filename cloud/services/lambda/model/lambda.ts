import type { Core } from "../../../core/core";
import type { Metrics } from "../../cloudwatch/model/metrics";
import type { Roles } from "../../iam/model/roles";
import type { StreamSource } from "../../kinesis/model/source";
import type { LogGroups } from "../../logs/model/log-groups";
import type { TopicPublisher } from "../../sns/model/topic-publisher";
import { openSource } from "../../sqs/model/source";
import type { Sqs } from "../../sqs/model/sqs";
import { createDestinations, type Destinations } from "./calls/destinations";
import { EventQueue } from "./calls/event-queue";
import { createFirehoseCaller } from "./calls/firehose-caller";
import { ServiceCalls } from "./calls/service-calls";
import { CodeLinks } from "./code/code-links";
import { CodeStore } from "./code/code-store";
import { Executions } from "./execution/executions";
import { Functions } from "./functions/functions";
import { Layers } from "./layers/layers";
import { Mappings } from "./sources/mappings";

/** The parts of other services that Lambda uses. */
interface LambdaPorts {
  readonly logs: LogGroups;
  readonly metrics: Metrics;
  readonly roles: Roles;
  readonly sqs: Sqs;
  readonly topics: TopicPublisher;
  /** A data stream by its ARN, or undefined while the stream cannot be read. */
  readonly findStream: (arn: string) => StreamSource | undefined;
}

/** The state of Lambda. */
export class Lambda {
  readonly code: CodeStore;
  readonly codeLinks: CodeLinks;
  readonly executions: Executions;
  readonly functions: Functions;
  readonly layers: Layers;
  readonly destinations: Destinations;
  readonly events: EventQueue;
  readonly mappings: Mappings;
  /** Calls of functions by services that wait for the answer. */
  readonly calls: ServiceCalls;
  /** Calls of functions by Firehose. */
  readonly forFirehose: ReturnType<typeof createFirehoseCaller>;

  constructor(core: Core, { logs, metrics, roles, sqs, topics, findStream }: LambdaPorts) {
    this.code = new CodeStore(core);
    this.codeLinks = new CodeLinks(core);
    this.executions = new Executions({ core, code: this.code, logs, metrics, roles });
    this.layers = new Layers(core);
    this.functions = new Functions(core, { code: this.code, executions: this.executions, layers: this.layers });
    const calls = new ServiceCalls(core, { functions: this.functions, executions: this.executions });
    this.calls = calls;
    this.forFirehose = createFirehoseCaller(calls);
    this.destinations = createDestinations(core, { queues: sqs, topics });
    const parts = { functions: this.functions, calls, destinations: this.destinations };
    this.events = new EventQueue(core, parts);
    this.mappings = new Mappings(core, { ...parts, findStream, findQueue: (arn) => openSource(core, sqs, arn) });
  }
}
