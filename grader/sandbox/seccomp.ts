import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createScratchFolder } from "./scratch";

/**
 * A filter of system calls for sandboxed code, as bubblewrap takes it: a program of classic BPF over `struct seccomp_data`.
 *
 * It refuses calls that reach beyond the sandbox's namespaces (key rings of the kernel, sockets of the hypervisor), calls that make
 * new namespaces (in which a process has rights again), parts of the kernel that have had many vulnerabilities and that no honest lab
 * needs (io_uring, userfaultfd, bpf, perf), memory that is counted for no process, and every call that is newer than this list.
 *
 * See https://docs.kernel.org/userspace-api/seccomp_filter.html and the list of Docker's default profile.
 */

/**
 * Refused calls by name: the number on x86-64, and that on 64-bit ARM; undefined where the call does not exist.
 * `seccomp.test.ts` compares each with libseccomp's.
 */
export const REFUSED: Readonly<Record<string, readonly [x64: number | undefined, arm64: number | undefined]>> = {
  // Key rings: the kernel keeps them for a user or a session, beyond the end of a process.
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  userfaultfd: [323, 282],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  // Namespaces and mounts. `clone` is handled below.
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
  // Access to other processes, and to files by other ways than their names.
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  kcmp: [312, 272],
  pidfd_getfd: [438, 438],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  fanotify_init: [300, 262],
  // Memory that is counted for no process while none has mapped it.
  shmget: [29, 194],
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  // Modules, clock and restart of the machine itself.
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

/** Numbers of calls that are refused only with certain arguments. */
const CLONE = [56, 220] as const;
const SOCKET = [41, 198] as const;
const IOCTL = [16, 29] as const;
const MMAP = [9, 222] as const;
/** TIOCSTI and TIOCLINUX, which put input into a terminal. */
const TERMINAL_INPUT = [0x5412, 0x541c];
/**
 * Refused as if the kernel did not have it, since a filter cannot read its flags in memory: the C library then uses
 * `clone`.
 */
const CLONE3 = [435, 435] as const;
/** A bit of mmap's flags: MAP_SHARED and MAP_SHARED_VALIDATE have it, MAP_PRIVATE does not. */
const MAP_SHARED = 0x01;
const MAP_ANONYMOUS = 0x20;
/** The newest call that this list was made for; it has the same number everywhere. */
const NEWEST = 456;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const NEW_NAMESPACES = 0x7e020000;
/** AF_UNIX, AF_INET, AF_INET6, and AF_NETLINK, which a process needs to list the interfaces of its own network. */
const FAMILIES = [1, 2, 10, 16];

const ARCHITECTURES = { x64: [0, 0xc000003e], arm64: [1, 0xc00000b7] } as const;

/** Instructions of classic BPF, and below the offsets of the words that they load from `struct seccomp_data`. */
const [LOAD, JUMP_EQUAL, JUMP_GREATER, JUMP_SET, RETURN] = [0x20, 0x15, 0x25, 0x45, 0x06];
const [NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT] = [0, 4, 16];
const [KILL, ALLOW] = [0x80000000, 0x7fff0000];
const [EPERM, ENOSYS] = [0x00050000 | 1, 0x00050000 | 38];

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/**
 * The filter's program for a processor; undefined for a processor that is not supported.
 *
 * @param refusesShared memory that processes share without a file is refused, since nothing would count it: the parts that a process has
 *                      unmapped, or dropped from its pages, still exist, but /proc shows them for no process
 */
export function createSeccompProgram(processor: string, refusesShared: boolean): Buffer | undefined {
  if (processor !== "x64" && processor !== "arm64") return undefined;
  const [column, architecture] = ARCHITECTURES[processor];
  return assembleProgram([
    [LOAD, 0, 0, ARCHITECTURE_AT],
    [JUMP_EQUAL, 1, 0, architecture],
    answer(KILL),
    [LOAD, 0, 0, NUMBER_AT],
    // The numbers of x86-64's x32 calls, for programs with 32-bit pointers, are above the newest, too.
    [JUMP_GREATER, 0, 1, NEWEST],
    answer(ENOSYS),
    ...createWhenEqual(CLONE3[column], [answer(ENOSYS)]),
    ...Object.values(REFUSED).flatMap(({ [column]: number }) =>
      number === undefined ? [] : createWhenEqual(number, [answer(EPERM)]),
    ),
    ...createWhenEqual(CLONE[column], [
      [LOAD, 0, 0, ARGUMENTS_AT],
      [JUMP_SET, 0, 1, NEW_NAMESPACES],
      answer(EPERM),
      answer(ALLOW),
    ]),
    ...createWhenEqual(SOCKET[column], [
      [LOAD, 0, 0, ARGUMENTS_AT],
      ...FAMILIES.flatMap((family) => createWhenEqual(family, [answer(ALLOW)])),
      answer(EPERM),
    ]),
    ...(refusesShared
      ? createWhenEqual(MMAP[column], [
          [LOAD, 0, 0, ARGUMENTS_AT + 24],
          [JUMP_SET, 0, 2, MAP_ANONYMOUS],
          [JUMP_SET, 0, 1, MAP_SHARED],
          answer(EPERM),
          answer(ALLOW),
        ])
      : []),
    ...createWhenEqual(IOCTL[column], [
      [LOAD, 0, 0, ARGUMENTS_AT + 8],
      ...TERMINAL_INPUT.flatMap((request) => createWhenEqual(request, [answer(EPERM)])),
      answer(ALLOW),
    ]),
    answer(ALLOW),
  ]);
}

const answer = (value: number): Instruction => [RETURN, 0, 0, value];

/**
 * Instructions that are executed if the loaded word has this value, and otherwise skipped. They must end with a return.
 */
const createWhenEqual = (value: number, done: readonly Instruction[]): Instruction[] => [
  [JUMP_EQUAL, 0, done.length, value],
  ...done,
];

/** The program's bytes, as `struct sock_filter` in memory; both processors are little-endian. */
function assembleProgram(program: readonly Instruction[]): Buffer {
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

/** Path of a file with the filter for this machine; undefined if its processor is not supported. */
export function getSeccompFile(refusesShared: boolean): string | undefined {
  const program = createSeccompProgram(process.arch, refusesShared);
  const known = files.get(refusesShared);
  if (known !== undefined || program === undefined) return known;
  const folder = createScratchFolder("seccomp");
  const file = join(folder, "filter");
  writeFileSync(file, program);
  // The filter isn't a secret, and the user who starts the sandbox must be able to open it.
  chmodSync(folder, 0o755);
  files.set(refusesShared, file);
  return file;
}
