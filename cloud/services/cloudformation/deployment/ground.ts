import { AwsFault } from "../../../core/faults";
import { serviceCall } from "../../service-call";
import type { Lab } from "../../lab";
import type { Ground, ResourceType } from "../resource-type";
import { ServiceFault } from "./reasons";
import type { StoredResource, StoredStack } from "./stored";

const SUFFIX_LETTERS = 12;

/** How many letters a resource's generated name ends with. */
export const suffixLength = SUFFIX_LETTERS;

/** What a type is given to work with for one resource. */
export function groundOf(
  lab: Lab,
  {
    stack,
    resource,
    type,
    made,
  }: {
    readonly stack: StoredStack;
    readonly resource: StoredResource;
    readonly type: ResourceType;
    readonly made: (id: string) => void;
  },
): Ground {
  return {
    lab,
    made,
    stackName: stack.name,
    stackId: stack.id,
    logicalId: resource.logicalId,
    generatedName: generatedName(stack.name, resource, type),
    fail(service, fault) {
      throw new ServiceFault(fault, service.name);
    },
    async call<Output>(...[service, operation, input]: Parameters<Ground["call"]>): Promise<Output> {
      try {
        // The border: each operation's handler answers with its own output.
        return (await serviceCall(lab, { service, operation, input, caller: "cloudformation" })) as Output;
      } catch (error) {
        throw error instanceof AwsFault ? new ServiceFault(error, service.name) : error;
      }
    },
  };
}

/** `<stack>-<logical id>-<letters>`; what is too long loses letters of its first two parts, as AWS does it. */
function generatedName(
  stackName: string,
  { logicalId, suffix }: StoredResource,
  { smallLetters, longestName }: ResourceType,
): string {
  const room = longestName - suffix.length - 2;
  const half = Math.floor(room / 2);
  const forStack = Math.max(half, room - logicalId.length);
  const stack = stackName.slice(0, forStack);
  const name = `${stack}-${logicalId.slice(0, room - stack.length)}-${suffix}`;
  return smallLetters ? name.toLowerCase() : name;
}
