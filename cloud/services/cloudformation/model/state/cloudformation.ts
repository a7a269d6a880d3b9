import type { Core } from "../../../../core/core";
import { CustomResources } from "../custom-resources";
import { Engine } from "../deployment/engine";
import type { DeploymentContext } from "../deployment/deployment-context";
import { Stacks } from "../deployment/stacks";
import type { ResourceTypes } from "../resource-type";

/** The state of CloudFormation: the stacks, and the engine that deploys them. */
export class CloudFormation {
  readonly stacks: Stacks;
  readonly engine: Engine;
  readonly custom: CustomResources;

  constructor(core: Core, types: ResourceTypes) {
    this.stacks = new Stacks(core);
    this.custom = new CustomResources(core);
    this.engine = new Engine(this.stacks, types);
  }

  get deployment(): DeploymentContext {
    return this.engine.deployment;
  }
}
