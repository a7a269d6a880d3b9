import { kept, type TellingCall } from "../../../core/notes";

/** A stack may do what its user may, whatever its role. */
export const STACK_ROLE = kept("CloudFormation: the role of a stack");

/** Says so of a request that names one. */
export function tellRole(
  call: TellingCall<typeof STACK_ROLE>,
  { RoleARN }: { readonly RoleARN?: string | undefined },
): void {
  if (RoleARN !== undefined) call.tell(STACK_ROLE);
}
