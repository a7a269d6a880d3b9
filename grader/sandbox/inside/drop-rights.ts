/** Becomes a user without any rights, if the grader runs as root; the first act, before any code of a submission is read. */
export function dropRights(user: number): void {
  process.setgroups?.([]);
  process.setgid?.(user);
  process.setuid?.(user);
  if (process.getuid?.() !== user || process.geteuid?.() !== user)
    throw new Error("The sandbox could not drop its rights.");
}
