/**
 * The caller that the journal shows for calls of the console. No role of that name is needed. The console's page knows
 * its calls by these names.
 */
export const CONSOLE_SESSION = { role: "lab-console", roleId: "AROALABCONSOLE", name: "console" } as const;

const END_OF_ARN = `:assumed-role/${CONSOLE_SESSION.role}/${CONSOLE_SESSION.name}`;

/** Whether a caller, by its ARN, is the console. */
export const isConsole = (caller: string): boolean => caller.endsWith(END_OF_ARN);
