import type { NotebookCompiler } from "../compile/compiler-process";
import type { Comms } from "../run/comms";
import type { History } from "../session/history";
import type { Json } from "../jupyter/message";

/** How a kind of request is answered, apart from the running of cells. */
export interface RequestKind {
  readonly replyType: string;
  /** @param content as the client sent it, hence of any shape */
  answer(content: Json, session: RequestSession): Json | Promise<Json>;
}

/** What requests are answered from. */
export interface RequestSession {
  readonly compiler: NotebookCompiler;
  readonly history: History;
  readonly comms: Pick<Comms, "list">;
}

export function getText(content: Json, name: string): string {
  const value = content[name];
  return typeof value === "string" ? value : "";
}

/** The offset in JavaScript's UTF-16 units of `cursor_pos`, which the client counts in Unicode code points. */
export function getOffset(code: string, content: Json): number {
  const position = content["cursor_pos"];
  return typeof position === "number" ? [...code].slice(0, position).join("").length : code.length;
}

export function getPosition(code: string, offset: number): number {
  return [...code.slice(0, offset)].length;
}
