/**
 * The public module of the library that reads and builds labs: the notebook format, the markers, and the files
 * generated from a lab.
 */
export type { BuiltLab, Made } from "./build-lab";
export type { Exercise, LabSource, ParsedLab, SourceScript } from "./lab-source";
export type { SourcePosition, Region, RegionLine } from "./markers";
export type { Ran } from "./notebook";
export type { ParsedSource, SourceCell, SourceFile } from "./percent";
export type { Problem } from "./problems";
export { buildLab, learnerNotebook, solutionNotebook } from "./build-lab";
export { parseLab } from "./lab-source";
export { regionLine, regionsOf } from "./markers";
export { hashOf, readManifest, stateOf, writeManifest } from "./manifest";
export { buildNotebook, KERNEL_NAME, notebookText } from "./notebook";
export { solutionScript, withoutExtension, withSolutionScripts } from "./passes";
export { parsePercent } from "./percent";
export { CourseError, problemLines } from "./problems";
export { readGlossary, readLab } from "./read-lab";
export { importedPaths, relocateImports } from "./relocate";
export { syntaxNodes } from "./syntax-nodes";
export { learnerView, regionBody, solutionCode, solutionView, withRegionBodies } from "./views";
