/**
 * Programs that come before the system's own on an instance's path: installing a package succeeds without installing
 * anything, as this machine's programs are used, and commands that would change the machine do nothing. Each is a shell
 * script; the boot sets the `LAB_*` variables.
 */
const createPackagesShim = (
  name: string,
): string => `# ${name}: what a stock image installs is answered by this machine.
for word in "$@"; do case "$word" in -*|install|update|upgrade|remove|enable|makecache|clean) ;; *) echo "${name}: $word is answered by this machine";; esac; done
exit 0
`;

const nothing = "exit 0\n";

const pip = `# Packages cannot be had from here: what this machine's Python has counts as installed.
[ "$1" = "install" ] || exec "$LAB_PYTHON" -m pip "$@"
shift; status=0; skip=
for word in "$@"; do
  if [ -n "$skip" ]; then skip=; continue; fi
  case "$word" in -r|-i|-t|-c|--requirement|--index-url|--target|--constraint) skip=1; continue;; -*) continue;; esac
  package=\${word%%[<>=!~\\[]*}; [ "$package" = pip ] && continue
  if "$LAB_PYTHON" -c 'import importlib.metadata as m, sys; m.version(sys.argv[1])' "$package" 2>/dev/null; then echo "Requirement already satisfied: $word"
  else echo "ERROR: No matching distribution found for $word (the lab cloud's instances have what this machine's Python has)" >&2; status=1; fi
done
exit $status
`;

const python = `if [ "$1" = "-m" ] && [ "$2" = "pip" ]; then shift 2; exec pip3 "$@"; fi
exec "$LAB_PYTHON" "$@"
`;

const npm = `# Packages can't be installed from here. Node itself is available, and the AWS SDK of this installation: npm install links its packages.
case "$1" in install|i|ci|add) shift;; *) echo "npm $1: the lab cloud's instances only know npm install" >&2; exit 1;; esac
prefix=.
words=()
while [ $# -gt 0 ]; do
  case "$1" in --prefix|-C) prefix=$2; shift 2;; --prefix=*) prefix=\${1#--prefix=}; shift;; -*) shift;; *) words+=("$1"); shift;; esac
done
for word in "\${words[@]}"; do
  # A version stands behind the second @ of a package with a scope.
  rest=\${word:1}; package=\${word:0:1}\${rest%%@*}
  if [ -n "$LAB_NODE_MODULES" ] && [ -d "$LAB_NODE_MODULES/$package" ]; then
    mkdir -p "$prefix/node_modules/$(dirname "$package")" && ln -sfn "$LAB_NODE_MODULES/$package" "$prefix/node_modules/$package"
    echo "added $package"
  else echo "npm: $word is answered by this machine"; fi
done
exit 0
`;

const sudo = `while [ $# -gt 0 ]; do case "$1" in -u|-g|-h) shift 2;; -*) shift;; *=*) export "$1"; shift;; *) break;; esac; done
[ $# -gt 0 ] || exit 0
exec "$@"
`;

const su = `command=; while [ $# -gt 0 ]; do case "$1" in -c) command=$2; shift 2;; *) shift;; esac; done
[ -n "$command" ] || exit 0
exec bash -c "$command"
`;

const curl = `# The two addresses that an instance knows: its own metadata, and the random-user API.
words=()
for word in "$@"; do
  case "$word" in
    http://169.254.169.254/latest/api/token) echo lab-token; exit 0;;
    http://169.254.169.254/latest/meta-data/*) exec ec2-metadata --path "\${word#http://169.254.169.254/latest/meta-data/}";;
    http://169.254.169.254/latest/user-data) exec cat "$LAB_USER_DATA";;
    http://randomuser.me/api*|https://randomuser.me/api*) rest=\${word#*randomuser.me/api}; words+=("\${RANDOM_USER_API%/}\${rest}");;
    *) words+=("$word");;
  esac
done
exec "$LAB_CURL" "\${words[@]}"
`;

const metadata = `# What an instance can ask about itself.
key=$2; [ "$1" = "--path" ] || key=$(echo "$1" | sed 's/^--*//')
case "$key" in
  instance-id|i) echo "$LAB_INSTANCE_ID";;
  placement/region|R) echo "$AWS_REGION";;
  placement/availability-zone|availability-zone|z) echo "$LAB_ZONE";;
  local-ipv4|o) echo "$LAB_PRIVATE_IP";;
  public-ipv4|v) echo "$LAB_PUBLIC_IP";;
  instance-type|t) echo "$LAB_INSTANCE_TYPE";;
  ami-id|a) echo "$LAB_IMAGE_ID";;
  *) echo "ec2-metadata: the lab cloud does not know $key" >&2; exit 22;;
esac
`;

const systemctl = `# Services of an instance: what ExecStart says runs in the background, again and again if Restart says so.
units="$LAB_DISK/etc/systemd/system"; now=
verb=; names=()
for word in "$@"; do case "$word" in --now) now=1;; -*) ;; *) if [ -z "$verb" ]; then verb=$word; else names+=("\${word%.service}"); fi;; esac; done
of() { sed -n "s/^$2=//p" "$units/$1.service"; }
run() {
  # systemd's quotes are those of a shell; its Environment lines hold one or more assignments.
  set -a; while read -r line; do [ -n "$line" ] && eval "$line"; done < <(of "$1" Environment); set +a
  folder=$(of "$1" WorkingDirectory); cd "\${folder:-$LAB_DISK}" || return
  restart=$(of "$1" Restart)
  while :; do
    eval "$(of "$1" ExecStart | head -1)"; status=$?
    case "$restart" in always) ;; on-failure) [ $status -eq 0 ] && return;; *) return;; esac
    sleep "$(of "$1" RestartSec | tr -cd '0-9' | sed 's/^$/1/')"
  done
}
start() { if [ -f "$units/$1.run" ] && kill -0 "$(cat "$units/$1.run")" 2>/dev/null; then return; fi; ( run "$1" ) & echo $! > "$units/$1.run"; disown; }
stop() { [ -f "$units/$1.run" ] || return 0; pid=$(cat "$units/$1.run"); rm -f "$units/$1.run"; pkill -P "$pid" 2>/dev/null; kill "$pid" 2>/dev/null; return 0; }
[ "$verb" = "boot" ] && for mark in "$units"/*.enabled; do [ -e "$mark" ] && rm -f "\${mark%.enabled}.run" && start "$(basename "\${mark%.enabled}")"; done
for name in "\${names[@]}"; do
  if [ ! -f "$units/$name.service" ]; then
    case "$verb" in status|is-active) echo inactive; exit 3;; *) echo "systemctl: $name is answered by this machine"; continue;; esac
  fi
  case "$verb" in
    enable) touch "$units/$name.enabled"; [ -n "$now" ] && start "$name";;
    disable) rm -f "$units/$name.enabled"; [ -n "$now" ] && stop "$name";;
    start) start "$name";;
    restart|reload) stop "$name"; start "$name";;
    stop) stop "$name";;
    status|is-active) if [ -f "$units/$name.run" ] && kill -0 "$(cat "$units/$name.run")" 2>/dev/null; then echo active; else echo inactive; exit 3; fi;;
    *) echo "systemctl $verb: the lab cloud's instances do not know it" >&2; exit 1;;
  esac
done
exit 0
`;

const service = 'exec systemctl "$2" "$1"\n';
const shutdown = 'kill -TERM "$LAB_MACHINE"\n';
const crontab =
  'echo "crontab: the lab cloud\'s instances have no cron. Start a loop in the background with nohup instead." >&2\nexit 1\n';
const run = (variable: string): string => `exec "$${variable}" "$@"\n`;

/** The text of each program after its first line, by the program's name. */
export const SHIMS: Readonly<Record<string, string>> = {
  "amazon-linux-extras": createPackagesShim("amazon-linux-extras"),
  apt: createPackagesShim("apt"),
  "apt-get": createPackagesShim("apt-get"),
  dnf: createPackagesShim("dnf"),
  rpm: createPackagesShim("rpm"),
  yum: createPackagesShim("yum"),
  pip,
  pip3: pip,
  python,
  python3: python,
  npm,
  node: run("LAB_NODE"),
  aws: run("LAB_AWS"),
  sudo,
  su,
  curl,
  "ec2-metadata": metadata,
  systemctl,
  service,
  crontab,
  shutdown,
  poweroff: shutdown,
  halt: shutdown,
  chown: nothing,
  chgrp: nothing,
  useradd: nothing,
  usermod: nothing,
  groupadd: nothing,
  hostnamectl: nothing,
  timedatectl: nothing,
  ufw: nothing,
  loginctl: nothing,
  "cloud-init": nothing,
};

/** The program that an instance runs when it starts: it runs the user data if that is due, else starts the enabled services, and then waits. */
export const BOOT = `#!/bin/bash
trap 'exit 0' TERM
export LAB_MACHINE=$$
cd "$LAB_DISK"
if [ -n "$LAB_INTERPRETER" ]; then
  echo "cloud-init: the user data begins"
  "$LAB_INTERPRETER" "$LAB_USER_DATA" < /dev/null &
  wait $!
  echo "cloud-init: the user data ended with exit status $?"
else
  systemctl boot
fi
tail -f /dev/null &
wait $!
`;
