/** All that dist/ gives out, in one file. */
export { commandLine } from "./command-line";
export { OptionError, startCloud } from "./index";
