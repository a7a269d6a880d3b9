"""Drives the kernel with Jupyter's own client; prints what it saw as JSON. Called with the folder of kernelspecs."""
import json
import sys

from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

ROUND_TRIP_S = 60


def run(client, code):
    outputs = []
    reply = client.execute_interactive(code, timeout=ROUND_TRIP_S, output_hook=outputs.append)
    return {
        "status": reply["content"]["status"],
        "outputs": [[message["msg_type"], text(message["content"])] for message in outputs],
    }


def text(content):
    return content.get("text") or content.get("ename") or content.get("data", {}).get("text/plain")


def main(kernels):
    specs = KernelSpecManager(kernel_dirs=[kernels])
    manager = KernelManager(kernel_name="tslab-labs", kernel_spec_manager=specs)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=ROUND_TRIP_S)
    seen = {
        "interrupt_mode": manager.kernel_spec.interrupt_mode,
        "sum": run(client, "const n: number = 6 * 7;\nn"),
        "type error": run(client, 'const s: string = n;'),
        "exception": run(client, 'throw new RangeError("far");'),
    }
    endless = client.execute("while (true) {}")
    while client.get_iopub_msg(timeout=ROUND_TRIP_S)["msg_type"] != "execute_input":
        pass
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=ROUND_TRIP_S)
    assert reply["parent_header"]["msg_id"] == endless
    seen["interrupt"] = reply["content"]["ename"]
    seen["after interrupt"] = run(client, "n")
    manager.restart_kernel()
    client.wait_for_ready(timeout=ROUND_TRIP_S)
    seen["after restart"] = run(client, '"new"')
    client.stop_channels()
    manager.shutdown_kernel()
    seen["alive at the end"] = manager.is_alive()
    print(json.dumps(seen))


main(sys.argv[1])
