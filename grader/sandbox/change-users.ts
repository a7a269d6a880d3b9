import { readFileSync } from "node:fs";
import { LAST_USER } from "./fresh-user";

/** A process's user, and the kernel's files on its rights. */
interface Rights {
  readonly user: number | undefined;
  /** Text of `/proc/self/status`: see proc_pid_status(5). */
  readonly status: string;
  /** Text of `/proc/self/uid_map`: see user_namespaces(7). */
  readonly users: string;
}

/** Bits of the Linux capabilities that root needs to confine code: chown, setgid, setuid, net_admin, sys_admin. */
const CAPABILITIES = [0, 6, 7, 12, 21].reduce((bits, number) => bits | (1n << BigInt(number)), 0n);

/**
 * Whether a grader can make sandboxed code another user: only if it is root with the capabilities for that. The root of a container may
 * lack them, or have only some users: it then confines as an ordinary user does, in a user namespace.
 */
export const canChangeUsers = ({ user, status, users }: Rights = readRights()): boolean =>
  user === 0 && hasCapabilities(status) && hasAllUsers(users);

function hasCapabilities(status: string): boolean {
  const [, effective = "0"] = /^CapEff:\s*(\w+)$/m.exec(status) ?? [];
  return (BigInt(`0x${effective}`) & CAPABILITIES) === CAPABILITIES;
}

function hasAllUsers(users: string): boolean {
  const [first, , count = 0] = users.trim().split(/\s+/).map(Number);
  return first === 0 && count > LAST_USER;
}

const readRights = (): Rights => ({
  user: process.getuid?.(),
  status: readFileSync("/proc/self/status", "utf8"),
  users: readFileSync("/proc/self/uid_map", "utf8"),
});
