/** Texts that npm, pip and the system print when no registry can be reached. */
const SIGNS = [
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "ERR_SOCKET_TIMEOUT",
  "NewConnectionError",
  "NameResolutionError",
  "ConnectTimeoutError",
  "ReadTimeoutError",
  "ProxyError",
  "Temporary failure in name resolution",
  "Network is unreachable",
  "Connection refused",
  "Could not fetch URL",
];

/**
 * Whether an installer failed because it could not reach the network.
 * @param {string} output the output of npm or pip
 */
function isOffline(output) {
  return SIGNS.some((sign) => output.includes(sign));
}

/**
 * A message of one line for an installer that failed.
 *
 * @param {{ tool: string, output: string, log: string, again: string }} failed `again` is the command to repeat
 */
export function describeInstallerFailure({ tool, output, log, again }) {
  if (isOffline(output)) {
    return `${tool} can't reach its registry. Is there a network connection? The labs need one only for this first installation. Connect, then run \`${again}\` again. Details: ${log}`;
  }
  // The cause is in npm's first error, and in pip's last. npm's lines `code`, `syscall` and so on, and its path of a log, do not help a person.
  // The refused folder is in the line after them.
  const errors = output
    .split("\n")
    .filter(
      (line) =>
        /error/i.test(line) &&
        !/^npm (error|ERR!)( (code|errno|syscall|path|dest) .*| A complete log .*)?$/.test(line.trim()),
    );
  const message = (tool === "npm" ? errors[0] : errors.at(-1)) ?? "no error was named";
  return `${tool} failed: ${message.replace(/^npm (error|ERR!) /, "").trim()}. Details: ${log}. Fix that, then run \`${again}\` again.`;
}
