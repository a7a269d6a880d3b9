"""Runs jupyter_kernel_test, the suite of Jupyter's own developers, on the kernel. Prints a JSON object: the outcome of each test."""
import json
import unittest

import jupyter_kernel_test
from jupyter_kernel_test import IopubWelcomeTests, KernelTests

KERNEL = "tslab-labs"

# Only for a kernel that hangs: on a busy machine the first cell takes longer than the suite's 15 s, and later tests then read its reply.
REPLY_S = 300
jupyter_kernel_test.TIMEOUT = REPLY_S


class Patient:
    """A channel that waits for a message as long as for a reply: on a busy machine 0.1 s is too short."""

    def __init__(self, channel):
        self.channel = channel

    def get_msg(self, timeout=None):
        return jupyter_kernel_test.ensure_sync(self.channel.get_msg)(timeout=REPLY_S)


class OrderlyEnd:
    """Kills the kernel: a client of jupyter_client 8 leaves the manager no socket for a request to end."""

    @classmethod
    def tearDownClass(cls):
        cls.km.shutdown_kernel(now=True)
        cls.kc.stop_channels()


class Conformance(OrderlyEnd, KernelTests):
    kernel_name = KERNEL
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world");'
    code_stderr = 'console.error("oh no");'
    completion_samples = [
        {"text": '"abc".toUpp', "matches": {"toUpperCase"}},
        {"text": "Math.tru", "matches": {"trunc"}},
    ]
    complete_code_samples = ["1 + 1", "const x = 5;", "function f() {\n  return 1;\n}", "await f();"]
    incomplete_code_samples = ["function f() {", "const x = `one", "[1,", "/* open", "if (true)"]
    invalid_code_samples = ["const = 5", "f())", "function function"]
    code_page_something = "Math.trunc?"
    code_generate_error = 'throw new RangeError("far");'
    code_execute_result = [
        {"code": "1 + 1", "result": "2"},
        {"code": "[1, 2].map((n) => n * 2)", "result": "[ 2, 4 ]"},
        {"code": '({ outerHTML: "<b>x</b>" })', "result": "<b>x</b>", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": 'import { display } from "tslab"; display.html("<b>x</b>");', "mime": "text/html"},
        {"code": 'import { display } from "tslab"; display.png(new Uint8Array([1]));', "mime": "image/png"},
    ]
    code_history_pattern = "1?+*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.trunc"
    code_clear_output = 'import { clearOutput } from "tslab"; clearOutput();'

    def execute_helper(self, *arguments, **options):
        channel = self.kc.iopub_channel
        self.kc._iopub_channel = Patient(channel)
        try:
            return super().execute_helper(*arguments, **options)
        finally:
            self.kc._iopub_channel = channel

    def get_non_kernel_info_reply(self, timeout=None):
        """The suite's own limit is a default of its methods, which its constant no longer changes."""
        return super().get_non_kernel_info_reply(timeout=REPLY_S)


class Welcome(OrderlyEnd, IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


class Outcomes(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.seen = {}

    def stopTest(self, test):
        self.seen.setdefault(test._testMethodName, "passed")
        super().stopTest(test)

    def note(self, test, outcome):
        """A class whose kernel does not start has no method's name."""
        self.seen[getattr(test, "_testMethodName", str(test))] = outcome

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.note(test, self._exc_info_to_string(error, test))

    def addError(self, test, error):
        self.note(test, self._exc_info_to_string(error, test))

    addFailure = addError

    def addSkip(self, test, reason):
        self.note(test, f"skipped: {reason}")


outcomes = Outcomes()
loader = unittest.defaultTestLoader
for case in (Conformance, Welcome):
    loader.loadTestsFromTestCase(case).run(outcomes)
print(json.dumps(outcomes.seen))
