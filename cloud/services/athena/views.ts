import type { View } from "../../core/service";
import type { Services } from "../framework/services";
import { getTimes } from "./model/running/run";

/** How many queries the console shows. */
const SHOWN = 50;
const SHOWN_CHARACTERS = 120;

/** The console's view of Athena: the latest queries of each work group. */
export const createViews = ({ athena }: Services): readonly View[] =>
  athena.workGroups.listAll().map(({ name }) => ({
    title: `Athena queries in work group ${name}`,
    columns: ["Started", "State", "Query", "Kind", "Scanned (bytes)", "Took (ms)", "Result"],
    rows: athena.executions
      .listOf(name)
      .slice(0, SHOWN)
      .map((execution) => {
        const { query, state, subtype, type, outcome, submittedAt, output, failure, reason } = execution;
        const text = query.replace(/\s+/g, " ").trim();
        return [
          new Date(submittedAt).toISOString(),
          state,
          text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text,
          subtype ?? type,
          String(outcome?.bytesScanned ?? ""),
          outcome === undefined ? "" : String(getTimes(execution).totalMs),
          failure?.reason ?? reason ?? output,
        ];
      }),
  }));
