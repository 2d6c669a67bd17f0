"""Speaks to Lepton's kernel as Jupyter's own frontends do; ends with 1 and a sentence if it must."""

import queue
import sys
import time

from jupyter_client import KernelManager

BEGUN = 'System.out.println("begun"); '
ENDLESS = [
    BEGUN + "while (true) { }",  # stopped between two statements
    "{ " + BEGUN + "while (true) { } }",
    "spark.range(4).toJavaRDD().map(x -> { " + BEGUN + "Thread.sleep(600000); return x; }).count()",
]


def run(code, stop_at=None, seconds=120):
    """The results and errors of a cell; interrupts it once stop_at has been printed."""
    message = client.execute(code)
    begin, stopped, said = time.time(), None, []
    while time.time() - begin < seconds:
        try:
            heard = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            heard = None
        if heard is not None and heard["parent_header"].get("msg_id") == message:
            content = heard["content"]
            if heard["msg_type"] == "error":
                said.append(content["ename"] + ": " + content["evalue"])
            elif heard["msg_type"] in ("execute_result", "stream"):
                said.append(content.get("text") or content["data"]["text/plain"])
            elif content.get("execution_state") == "idle":
                return said, 0 if stopped is None else time.time() - stopped
        if stop_at is not None and stopped is None and stop_at in "".join(said):
            manager.interrupt_kernel()
            stopped = time.time()
    sys.exit("no end of: " + code)


def expect(what, found, wanted):
    print(what, found)
    if not wanted:
        sys.exit(what + ": " + str(found))


manager = KernelManager(kernel_name="lepton")
manager.start_kernel()
client = manager.client()
try:
    client.start_channels()
    client.wait_for_ready(timeout=120)
    expect("value", *(lambda said: (said, said == ["2"]))(run("1 + 1")[0]))
    for endless in ENDLESS:
        said, took = run(endless, stop_at="begun")
        expect("stopped after %.1f s" % took, said, said[-1].endswith("Interrupted.") and took < 15)
    said, _ = run("spark.range(3).count()")
    expect("cores are free again", said, said == ["3"])
    said, _ = run("lake.nothing()")
    expect("error", said, "nothing()" in said[0] and len(said[0].splitlines()) < 8)
    found = client.complete("lake.ta", 7, reply=True, timeout=60)["content"]["matches"]
    expect("completion", found, "table(" in found)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
