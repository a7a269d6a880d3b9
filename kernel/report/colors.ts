/** ANSI escapes, which JupyterLab and terminals show as colors. */
const wrap =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`;

export const red = wrap(31, 39);
export const dim = wrap(90, 39);
export const bold = wrap(1, 22);
