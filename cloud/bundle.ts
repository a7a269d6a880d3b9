/** All exports of dist/, in one file. */
export { commandLine } from "./command-line";
export { OptionError, startCloud } from "./index";
