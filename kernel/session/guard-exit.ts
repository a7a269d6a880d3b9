/**
 * Keeps `process.exit()` in a cell, or in a script's function called from one, from ending the kernel.
 *
 * @returns a function that really ends the process
 */
export function guardExit(): (code: number) => never {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    throw new Error(
      `process.exit(${code ?? ""}) would end the kernel with all your variables. To do that, restart it in the Kernel menu.`,
    );
  };
  return exit;
}
