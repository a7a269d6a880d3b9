import { AwsFault } from "../../core/faults";
import type { Operation } from "../../core/operation";
import type { Lab } from "../lab";
import type { LabService } from "../service";
import { serviceCall } from "../service-call";
import { ServiceFault } from "./deployment/reasons";
import type { StackResource } from "./resource-type";

/** What a type works with: the resource's place in its stack, and the cloud's services. */
export interface ResourceContext extends StackResource {
  readonly cloud: Lab;
  /** Ends the work with a fault of a service. */
  fail(service: LabService, fault: AwsFault): never;
  /**
   * Carries out a service's own operation, with its own checks; the journal shows it as CloudFormation's.
   *
   * @throws ServiceFault around what the operation answers
   */
  call<Output>(
    service: LabService,
    operation: Operation<Lab>,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Output>;
}

export const resourceContext = (cloud: Lab, resource: StackResource): ResourceContext => ({
  ...resource,
  cloud,
  fail(service, fault) {
    throw new ServiceFault(fault, service.name);
  },
  async call<Output>(...[service, operation, input]: Parameters<ResourceContext["call"]>): Promise<Output> {
    try {
      // The border: each operation's handler answers with its own output.
      return (await serviceCall(cloud, { service, operation, input, caller: "cloudformation" })) as Output;
    } catch (error) {
      throw error instanceof AwsFault ? new ServiceFault(error, service.name) : error;
    }
  },
});
