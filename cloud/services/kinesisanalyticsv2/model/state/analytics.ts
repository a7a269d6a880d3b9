import type { Core } from "../../../../core/core";
import { Applications } from "./applications";
import { Lifecycle } from "./lifecycle";
import type { AnalyticsPorts } from "../ports";
import { ProgramCode } from "../program-code";

/** Managed Service for Apache Flink: its state, and the parts that change it. */
export class Analytics {
  readonly applications: Applications;
  readonly code: ProgramCode;
  readonly lifecycle: Lifecycle;
  readonly ports: AnalyticsPorts;

  constructor(core: Core, ports: AnalyticsPorts) {
    this.ports = ports;
    this.applications = new Applications(core);
    this.code = new ProgramCode(core, ports.objects);
    this.lifecycle = new Lifecycle(core, ports, { apps: this.applications, code: this.code });
  }
}
