import type { Core } from "../../core/core";
import { Applications } from "./applications";
import { Lifecycle } from "./lifecycle";
import type { AnalyticsPorts } from "./ports";

/** Managed Service for Apache Flink: its state, and what makes it change. */
export class Analytics {
  readonly applications: Applications;
  readonly lifecycle: Lifecycle;
  readonly ports: AnalyticsPorts;

  constructor(core: Core, ports: AnalyticsPorts) {
    this.ports = ports;
    this.applications = new Applications(core);
    this.lifecycle = new Lifecycle(core, ports, this.applications);
  }
}
