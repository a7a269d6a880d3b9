/** The folders of a stock image that a script may expect. An instance has its own ones. */
export const OWN_FOLDERS = [
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

const PATH = new RegExp(`(?<![\\w.\\-/$}])/(${OWN_FOLDERS.join("|")})(?=[/\\s"'\`;:,)&|<>=]|$)`, "gm");

/**
 * A script with the folders of a stock image moved into the instance's own: `/home/ec2-user/app.py` is
 * `<disk>/home/ec2-user/app.py`. It works on the script's text, so that what the script writes into files names them, too.
 *
 * @param disk the instance's folder, absolute
 */
export const withOwnPaths = (script: string, disk: string): string =>
  script.replace(PATH, (_whole, folder: string) => `${disk}/${folder}`);
