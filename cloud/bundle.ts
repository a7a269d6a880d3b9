/** All exports of dist/, in one file. */
export { runCommandLine } from "./command-line";
export { OptionError, startCloud } from "./index";
