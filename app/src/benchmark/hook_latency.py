"""How long an agent waits for `candor hook`, beside `sh -c :`, in turns; and what the process behind it takes."""
import glob, json, os, resource, statistics, subprocess, sys, time

candor, calls = sys.argv[1], int(sys.argv[2])
payload = json.dumps({"hook_event_name": "PostToolUse", "session_id": "bench", "cwd": "/x/bench", "tool_name": "Bash",
                      "tool_use_id": "%", "tool_input": {"command": "true"}, "tool_response": "x" * 2000})


def recorded():
    rows = 0
    for path in glob.glob(os.environ["USER_PATH"] + "/telemetry/logs/agent/*/events*.log"):
        with open(path, "rb") as file:
            rows += file.read().count(b"\n")
    return rows


def call(command, text):
    """Milliseconds until the agent may go on, of processor until then, and until the row is recorded."""
    rows = recorded() + (1 if "hook" in command else 0)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    ended = subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    waited = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    while recorded() < rows:
        time.sleep(0.001)
    assert ended.returncode == 0 and ended.stdout == b"", ended
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return waited * 1000, cpu * 1000, (time.perf_counter() - begun) * 1000


rows = {"sh -c :": [], "candor hook": []}
for i in range(calls):
    text = payload.replace("%", f"call_{os.getpid()}_{i}").encode()
    rows["sh -c :"].append(call(["sh", "-c", ":"], text))
    rows["candor hook"].append(call([candor, "hook", "codex"], text))
print("ms             waited: median   p95  least   processor: mean   recorded after: median")
for name, measured in rows.items():
    waited = sorted(row[0] for row in measured)
    print(f"{name:12} {statistics.median(waited):16.2f} {waited[int(0.95 * calls)]:6.2f} {waited[0]:6.2f}"
          f" {statistics.mean(row[1] for row in measured):17.2f} {statistics.median(row[2] for row in measured):24.0f}")
