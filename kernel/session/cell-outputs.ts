import type { Failure } from "../run/failure";
import type { CellSink } from "../run/running-cells";
import type { Json, Message } from "../jupyter/message";
import type { Report } from "../report/report";
import type { Client } from "./client";

/** The outputs of one cell on their way to the notebook. */
interface CellOutputs extends CellSink {
  reportError(report: Report): void;
}

/**
 * @param parent the request that runs the cell; outputs after its end still belong to it
 * @param report makes the report of an error
 * @param silent publish nothing
 */
export function createCellOutputs(
  client: Client,
  parent: Message,
  {
    report,
    silent,
  }: {
    report: (failure: Failure) => Report;
    silent: boolean;
  },
): CellOutputs {
  const publish = (msgType: string, content: Json): void => {
    if (!silent) client.publish(parent, msgType, content);
  };
  const reportError = (described: Report): void => {
    publish("error", { ...described });
  };
  return {
    reportError,
    stream: (name, text) => {
      if (text !== "") publish("stream", { name, text });
    },
    display: ({ data, metadata = {}, transient = {} }, update) => {
      publish(update ? "update_display_data" : "display_data", { data, metadata, transient });
    },
    handleLateFailure: (failure) => {
      reportError(report(failure));
    },
  };
}
