/**
 * The kernel without Jupyter: compile cells in order and run them, with exactly the kernel's semantics and errors, since the
 * kernel itself is built on these two. The compiler is the trusted side and loads TypeScript when first used; the runner is
 * the sandbox side and needs nothing but Node and what a compiled cell carries. Compiled cells are plain data (JSON).
 */
export { createCellCompiler } from "./compile/compiler";
export { forgoDocs } from "./compile/tslab";
export { createCellRunner, type CellRunner } from "./run/runner";
export type { CellDiagnostic, CellResult, CompiledCell } from "./cell";
