import { AWS_OPTIONS } from "../labs/aws/options";
import { UsageError, declareCommand } from "../labs/command";
import { runSession } from "./run-session";

/** `npm start`: the whole course on this machine, until Ctrl-C. */
export const start = declareCommand({
  usage: "npm start -- [--port N] [--cloud-port N] [--no-browser] [--install] [--yes] [--account ID]",
  does: "Starts the lab cloud and JupyterLab, and opens the browser. Ctrl-C ends both.",
  options: {
    port: { type: "string", value: "N", help: "JupyterLab's port (default: the first free one from 8888)" },
    "cloud-port": {
      type: "string",
      value: "N",
      help: "the lab cloud's port (default: the first free one from 4566)",
    },
    "no-browser": {
      type: "boolean",
      default: false,
      help: "print the JupyterLab address instead of opening a browser",
    },
    install: { type: "boolean", default: false, help: "install what is missing, but start nothing" },
    ...AWS_OPTIONS,
    help: { type: "boolean", short: "h", default: false, help: "show this help" },
  },
  async run({ port, "cloud-port": cloudPort, "no-browser": noBrowser, install, yes, account }, io) {
    if (install) {
      // The set-up has run before this module was loaded.
      io.printResult("Everything is installed.");
      return 0;
    }
    return runSession(
      {
        port: parsePort("--port", port),
        cloudPort: parsePort("--cloud-port", cloudPort),
        browser: !noBrowser,
        yes,
        account,
      },
      io,
    );
  },
});

function parsePort(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new UsageError(`${option} must be a number from 1 to 65535, not "${text}".`);
  return port;
}
