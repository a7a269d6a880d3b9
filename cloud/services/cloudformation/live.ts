import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";

/** How each stack stands, by its id, and how much has happened to it: names may come again after a deletion. */
export const live = ({ cloudformation: { stacks } }: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(stacks.all().map(({ id, status }) => [id, { status, events: stacks.events(id).length }]));
