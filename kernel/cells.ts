/**
 * The kernel without Jupyter: compile cells in order and run them, with exactly the kernel's semantics and errors,
 * since the kernel itself is built on this compiler and this runner. The compiler is the trusted side and loads
 * TypeScript when it is first used; the runner is the sandbox side and needs nothing but Node and the compiled cell.
 * Compiled cells are plain data (JSON).
 */
export { createCellCompiler } from "./compile/compiler";
export { createCellRunner, type CellRunner } from "./run/runner";
export type { CellDiagnostic, CellResult, CompiledCell, LocalModule } from "./compile/cell";
