package dev.candor.items.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An item as people write them, by a seed: every kind, with and without whatever may stand in one.
 *
 * @param path below {@code .ai}
 * @param content one character a byte
 * @param refusal the code with which statistics are refused; empty when it can carry them
 */
record RandomItem(String path, String content, String refusal) {
    private static final String MARK = "\u00EF\u00BB\u00BF";
    private static final List<String> KINDS = List.of(
            "directives/%s.md",
            "knowledge/%s.md",
            "knowledge/notes/%s.md",
            "tools/%s.yaml",
            "tools/net/%s.yml",
            "tools/%s.py",
            "tools/ops/%s.sh",
            "tools/%s.bash",
            "tools/%s.js",
            "tools/%s.mjs",
            "tools/%s.cjs",
            "tools/%s");
    private static final String SIGN = "kiwi-mcp:validated:2026-01-29T10:30:00Z:";

    static RandomItem of(int seed) {
        String path = KINDS.get(seed % KINDS.size()).replace("%s", "item" + seed);
        return new Writer(new Random(seed), path).item();
    }

    private static final class Writer {
        private final Random random;
        private final String path;
        private final String name;

        Writer(Random random, String path) {
            this.random = random;
            this.path = path;
            this.name = path.replaceAll(".*/|\\.[a-z]+$", "");
        }

        private boolean maybe(int percent) {
            return random.nextInt(100) < percent;
        }

        private String some(String... texts) {
            return texts[random.nextInt(texts.length)];
        }

        RandomItem item() {
            String ending = path.substring(path.lastIndexOf('/') + 1 + name.length());
            String head = switch (ending) {
                case ".md", ".yaml", ".yml" -> "";
                case "" ->
                    some(
                            "#!/bin/sh\n",
                            "#!/usr/bin/env python3\n",
                            "#!/usr/bin/env -S node --x\n",
                            "#! /bin/bash -e\n");
                case ".py" -> some("", "#!/usr/bin/env python3\n");
                case ".sh", ".bash" -> some("", "#!/bin/sh\n", "#!/usr/bin/env bash\n");
                default -> some("", "#!/usr/bin/env node\n");
            };
            String body = switch (ending) {
                case ".md" -> path.startsWith("directives") ? directive() : knowledge();
                case ".yaml", ".yml" -> yaml();
                case ".js", ".mjs", ".cjs" -> script("//");
                default -> script(head.contains("node") ? "//" : "#");
            };
            return maybe(15) ? foreign(ending, head, body) : new RandomItem(path, finished(ending, head, body), "");
        }

        /** With something in it that is somebody else's. */
        private RandomItem foreign(String ending, String head, String body) {
            String sign =
                    head.contains("node") || ending.endsWith("js") ? "// " : ending.equals(".md") ? "<!-- " : "# ";
            String hash = "0123456789abcdef".repeat(4);
            String signature = some(
                    SIGN + hash,
                    "rye:validated:2026-01-29T10:30:00Z:" + hash,
                    "sha256: " + hash,
                    "-----BEGIN PGP SIGNATURE-----");
            return switch (random.nextInt(ending.equals(".md") || ending.startsWith(".y") ? 4 : 2)) {
                case 0 -> new RandomItem(path, head + sign + signature + "\n" + body, "signature-unknown");
                case 1 ->
                    new RandomItem(
                            path, "\u00FF\u00FE" + (head + body + "x").replaceAll("(?s).", "$0\0"), "item-unbakeable");
                case 2 ->
                    ending.equals(".md")
                            ? new RandomItem(
                                    path,
                                    some(
                                                    "+++\nid = 1\n+++\n",
                                                    "{\n}\n",
                                                    ";;;\n;;;\n",
                                                    "---toml\na = 1\n---\n",
                                                    "\n---\na: 1\n---\n",
                                                    "---\na: 1\n...\n",
                                                    "% Title\n")
                                            + "Text\n",
                                    "item-unbakeable")
                            : new RandomItem(path, "{tool_id: a}\n", "item-unbakeable");
                default ->
                    ending.equals(".md")
                            ? new RandomItem(
                                    path, "---\ntelemetry: {total_runs: 1}\n---\n" + "Text\n", "telemetry-foreign")
                            : new RandomItem(path, "tool_id: a\ntelemetry:\n   total_runs: 1\n", "telemetry-foreign");
            };
        }

        private String finished(String ending, String head, String text) {
            String body = text;
            if (maybe(20) && !body.endsWith("|\n")) {
                body = body.replaceAll("\n+$", "");
            }
            String all = head + body;
            boolean crlf = maybe(25);
            if (crlf) {
                all = all.replace("\n", "\r\n");
            }
            if (maybe(35) && !all.isEmpty()) {
                return signed(ending, all, crlf ? "\r\n" : "\n", maybe(50));
            }
            return maybe(15) ? MARK + all : all;
        }

        private String signed(String ending, String all, String end, boolean asText) {
            int cut = all.startsWith("#!") && !ending.equals(".md") ? all.indexOf('\n') + 1 : 0;
            if (all.startsWith("#!") && cut == 0) {
                return all;
            }
            String part = all.substring(cut);
            if (path.startsWith("directives")) {
                int from = all.indexOf("<directive ");
                if (from < 0) {
                    return all;
                }
                part = all.substring(from, all.indexOf("</directive>") + "</directive>".length());
            } else if (ending.equals(".md")) {
                part = bodyOf(all).strip();
            }
            String hash = BakingBench.sha256(asText ? part.replace("\r\n", "\n").replace('\r', '\n') : part);
            String sign = ending.equals(".md")
                    ? "<!-- %s -->"
                    : ending.endsWith("js") || all.contains("node") ? "// %s" : "# %s";
            return all.substring(0, cut) + sign.replace("%s", SIGN + hash) + end + all.substring(cut);
        }

        private static String bodyOf(String all) {
            String[] lines = all.split("(?<=\n)");
            if (!lines[0].strip().equals("---")) {
                return all;
            }
            for (int i = 1; i < lines.length; i++) {
                if (lines[i].stripTrailing().equals("---")) {
                    return String.join("", List.of(lines).subList(i + 1, lines.length));
                }
            }
            return all;
        }

        private String frontMatter(String... keys) {
            if (maybe(25)) {
                return "";
            }
            if (maybe(15)) {
                return some("---\n---\n", "---\n\n---\n", "---\n# nothing yet\n---\n") + some("", "\n");
            }
            StringBuilder text = new StringBuilder("---\n");
            for (String key : keys) {
                text.append(maybe(70) ? key : "");
            }
            text.append("title: T\u00C3\u00A9l\n");
            extras(text);
            return text + some("---\n", "--- \n") + some("", "\n", "\n\n");
        }

        private void extras(StringBuilder text) {
            List<String> extras = new ArrayList<>(List.of(
                    "config:\n  telemetry: mine\n  deep:\n    telemetry:\n      total_runs: 3\n",
                    "note: |\n  telemetry:\n    total_runs: 1\n  # no comment\n",
                    "folded: >-\n  one\n\n  telemetry: two\n",
                    "quoted: \"telemetry: {a: 1}\"\n",
                    "tags: [telemetry, a]\n",
                    "list:\n- telemetry: 1\n- b\n",
                    "kept: |+\n  text\n\n",
                    "telemetry_on: true\n",
                    "# telemetry: later\n",
                    "anchored: &a {x: 1}\nagain: *a\n",
                    "when: 2026-01-28 14:22:00\n",
                    "plain: this goes\n  on\n"));
            while (!extras.isEmpty() && maybe(60)) {
                text.append(extras.remove(random.nextInt(extras.size())));
            }
            text.append(some("", "", "\n", "# the end\n", "  # indented comment\n"));
        }

        private String prose() {
            StringBuilder text = new StringBuilder(some("", "\n", "# Title\n\n"));
            boolean isTitled = text.length() > 1;
            List<String> parts = new ArrayList<>(List.of(
                    "Some text with\ttabs and trailing spaces  \n",
                    "---\n",
                    "telemetry:\n  total_runs: 3\n",
                    "---\ntelemetry: x\n---\n",
                    "```yaml\ntelemetry:\n  total_runs: 3\n```\n",
                    "bytes that are no UTF-8: \u00FF\u00FE\u0080\n",
                    "# telemetry:\n",
                    "\n\n",
                    "lone \r return\n"));
            boolean latin = path.startsWith("knowledge");
            for (int i = 0; i < 4; i++) {
                String part = parts.get(random.nextInt(parts.size()));
                // what is signed is text
                boolean fits = !(latin && part.contains("\u00FF"))
                        && (isTitled || !text.toString().isBlank() || !part.startsWith("---"));
                text.append(fits ? part : "");
            }
            return text.toString();
        }

        private String directive() {
            String matter = frontMatter("name: x\n", "owner: ops\n");
            String element = "<directive name=\"" + name
                    + "\" version=\"1.0.0\">\n  <metadata>telemetry:</metadata>\n</directive>";
            return matter
                    + prose()
                    + (maybe(80) ? some(element + "\n", "```xml\n" + element + "\n```\n") : "")
                    + prose();
        }

        private String knowledge() {
            return frontMatter("id: " + name + "\n", "version: \"1.0.0\"\n") + prose();
        }

        private String yaml() {
            StringBuilder text = new StringBuilder(
                    some("", "", "# A tool.\n", "%YAML 1.1\n---\n", "---\n", "\n# telemetry: none\n\n"));
            text.append(maybe(70) ? "tool_id: " + name + "\n" : "").append(maybe(50) ? "version: \"1\"\n" : "");
            text.append("executor_id: subprocess\n");
            extras(text);
            return text + some("", "", "...\n", "\n\n", "last: |\n  block\n");
        }

        private String script(String sign) {
            String coding = sign + " -*- coding: utf-8 -*-\n";
            StringBuilder text = new StringBuilder(
                    some("", "", coding, sign + " By us.\n", "\n" + coding, "  " + sign + " By us.\n \f" + coding));
            text.append(some("", "\n", sign + "     deep comment\n", sign + "\n"));
            text.append(some("", "\"\"\"Doc.\n\ntelemetry:\n  total_runs: 3\n\"\"\"\n", "'use strict';\n"));
            text.append(maybe(60) ? "__version__ = \"1.2\"\n" : "");
            text.append(some("", "x = 1\n" + sign + " telemetry:\n" + sign + "   total_runs: 3\n", "\tindented\n"));
            text.append(some("", "s = '\u00E9\u00FF'\n", "if x:\r\n    pass\n", "telemetry: 1\n"));
            return text.toString();
        }
    }
}
