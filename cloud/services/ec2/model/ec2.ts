import type { Core } from "../../../core/core";
import type { Roles } from "../../iam/model/roles";
import { Instances } from "./instances";
import { SecurityGroups } from "./security-groups";

/** The state of EC2, as far as a learner's producer needs it: instances whose user data runs, and security groups. */
export class Ec2 {
  readonly instances: Instances;
  readonly groups: SecurityGroups;

  constructor(core: Core, roles: Roles) {
    this.groups = new SecurityGroups(core);
    this.instances = new Instances(core, roles);
  }
}
