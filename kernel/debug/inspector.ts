import { Session, type Debugger, type Runtime } from "node:inspector/promises";

/** A connection to V8's inspector of the thread that runs cells, from another thread. It needs no port. */
export interface Inspector {
  readonly session: Session;
  /**
   * Evaluates JavaScript outside of any function of a cell, also while the cells' thread is busy or paused.
   *
   * @throws Error with V8's description if the code throws
   */
  evaluate(expression: string, how?: Partial<Runtime.EvaluateParameterType>): Promise<Runtime.RemoteObject>;
}

/** The URLs of scripts in which the debugger never stops: all but cells and the project's own files. */
const NOT_THE_LEARNERS = "^(?!labs-cell:|file:(?!.*/(?:node_modules|kernel/dist)/))";

interface InspectorListeners {
  onScript(script: Debugger.ScriptParsedEventDataType): void;
  onPaused(paused: Debugger.PausedEventDataType): void;
  onResumed(): void;
  /** The hook in the cells' thread has called the function that this name has there. */
  onCall(payload: string): void;
}

/** Connects to the thread that runs cells. @throws Error if this Node was built without an inspector */
export function connectInspector(): Inspector {
  const session = new Session();
  session.connectToMainThread();
  return {
    session,
    evaluate: async (expression, how = {}) => {
      // A breakpoint in a getter must not stop the kernel's own questions.
      const base = { expression, disableBreaks: true, objectGroup: VALUES };
      const params: Runtime.EvaluateParameterType = { ...base, ...how };
      const { result, exceptionDetails } = await session.post("Runtime.evaluate", params);
      if (exceptionDetails !== undefined) throw toError(exceptionDetails);
      return result;
    },
  };
}

/**
 * Turns V8's debugger on. Until the session is disconnected, V8 keeps more of the code it has compiled.
 *
 * @param binding name of the global function that lets the cells' thread call `onCall`
 */
export async function turnOnDebugger(
  { session }: Inspector,
  binding: string,
  { onScript, onPaused, onResumed, onCall }: InspectorListeners,
): Promise<void> {
  session.on("Debugger.scriptParsed", ({ params }) => {
    onScript(params);
  });
  session.on("Debugger.paused", ({ params }) => {
    onPaused(params);
  });
  session.on("Debugger.resumed", onResumed);
  session.on("Runtime.bindingCalled", ({ params }) => {
    if (params.name === binding) onCall(params.payload);
  });
  await session.post("Debugger.enable");
  await session.post("Debugger.setBlackboxPatterns", { patterns: [NOT_THE_LEARNERS] });
  await session.post("Runtime.addBinding", { name: binding });
}

/** The name under which V8 keeps the values that a client looks at, until they are released. */
export const VALUES = "values";

export function toError({ exception, text }: Runtime.ExceptionDetails): Error {
  return new Error((exception?.description ?? String(exception?.value ?? text)).split("\n")[0]);
}
