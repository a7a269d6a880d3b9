import type { Core } from "../../core/core";
import type { Metrics } from "../cloudwatch/metrics";
import type { LogGroups } from "../logs/log-groups";
import type { Sqs } from "../sqs/sqs";
import { destinations, type Destinations } from "./calls/destinations";
import { EventQueue } from "./calls/event-queue";
import { firehoseCaller } from "./calls/firehose-caller";
import { ServiceCalls } from "./calls/service-calls";
import { CodeStore } from "./code/code-store";
import { Executions } from "./execution/executions";
import { Functions } from "./functions/functions";

/** What Lambda needs of the other services. */
export interface LambdaPorts {
  readonly logs: LogGroups;
  readonly metrics: Metrics;
  readonly sqs: Sqs;
}

/** The state of Lambda. */
export class Lambda {
  readonly code: CodeStore;
  readonly executions: Executions;
  readonly functions: Functions;
  readonly destinations: Destinations;
  readonly events: EventQueue;
  /** Functions as Firehose calls them. */
  readonly forFirehose: ReturnType<typeof firehoseCaller>;

  constructor(core: Core, { logs, metrics, sqs }: LambdaPorts) {
    this.code = new CodeStore(core);
    this.executions = new Executions({ core, code: this.code, logs, metrics });
    this.functions = new Functions(core, { code: this.code, executions: this.executions });
    const calls = new ServiceCalls(core, { functions: this.functions, executions: this.executions });
    this.forFirehose = firehoseCaller(calls);
    this.destinations = destinations(core, sqs);
    this.events = new EventQueue(core, { functions: this.functions, calls, destinations: this.destinations });
  }
}
