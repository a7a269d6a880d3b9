import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratch } from "../run/scratch";

/**
 * A filter of system calls for sandboxed code, as bubblewrap takes it: a program of classic BPF over `struct seccomp_data`.
 *
 * It refuses what reaches beyond the sandbox's own namespaces (the kernel's key rings, sockets of the hypervisor), what makes new ones
 * (in which a process has rights again), the parts of the kernel with the longest lists of faults that no honest lab needs (io_uring,
 * userfaultfd, bpf, perf), memory that no process's figures show, and every call that is newer than this list.
 *
 * See https://docs.kernel.org/userspace-api/seccomp_filter.html and the list of Docker's default profile.
 */

/** By name: the number on x86-64, and that on 64-bit ARM; none where there is no such call. `seccomp.test.ts` asks libseccomp for each. */
export const REFUSED: Readonly<Record<string, readonly [x64: number | undefined, arm64: number | undefined]>> = {
  // Kept by the kernel for a user or a session, beyond the end of a process.
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  userfaultfd: [323, 282],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  // Namespaces and mounts. `clone` is looked at below.
  unshare: [272, 97],
  setns: [308, 268],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  // Other processes, and files by other ways than their names.
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  kcmp: [312, 272],
  pidfd_getfd: [438, 438],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  fanotify_init: [300, 262],
  // Memory that is in no process's figures while nobody has mapped it.
  shmget: [29, 194],
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  // The machine itself.
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  reboot: [169, 142],
  swapon: [167, 224],
  swapoff: [168, 225],
  acct: [163, 89],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  syslog: [103, 116],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  adjtimex: [159, 171],
  clock_adjtime: [305, 266],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  vhangup: [153, 58],
  personality: [135, 92],
  iopl: [172, undefined],
  ioperm: [173, undefined],
  modify_ldt: [154, undefined],
};

/** Calls of which some are refused, by their arguments. */
const CLONE = [56, 220] as const;
const SOCKET = [41, 198] as const;
const IOCTL = [16, 29] as const;
const MMAP = [9, 222] as const;
/** TIOCSTI and TIOCLINUX, which type into a terminal. */
const TERMINAL_INPUT = [0x5412, 0x541c];
/** Its flags lie in memory, where no filter can look: the C library then takes `clone`. */
const CLONE3 = [435, 435] as const;
/** Of mmap's flags: MAP_SHARED and MAP_SHARED_VALIDATE have this bit, MAP_PRIVATE has not. */
const MAP_SHARED = 0x01;
const MAP_ANONYMOUS = 0x20;
/** The newest call that this list was made for; it has the same number everywhere. */
const NEWEST = 456;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const NEW_NAMESPACES = 0x7e020000;
/** AF_UNIX, AF_INET, AF_INET6, and AF_NETLINK, by which a process asks for its own network's interfaces. */
const FAMILIES = [1, 2, 10, 16];

const ARCHITECTURES = { x64: [0, 0xc000003e], arm64: [1, 0xc00000b7] } as const;

/** Instructions of classic BPF, and where in `struct seccomp_data` their words are. */
const [LOAD, JUMP_EQUAL, JUMP_GREATER, JUMP_SET, RETURN] = [0x20, 0x15, 0x25, 0x45, 0x06];
const [NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT] = [0, 4, 16];
const [KILL, ALLOW] = [0x80000000, 0x7fff0000];
const [EPERM, ENOSYS] = [0x00050000 | 1, 0x00050000 | 38];

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/**
 * The filter's program for a processor, or nothing for one that it was not made for.
 *
 * @param refusesShared memory that processes share without a file is refused, since nothing would count it: what a process has no longer
 *                      mapped, or has dropped from its pages, is in none of the figures in /proc, and is there
 */
export function seccompProgram(processor: string, refusesShared: boolean): Buffer | undefined {
  if (processor !== "x64" && processor !== "arm64") return undefined;
  const [column, architecture] = ARCHITECTURES[processor];
  return assembled([
    [LOAD, 0, 0, ARCHITECTURE_AT],
    [JUMP_EQUAL, 1, 0, architecture],
    answer(KILL),
    [LOAD, 0, 0, NUMBER_AT],
    // x86-64's second set of numbers, for programs of 32-bit pointers, is above the newest, too.
    [JUMP_GREATER, 0, 1, NEWEST],
    answer(ENOSYS),
    ...whenEqual(CLONE3[column], [answer(ENOSYS)]),
    ...Object.values(REFUSED).flatMap(({ [column]: number }) =>
      number === undefined ? [] : whenEqual(number, [answer(EPERM)]),
    ),
    ...whenEqual(CLONE[column], [
      [LOAD, 0, 0, ARGUMENTS_AT],
      [JUMP_SET, 0, 1, NEW_NAMESPACES],
      answer(EPERM),
      answer(ALLOW),
    ]),
    ...whenEqual(SOCKET[column], [
      [LOAD, 0, 0, ARGUMENTS_AT],
      ...FAMILIES.flatMap((family) => whenEqual(family, [answer(ALLOW)])),
      answer(EPERM),
    ]),
    ...(refusesShared
      ? whenEqual(MMAP[column], [
          [LOAD, 0, 0, ARGUMENTS_AT + 24],
          [JUMP_SET, 0, 2, MAP_ANONYMOUS],
          [JUMP_SET, 0, 1, MAP_SHARED],
          answer(EPERM),
          answer(ALLOW),
        ])
      : []),
    ...whenEqual(IOCTL[column], [
      [LOAD, 0, 0, ARGUMENTS_AT + 8],
      ...TERMINAL_INPUT.flatMap((request) => whenEqual(request, [answer(EPERM)])),
      answer(ALLOW),
    ]),
    answer(ALLOW),
  ]);
}

const answer = (value: number): Instruction => [RETURN, 0, 0, value];

/** Does this if the loaded word has this value, and else goes on behind it. What is done ends with an answer. */
const whenEqual = (value: number, done: readonly Instruction[]): Instruction[] => [
  [JUMP_EQUAL, 0, done.length, value],
  ...done,
];

/** As `struct sock_filter` lies in memory; both processors are little-endian. */
function assembled(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, ifTrue, ifFalse, value], n) => {
    bytes.writeUInt16LE(code, n * 8);
    bytes.writeUInt8(ifTrue, n * 8 + 2);
    bytes.writeUInt8(ifFalse, n * 8 + 3);
    bytes.writeUInt32LE(value, n * 8 + 4);
  });
  return bytes;
}

const files = new Map<boolean, string>();

/** A file with the filter for this machine, or nothing where it has another processor. */
export function seccompFile(refusesShared: boolean): string | undefined {
  const program = seccompProgram(process.arch, refusesShared);
  const known = files.get(refusesShared);
  if (known !== undefined || program === undefined) return known;
  const folder = scratch("seccomp");
  const file = join(folder, "filter");
  writeFileSync(file, program);
  // It is no secret, and whoever starts the sandbox opens it.
  chmodSync(folder, 0o755);
  files.set(refusesShared, file);
  return file;
}
