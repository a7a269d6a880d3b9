import { bundleSnapshotProgram } from "./bundle.mjs";
import { createKernelSnapshot, PREFIX } from "./compile/kernel-snapshot";
import { provideSnapshot } from "./compile/startup-snapshot";

/**
 * Makes the startup snapshot of the kernel's compiler, unless it is there: kernels are then ready for a first cell some
 * seconds sooner. Where no snapshot can be made, such as in a read-only folder, kernels start without one.
 *
 * @param root absolute path of the project
 * @param home where the kernel's own sources are
 * @returns whether there is a snapshot now
 */
export async function makeKernelSnapshot(root: string, home = root): Promise<boolean> {
  try {
    const snapshot = createKernelSnapshot(root, await bundleSnapshotProgram(home));
    await provideSnapshot(snapshot, PREFIX);
    return true;
  } catch {
    return false;
  }
}
