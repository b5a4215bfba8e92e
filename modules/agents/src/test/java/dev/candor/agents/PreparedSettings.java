package dev.candor.agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Settings files as people have them.
 *
 * @param file below the home folder
 * @param refusal the place and the beginning of the sentence, for a file that is refused
 */
record PreparedSettings(String name, String agent, String file, byte[] bytes, Optional<String> refusal) {
    private static final String CLAUDE = ".claude/settings.json";
    private static final String CODEX = ".codex/config.toml";
    private static final String CODEX_HOOKS = ".codex/hooks.json";
    private static final String GEMINI = ".gemini/settings.json";
    private static final String CURSOR_HOOKS = ".cursor/hooks.json";
    private static final String CURSOR_MCP = ".cursor/mcp.json";
    private static final String COPILOT_MCP = ".copilot/mcp-config.json";

    @Override
    public String toString() {
        return name + " (" + file + ")";
    }

    private static void good(List<PreparedSettings> all, String name, String file, String text) {
        all.add(new PreparedSettings(name, agent(file), file, text.getBytes(UTF_8), Optional.empty()));
    }

    private static void bad(List<PreparedSettings> all, String name, String file, String text, String refusal) {
        all.add(new PreparedSettings(name, agent(file), file, text.getBytes(UTF_8), Optional.of(refusal)));
    }

    private static String agent(String file) {
        return switch (file.substring(1, file.indexOf('/'))) {
            case "claude" -> "claude-code";
            case "gemini" -> "gemini-cli";
            case String folder -> folder;
        };
    }

    /** All of them. */
    static List<PreparedSettings> all() {
        List<PreparedSettings> all = new ArrayList<>();
        json(all);
        toml(all);
        brokenJson(all);
        brokenToml(all);
        return all;
    }

    private static void json(List<PreparedSettings> all) {
        good(all, "empty object", GEMINI, "{}\n");
        good(all, "empty object without a newline", GEMINI, "{}");
        good(all, "empty object over two lines", CLAUDE, "{\n}\n");
        good(all, "empty file", GEMINI, "");
        good(all, "white space only", CLAUDE, " \n\n");
        good(all, "two spaces", GEMINI, """
                {
                  "theme": "GitHub",
                  "general": {
                    "vimMode": true
                  }
                }
                """);
        good(all, "tabs", CLAUDE, "{\n\t\"model\": \"opus\",\n\t\"env\": {\n\t\t\"A\": \"1\"\n\t}\n}\n");
        good(all, "four spaces, no final newline", CURSOR_MCP, """
                {
                    "mcpServers": {
                        "github": {
                            "command": "npx",
                            "args": ["-y", "server-github"]
                        }
                    }
                }""");
        good(all, "Windows line ends", GEMINI, "{\r\n  \"theme\": \"Dark\",\r\n  \"mcpServers\": {\r\n  }\r\n}\r\n");
        good(all, "byte order mark", CLAUDE, "\uFEFF{\n  \"model\": \"opus\"\n}\n");
        good(all, "byte order mark alone", CLAUDE, "\uFEFF");
        good(all, "comments at ends of lines", GEMINI, """
                // my settings
                {
                  "theme": "Dark", // at night
                  "hooks": { /* none yet */ },
                  "general": {} // the last, without a comma
                  // and one more
                }
                // the end
                """);
        good(all, "comment over lines behind the last member", CLAUDE, """
                {
                  "model": "opus" /* the
                  large one */
                }
                """);
        good(all, "commas after the last ones", CLAUDE, """
                {
                  "permissions": {
                    "allow": ["Bash(ls)",],
                  },
                  "hooks": {
                    "SessionStart": [],
                  },
                }
                """);
        good(all, "one line", GEMINI, "{\"theme\":\"Dark\",\"mcpServers\":{\"x\":{\"command\":\"x\"}}}");
        good(all, "one line with spaces", CODEX_HOOKS, "{ \"description\": \"mine\", \"hooks\": {} }\n");
        good(all, "other hooks of the same events", CLAUDE, """
                {
                  "hooks": {
                    "PostToolUse": [
                      {
                        "matcher": "Edit|Write",
                        "hooks": [{ "type": "command", "command": "prettier --write" }]
                      }
                    ],
                    "PreToolUse": [
                      { "matcher": "Bash", "hooks": [{ "type": "command", "command": "guard.sh" }] }
                    ]
                  }
                }
                """);
        good(all, "hooks of Codex beside ours", CODEX_HOOKS, """
                {
                  "description": "team hooks",
                  "hooks": {
                    "Stop": [{ "hooks": [{ "type": "command", "command": "say done" }] }],
                    "PostToolUse": [
                      { "hooks": [{ "type": "command", "command": "audit --all", "timeout": 2 }] }
                    ]
                  }
                }
                """);
        good(all, "hooks of Cursor", CURSOR_HOOKS, """
                {
                  "version": 1,
                  "hooks": {
                    "stop": [{ "command": "./done.sh" }]
                  }
                }
                """);
        good(all, "order that nobody else has", GEMINI, """
                {"z": 1,
                 "hooks"
                   : {"AfterTool"  :[
                   ]
                   }  ,
                 "a": [1,2 , 3]}
                """);
        good(all, "names like ours elsewhere", GEMINI, """
                {
                  "extensions": { "hooks": { "AfterTool": "no" }, "mcpServers": 7 },
                  "candor": null
                }
                """);
        good(all, "escapes and other letters", CLAUDE, """
                {
                  "m\\u006fdel": "\\ud83d\\ude00 \\/ é ☃ 😀",
                  "half": "\\ud800",
                  "env": { "QUOTE": "\\"{[//" }
                }
                """);
        good(
                all,
                "large and strange numbers",
                CLAUDE,
                "{\"a\": 1e308, \"b\": -0, \"c\": 123456789012345678901234567890}\n");
        good(all, "the same name twice elsewhere", CLAUDE, "{\n  \"a\": 1,\n  \"a\": 2\n}\n");
        good(all, "our MCP server, written by hand", GEMINI, """
                {
                  "mcpServers": {
                    "candor": { "command": "/opt/candor/bin/candor", "args": ["mcp"] }
                  }
                }
                """);
        good(all, "our MCP server from an older place", CURSOR_MCP, """
                {
                  "mcpServers": {
                    "candor": { "command": "/old/candor", "args": ["mcp"] }
                  }
                }
                """);
        good(all, "somebody else's server of our name", COPILOT_MCP, """
                {
                  "mcpServers": { "candor": { "command": "docker", "args": ["run", "candor"] } }
                }
                """);
        good(all, "our hook from an older place, with another time", CODEX_HOOKS, """
                {
                  "hooks": {
                    "PostToolUse": [
                      { "hooks": [{ "type": "command", "command": "/old/place/candor hook codex", "timeout": 9 }] }
                    ]
                  }
                }
                """);
        good(all, "our hook in a group with another one", GEMINI, """
                {
                  "hooks": {
                    "AfterTool": [
                      {
                        "matcher": "*",
                        "hooks": [
                          { "type": "command", "command": "other" },
                          { "type": "command", "command": "/opt/candor/bin/candor hook gemini-cli" }
                        ]
                      }
                    ]
                  }
                }
                """);
        good(all, "telemetry that goes elsewhere", GEMINI, """
                {
                  "telemetry": { "enabled": true, "target": "gcp" }
                }
                """);
        good(all, "telemetry that is off", GEMINI, """
                {
                  "telemetry": { "enabled": false, "logPrompts": true, "otlpEndpoint": "http://localhost:4317" }
                }
                """);
        good(all, "a large file", CLAUDE, large());
        good(all, "deep", CLAUDE, "{\"a\": " + "[".repeat(400) + "]".repeat(400) + "}\n");
    }

    private static String large() {
        StringBuilder text = new StringBuilder("{\n  \"permissions\": {\n    \"allow\": [\n");
        for (int i = 0; i < 40_000; i++) {
            text.append("      \"Bash(make target-").append(i).append(")\",\n");
        }
        return text.append("      \"Read\"\n    ]\n  }\n}\n").toString();
    }

    private static void toml(List<PreparedSettings> all) {
        good(all, "empty configuration", CODEX, "");
        good(all, "tables and comments", CODEX, """
                # Codex
                model = "gpt-x"   # the small one
                approval_policy = "never"

                [model_providers.fake]
                name = "fake"
                base_url = "http://127.0.0.1:1/v1"

                [projects."/home/ada/shop"]
                trust_level = "trusted"
                """);
        good(all, "no final newline", CODEX, "model = \"gpt-x\"\n\n[features]\napps = false");
        good(
                all,
                "Windows line ends in TOML",
                CODEX,
                "model = \"x\"\r\n\r\n[otel]\r\nenvironment = \"test\" # mine\r\n");
        good(all, "byte order mark in TOML", CODEX, "\uFEFFmodel = \"x\"\n");
        good(all, "a table for telemetry in the middle", CODEX, """
                [otel]
                environment = "prod"
                exporter = "none"
                # after it

                [tui]
                theme = "dark"
                """);
        good(all, "telemetry of Codex that goes elsewhere", CODEX, """
                [otel]
                exporter = { otlp-http = { endpoint = "https://collector.example/v1/logs", protocol = "binary" } }
                """);
        good(all, "an exporter in a table of its own", CODEX, """
                [otel.exporter.otlp-http]
                endpoint = "https://collector.example/v1/logs"
                protocol = "binary"
                """);
        good(all, "telemetry inline", CODEX, "otel = { environment = \"prod\" }\n");
        good(all, "telemetry with dots", CODEX, "otel.environment = \"prod\"\n[tui]\nx = 1\n");
        good(all, "servers inline", CODEX, "mcp_servers = { docs = { command = \"docs\" } }\n");
        good(all, "servers in one table", CODEX, "[mcp_servers]\ndocs = { command = \"docs\", args = [] }\n");
        good(all, "our server from an older place in TOML", CODEX, """
                [mcp_servers.candor] # by hand
                command = '/old/candor'
                args = ["mcp"]
                startup_timeout_sec = 20
                """);
        good(
                all,
                "somebody else's server of our name in TOML",
                CODEX,
                "[mcp_servers.candor]\nurl = \"https://x.example\"\n");
        good(all, "hooks in the configuration", CODEX, """
                [[hooks.PostToolUse]]
                matcher = "^Bash$"
                [[hooks.PostToolUse.hooks]]
                type = "command"
                command = "audit"

                [hooks.state."/home/ada/.codex/config.toml:post_tool_use:0:0"]
                trusted_hash = "sha256:abc"
                """);
        good(all, "hooks inline in the configuration", CODEX, "[hooks]\nStop = [{ hooks = [] }]\nPostToolUse = []\n");
        good(all, "strings of every kind", CODEX, """
                a = 'C:\\new'
                b = ""\"
                [not.a.table]
                key = 1 ""\"
                c = '''
                [[nor.this]]
                '''
                d = [ # list
                  1, 2,
                  { x = "]" }, # last
                ]
                "quoted key" = 1979-05-27T07:32:00Z
                e.f."g.h" = 0x_no_1
                """.replace("0x_no_1", "0xdead_beef"));
    }

    private static void brokenJson(List<PreparedSettings> all) {
        bad(all, "cut off", GEMINI, "{\n  \"theme\": \"Dark\",\n", "3:1: expected a member's name in double quotes");
        bad(all, "a comma is missing", CLAUDE, "{\n  \"a\": 1\n  \"b\": 2\n}\n", "3:3: expected a comma or '}'");
        bad(all, "a string does not end", GEMINI, "{\n\t\"a\": \"b\n}\n", "2:7: expected the end of a string");
        bad(all, "single quotes", CLAUDE, "{ 'a': 1 }", "1:3: expected a member's name in double quotes");
        bad(all, "a comment that does not end", GEMINI, "{\n} /* x", "2:3: expected the end of a comment");
        bad(
                all,
                "a comment where the agent reads none",
                CODEX_HOOKS,
                "{\n  // mine\n  \"hooks\": {}\n}\n",
                "2:3: expected a member's name in double quotes, found a comment, which the agent does not read");
        bad(
                all,
                "a comma after the last one where none may be",
                GEMINI,
                "{\n  \"a\": 1,\n}\n",
                "2:9: expected no comma");
        bad(all, "an array", CURSOR_MCP, "[]\n", "1:1: expected an object as the whole file, found an array");
        bad(
                all,
                "hooks that are no object",
                CLAUDE,
                "{\"hooks\": []}\n",
                "1:11: expected an object as /hooks, found an array");
        bad(
                all,
                "an event that is no array",
                GEMINI,
                "{\"hooks\": {\"AfterTool\": \"x\"}}",
                "1:25: expected an array as /hooks/AfterTool, found '\"x\"'");
        bad(
                all,
                "hooks twice",
                CLAUDE,
                "{\n  \"hooks\": {},\n  \"hooks\": {}\n}\n",
                "3:3: expected one member /hooks, found a second");
        bad(all, "two values", CLAUDE, "{}\n{}\n", "2:1: expected the end of the file");
        bad(all, "a word that is no value", CLAUDE, "{\"a\": undefined}", "1:7: expected a value");
        bad(all, "an unknown escape", GEMINI, "{\"é☃\": \"\\x\"}", "1:9: expected an escape of JSON");
        bad(all, "too deep", CLAUDE, "{\"a\":" + "[".repeat(600), "1:505: expected at most 500 levels");
        all.add(new PreparedSettings(
                "Latin-1",
                "claude-code",
                CLAUDE,
                "{\"a\":\n \"é\"}".getBytes(StandardCharsets.ISO_8859_1),
                Optional.of("2:3: expected UTF-8")));
    }

    private static void brokenToml(List<PreparedSettings> all) {
        bad(all, "no value in TOML", CODEX, "model =\n", "1:8: expected a value, found the end of the line");
        bad(all, "a word without quotes in TOML", CODEX, "a = 1\nmodel = gpt\n", "2:9: expected a value, found 'gpt'");
        bad(all, "a table twice", CODEX, "[tui]\n[x]\n[tui]\n", "3:1: expected one table [tui], found a second");
        bad(all, "a key twice", CODEX, "a = 1\na = 2\n", "2:1: expected one key a, found a second");
        bad(all, "a header that does not end", CODEX, "[tui\n", "1:5: expected ']', found the end of the line");
        bad(all, "a string that does not end in TOML", CODEX, "a = \"b\nc = 1\n", "1:5: expected the end of a string");
        bad(all, "two values in a line", CODEX, "a = 1 b = 2\n", "1:7: expected the end of the line");
        bad(
                all,
                "an array that does not end",
                CODEX,
                "a = [1, 2\n",
                "2:1: expected a comma or ']', found the end of the file");
    }
}
