"""hook_session.py CANDOR [CALLS [alone]]: a session of tool calls with hooks and without, back to back and one each 100 ms: what
the agent waits, what all processes take, and until when all is recorded; alone: with a process for each hook, as where there is no flock(1)."""
import ctypes, glob, json, os, resource, subprocess, sys, tempfile, time

candor, calls = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 500
payload = json.dumps({"hook_event_name": "PostToolUse", "session_id": "bench", "cwd": "/x/bench", "tool_name": "Bash",
                      "tool_use_id": "%", "tool_input": {"command": "true"}, "tool_response": "x" * 2000})
# processes in the background become children of this one when those who started them are gone
assert ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0


def recorded(user_path):
    rows = 0
    for path in glob.glob(user_path + "/telemetry/logs/agent/*/events*.log"):
        with open(path, "rb") as file:
            rows += file.read().count(b'"kind":"tool"')
    return rows


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def session(name, command, pace, environment):
    """Seconds until the agent had made its calls, until all is recorded, and of processor."""
    user_path = environment["USER_PATH"]
    known, before, begun, waited = recorded(user_path), processor(), time.perf_counter(), 0
    for i in range(calls):
        text = payload.replace("%", f"{name}_{pace}_{i}").encode()
        start = time.perf_counter()
        subprocess.run(command, input=text, env=environment, check=True)
        end = time.perf_counter()
        waited += end - start
        time.sleep(max(0, pace - (end - start)))
    done = time.perf_counter()
    expected = known + (calls if "hook" in command else 0)
    while recorded(user_path) < expected and time.perf_counter() < done + 600:
        time.sleep(0.05)
    settled = time.perf_counter() - done
    while True:  # also the process that waits for more
        try:
            os.wait()
        except ChildProcessError:
            break
    print(f"{name:7} {pace * 1000:4.0f} ms  waited {waited:6.2f} s  processor {processor() - before:6.2f} s"
          f"  recorded {settled:5.2f} s after the last call, {recorded(user_path) - known} of {expected - known} rows",
          flush=True)


with tempfile.TemporaryDirectory() as folder:
    environment = {"PATH": os.environ["PATH"], "HOME": folder, "USER_PATH": folder + "/user"}
    subprocess.run([candor, "enable"], env=environment, check=True, stdout=subprocess.DEVNULL)
    if sys.argv[3:] == ["alone"]:
        os.makedirs(folder + "/user/telemetry")
        open(folder + "/user/telemetry/hooks", "w").close()
    subprocess.run([candor, "hooked", "codex"], input=payload.encode(), env=environment, check=True)  # as setup does
    for pace in (0, 0.1):
        session("sh", ["sh", "-c", ":"], pace, environment)
        session("hook", [candor, "hook", "codex"], pace, environment)
