/**
 * The public module of the library that reads and builds labs: the notebook format, the markers, and the files
 * generated from a lab.
 */
export type { BuiltLab, GeneratedFile } from "./build-lab";
export type { Exercise, LabSource, ParsedLab, SourceScript } from "./lab-source";
export type { SourcePosition, Region, RegionLine } from "./markers";
export type { CellExecution } from "./notebook";
export type { ParsedSource, SourceCell, SourceFile } from "./percent";
export type { Problem } from "./problems";
export { buildLab, getLearnerNotebookPath, getSolutionNotebookPath } from "./build-lab";
export { parseLab } from "./lab-source";
export { parseRegionLine, listRegions } from "./markers";
export { listTexts } from "./learner-texts";
export { hashText, readManifest, getState, writeManifest } from "./manifest";
export { buildNotebook, KERNEL_NAME, formatNotebook } from "./notebook";
export { getSolutionScriptPath, removeExtension, useSolutionScripts } from "./passes";
export { parsePercent } from "./percent";
export { CourseError, formatProblems } from "./problems";
export { listLanguages, readGlossary, readLab, readTranslation } from "./read-lab";
export { listImportedPaths, relocateImports } from "./relocate";
export { createDigest, parseTranslation, translateTexts } from "./translation";
export { walkSyntaxNodes } from "./syntax-nodes";
export { createLearnerView, getRegionBody, getSolutionCode, createSolutionView, replaceRegionBodies } from "./views";
