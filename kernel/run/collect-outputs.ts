import type { IDisplayData, MultilineString } from "@jupyterlab/nbformat";
import type { CellError, Output } from "../compile/cell";
import type { Failure } from "./failure";
import type { CellSink } from "./running-cells";

/**
 * Gathers outputs as a notebook file holds them: prints of one stream in a row make one output, a display that is shown again
 * replaces itself.
 */
export function collectOutputs(describe: (failure: Failure) => CellError): { outputs: Output[]; sink: CellSink } {
  const outputs: Output[] = [];
  const displays = new Map<string, Output>();
  let isClearDue = false;
  const clear = (): void => {
    outputs.length = 0;
    displays.clear();
    isClearDue = false;
  };
  const clearIfDue = (): void => {
    if (isClearDue) clear();
  };
  const sink: CellSink = {
    stream: (name, text) => {
      clearIfDue();
      const last = outputs.at(-1);
      if (last?.output_type === "stream" && last.name === name) last.text = `${joinText(last.text)}${text}`;
      else outputs.push({ output_type: "stream", name, text });
    },
    showResult: ({ data, metadata }) => {
      clearIfDue();
      const content = { data, metadata: metadata ?? {} } as Pick<IDisplayData, "data" | "metadata">;
      outputs.push({ output_type: "execute_result", execution_count: null, ...content });
    },
    clear: (wait) => {
      if (wait) isClearDue = true;
      else clear();
    },
    display: ({ data, metadata, transient }) => {
      clearIfDue();
      const content = { data, metadata: metadata ?? {} } as Pick<IDisplayData, "data" | "metadata">;
      const known = transient?.display_id === undefined ? undefined : displays.get(transient.display_id);
      if (known !== undefined) {
        Object.assign(known, content);
        return;
      }
      const output: Output = { output_type: "display_data", ...content };
      if (transient?.display_id !== undefined) displays.set(transient.display_id, output);
      outputs.push(output);
    },
    handleLateFailure: (failure) => {
      const { name, message, stack } = describe(failure);
      outputs.push({ output_type: "error", ename: name, evalue: message, traceback: stack.split("\n") });
    },
  };
  return { outputs, sink };
}

function joinText(text: MultilineString | undefined): string {
  return Array.isArray(text) ? text.join("") : (text ?? "");
}
