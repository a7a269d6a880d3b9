import type { Core } from "../../core/core";
import type { Metrics } from "../cloudwatch/metrics";
import type { LogGroups } from "../logs/log-groups";
import { CodeStore } from "./code/code-store";
import { Executions } from "./execution/executions";
import { Functions } from "./functions/functions";

/** What Lambda needs of the other services. */
export interface LambdaPorts {
  readonly logs: LogGroups;
  readonly metrics: Metrics;
}

/** The state of Lambda. */
export class Lambda {
  readonly code: CodeStore;
  readonly executions: Executions;
  readonly functions: Functions;

  constructor(core: Core, { logs, metrics }: LambdaPorts) {
    this.code = new CodeStore(core);
    this.executions = new Executions({ core, code: this.code, logs, metrics });
    this.functions = new Functions(core, { code: this.code, executions: this.executions });
  }
}
