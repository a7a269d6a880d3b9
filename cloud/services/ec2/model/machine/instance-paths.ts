/** The folders of a stock image that a script may expect. Each instance has them on its own disk. */
export const INSTANCE_FOLDERS = [
  "etc/cron.d",
  "etc/systemd/system",
  "home/ec2-user",
  "home/ubuntu",
  "opt",
  "root",
  "srv",
  "tmp",
  "usr/local/bin",
  "var/lib",
  "var/log",
  "var/tmp",
  "var/www",
] as const;

const PATH = new RegExp(`(?<![\\w.\\-/$}])/(${INSTANCE_FOLDERS.join("|")})(?=[/\\s"'\`;:,)&|<>=]|$)`, "gm");

/**
 * A script in which the paths of these folders point to the instance's disk: `/home/ec2-user/app.py` is
 * `<disk>/home/ec2-user/app.py`. The script's text is changed, so that paths in files that the script writes are
 * changed, too.
 *
 * @param disk the absolute path of the instance's disk
 */
export const replacePaths = (script: string, disk: string): string =>
  script.replace(PATH, (_whole, folder: string) => `${disk}/${folder}`);
