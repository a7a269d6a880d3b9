import { createStoredNote, type CallWithNotes } from "../../../../core/notes";

/** The role of a stack has no effect: a stack may do what its user may. */
export const STACK_ROLE = createStoredNote("CloudFormation: the role of a stack");

/** Adds the note on ignored members to a request that names a role. */
export function reportRole(
  call: CallWithNotes<typeof STACK_ROLE>,
  { RoleARN }: { readonly RoleARN?: string | undefined },
): void {
  if (RoleARN !== undefined) call.addNote(STACK_ROLE);
}
