/**
 * The types of what the kernel itself gives to cells: the module `tslab` and the global `prompt`. They are a file of every
 * program that TypeScript makes of a cell.
 */
export const AMBIENT_TYPES = `
/** Asks you for a line of text, and waits for it. */
declare function prompt(question?: string, absent?: string): string;

declare module "tslab" {
  /** Shows something below the cell. */
  export interface Display {
    javascript(text: string): void;
    html(text: string): void;
    markdown(text: string): void;
    latex(text: string): void;
    svg(text: string): void;
    png(bytes: Uint8Array): void;
    jpeg(bytes: Uint8Array): void;
    gif(bytes: Uint8Array): void;
    pdf(bytes: Uint8Array): void;
    text(text: string): void;
    /** Shows \`content\` as a MIME type; bytes are sent in base64. */
    raw(contentType: string, content: string | Uint8Array): void;
  }
  export const display: Display;
  /** A display that replaces what it showed before. */
  export function newDisplay(): Display;
  /** Clears the cell's output. With \`wait\`, only when the next output comes, so that nothing flickers. */
  export function clearOutput(options?: { readonly wait?: boolean }): void;
  /** Asks you for a line of text that is not shown while you type. */
  export function promptPassword(question?: string): string;

  /** A message of a comm. */
  export interface CommMessage {
    readonly data: any;
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly buffers?: readonly Uint8Array[];
  }
  /** One channel between code in cells and code in the notebook, such as a widget's. */
  export interface Comm {
    readonly id: string;
    readonly targetName: string;
    send(data: unknown, more?: { metadata?: Record<string, unknown>; buffers?: readonly Uint8Array[] }): void;
    close(data?: unknown): void;
    onMessage(handler: (message: CommMessage) => void): void;
    onClose(handler: (message: CommMessage) => void): void;
  }
  export const comms: {
    open(targetName: string, data?: unknown, more?: { metadata?: Record<string, unknown>; buffers?: readonly Uint8Array[] }): Comm;
    /** Calls \`onOpen\` when the notebook opens a comm of this name. */
    registerTarget(targetName: string, onOpen: (comm: Comm, message: CommMessage) => void): void;
  };
  export const versions: { readonly tslab: string; readonly typescript: string; readonly node: string };
}
`;
