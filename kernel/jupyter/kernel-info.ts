import { PROTOCOL_VERSION, type Json } from "./message";

/**
 * The notebooks of the course have the same `language_info`: otherwise JupyterLab shows a notebook as changed once the
 * kernel is up.
 */
export const languageInfo = {
  name: "typescript",
  version: "5.9.3",
  mimetype: "text/typescript",
  file_extension: ".ts",
  // JupyterLab takes `mode` for its editor; `name` and `typescript` are what the classic notebook reads.
  codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  pygments_lexer: "typescript",
  nbconvert_exporter: "script",
};

/** The answer to `kernel_info_request`. */
export const kernelInfo: Json = {
  status: "ok",
  protocol_version: PROTOCOL_VERSION,
  implementation: "tslab-labs",
  implementation_version: "1.0.0",
  language_info: languageInfo,
  banner: "TypeScript for the streaming labs, on tslab",
  debugger: true,
  supported_features: ["debugger"],
  help_links: [{ text: "TypeScript handbook", url: "https://www.typescriptlang.org/docs/handbook/" }],
};
