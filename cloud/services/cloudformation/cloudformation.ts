import type { Core } from "../../core/core";
import type { Lab } from "../lab";
import { Engine } from "./deployment/engine";
import type { Site } from "./deployment/site";
import { Stacks } from "./deployment/stacks";
import type { ResourceTypes } from "./resource-type";

/** CloudFormation: the stacks, and what works on them. */
export class CloudFormation {
  readonly stacks: Stacks;
  readonly engine: Engine;

  /** @param lab asked when work is done: by then all services are open */
  constructor(core: Core, types: ResourceTypes, lab: () => Lab) {
    this.stacks = new Stacks(core);
    this.engine = new Engine(this.stacks, types, lab);
  }

  get site(): Site {
    return this.engine.site;
  }
}
