import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";

/**
 * The status and the number of events of each stack, by the stack's id, since a name can be used again after a
 * deletion.
 */
export const live = ({ cloudformation: { stacks } }: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(stacks.all().map(({ id, status }) => [id, { status, events: stacks.events(id).length }]));
