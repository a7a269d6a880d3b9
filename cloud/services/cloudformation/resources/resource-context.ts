import { AwsFault } from "../../../core/faults";
import type { Operation } from "../../../core/members";
import type { Services } from "../../framework/services";
import type { EmulatedService } from "../../framework/create-service";
import { callService } from "../../framework/service-call";
import { ServiceFault } from "../model/deployment/reasons";
import type { StackResource } from "../model/resource-type";

/** The context in which a resource type's methods run: the resource in its stack, and the cloud's services. */
export interface ResourceContext extends StackResource {
  readonly cloud: Services;
  /** Fails with a fault of a service. */
  fail(service: EmulatedService, fault: AwsFault): never;
  /**
   * Calls an operation of a service, with all checks of its own; the journal shows CloudFormation as the caller.
   *
   * @throws ServiceFault with the fault that the operation answers
   */
  call<Output>(
    service: EmulatedService,
    operation: Operation<Services>,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Output>;
}

export const createResourceContext = (cloud: Services, resource: StackResource): ResourceContext => ({
  ...resource,
  cloud,
  fail(service, fault) {
    throw new ServiceFault(fault, service.name);
  },
  async call<Output>(...[service, operation, input]: Parameters<ResourceContext["call"]>): Promise<Output> {
    try {
      // The border: each operation's handler answers with its own output.
      return (await callService(cloud, { service, operation, input, caller: "cloudformation" })) as Output;
    } catch (error) {
      throw error instanceof AwsFault ? new ServiceFault(error, service.name) : error;
    }
  },
});
