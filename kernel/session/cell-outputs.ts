import type { Failure } from "../run/failure";
import { InterruptedError } from "../run/interrupted";
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
    count,
    onResult,
  }: {
    report: (failure: Failure) => Report;
    silent: boolean;
    /** The cell's execution count. */
    count: number;
    /** Called with the text of the cell's result. */
    onResult: (text: string) => void;
  },
): CellOutputs {
  const publish = (msgType: string, content: Json): void => {
    if (!silent) client.publish(parent, msgType, content);
  };
  const reportError = (described: Report): void => {
    publish("error", { ...described });
  };
  const askPerson = (question: string, password: boolean): string => {
    if (parent.content["allow_stdin"] !== true) throw new Error("This client of the kernel has no way to ask you.");
    const answer = client.askInput(parent, { prompt: question, password });
    if (answer === undefined) throw new InterruptedError();
    return answer;
  };
  return {
    reportError,
    prompt: askPerson,
    showResult: ({ data, metadata = {} }) => {
      onResult(String(data["text/plain"]));
      publish("execute_result", { execution_count: count, data, metadata });
    },
    clear: (wait) => {
      publish("clear_output", { wait });
    },
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

/** Takes nothing but the result of an expression. */
export function createSilentOutputs(showResult: CellSink["showResult"]): CellSink {
  const ignore = (): void => undefined;
  return { stream: ignore, display: ignore, clear: ignore, handleLateFailure: ignore, showResult };
}
