"""Real coding agents, set up by `candor setup`, one session each against a scripted model: CANDOR FOLDER-OF-PROGRAMS.

Each runs a command that succeeds and one that exits 3, watched by OTLP and by hooks at once. Prints what Candor knows then,
as JSON: the tool calls, each once, and what of the session's content is found in the user path (which must be nothing).
"""
import json
import os
import subprocess
import sys
import tempfile
import time

from server import Server

CANDOR, PROGRAMS = sys.argv[1:3]
HERE = os.path.dirname(os.path.abspath(__file__))
LONGEST_SESSION = 100
LONGEST_WAIT = 60
PROMPT = "please run the marker-prompt steps"
SCRIPT = {
    "steps": [{"shell": "echo marker-output; true marker-argument"}, {"shell": "echo marker-output; exit 3"}],
    "final": "marker-answer",
    "usage": {"input": 1200, "cached": 800, "output": 40, "reasoning": 7},
}
SECRETS = [b"marker-prompt", b"marker-argument", b"marker-output", b"marker-answer"]
CODEX = """model = "gpt-x"
model_provider = "fake"
approval_policy = "never"
sandbox_mode = "danger-full-access"
check_for_update_on_startup = false
[analytics]
enabled = false
[feedback]
enabled = false
[features]
apps = false
plugins = false
[model_providers.fake]
name = "fake"
base_url = "http://127.0.0.1:{port}/v1"
wire_api = "responses"
"""
GEMINI = {
    "security": {"auth": {"selectedType": "gemini-api-key"}},
    "privacy": {"usageStatisticsEnabled": False},
    "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
}


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    # setup writes the hub's token into no file that others can read
    os.chmod(path, 0o600)


def run(environment, folder, *command):
    ended = subprocess.run(
        command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST_SESSION
    )
    if ended.returncode:
        raise SystemExit(f"{command[:3]} ended with {ended.returncode}: {ended.stdout[-2000:]} {ended.stderr[-2000:]}")
    return ended


def found_secrets(folder):
    found = set()
    for place, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(place, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    text = file.read()
                found.update(f"{secret.decode()} in {path}" for secret in SECRETS if secret in text)
    return sorted(found)


def calls(environment, project):
    sql = "SELECT * FROM agent"
    answer = run(environment, project, CANDOR, "query", sql, "--format", "ndjson")
    return [json.loads(line) for line in answer.stdout.splitlines()]


def main():
    root = tempfile.mkdtemp()
    home, project, user = (os.path.join(root, name) for name in ("home", "project", "user"))
    for folder in (home, project, user):
        os.mkdir(folder)
    script = os.path.join(root, "script.json")
    write(script, json.dumps(SCRIPT))
    model = subprocess.Popen(
        ["python3", os.path.join(HERE, "fake_model.py"), "--script", script, "--seconds", "300"], stdout=subprocess.PIPE
    )
    try:
        port = int(model.stdout.readline())
        write(os.path.join(home, ".codex", "config.toml"), CODEX.format(port=port))
        write(os.path.join(home, ".gemini", "settings.json"), json.dumps(GEMINI, indent=2))
        environment = {
            "HOME": home,
            "USER_PATH": user,
            "PATH": PROGRAMS + os.pathsep + os.environ["PATH"],
            "NODE_OPTIONS": "",
            "GEMINI_API_KEY": "x",
            "GOOGLE_GEMINI_BASE_URL": f"http://127.0.0.1:{port}",
            "HTTPS_PROXY": f"http://127.0.0.1:{port}",
            "HTTP_PROXY": f"http://127.0.0.1:{port}",
            "NO_PROXY": "127.0.0.1,localhost",
            "TERM": "xterm",
        }
        os.environ.update(HOME=home)
        server = Server(CANDOR, user)
        try:
            said = run(environment, project, CANDOR, "setup", "codex", "gemini-cli", "--otlp", "--hooks", "--yes")
            run(environment, project, "codex", "exec", "--skip-git-repo-check", "--dangerously-bypass-hook-trust", PROMPT)
            run(environment, project, "gemini", "--yolo", "--skip-trust", "-m", "gemini-2.5-flash", "-p", PROMPT)
            deadline = time.monotonic() + LONGEST_WAIT
            while True:
                # hooks hand over to a process in the background, of which each session's last one reads the transcript
                rows = calls(environment, project)
                seen = {(row["agent"], row["origin"]) for row in rows if row["kind"] == "tool"}
                ended = {row["agent"] for row in rows if row["kind"] == "session_end"}
                if len(seen) == 6 and len(ended) == 2 or time.monotonic() > deadline:
                    break
                time.sleep(0.5)
            stats = run(environment, project, CANDOR, "stats", "--by", "tool", "--json").stdout
            models = run(environment, project, CANDOR, "stats", "--by", "model", "--json").stdout
        finally:
            server.process.terminate()
            server.process.wait(timeout=60)
            server.process.stderr.close()
    finally:
        model.terminate()
        model.wait(timeout=60)
        model.stdout.close()
    print(
        json.dumps(
            {
                "setup": said.stdout.decode(),
                "rows": rows,
                "tools": json.loads(stats)["groups"],
                "models": json.loads(models)["groups"],
                "secrets": found_secrets(user),
            }
        )
    )


main()
