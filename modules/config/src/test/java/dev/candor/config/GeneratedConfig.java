package dev.candor.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Config files as people write them, made from a seed, that Candor can edit: block and flow style, comments, nesting, block
 * scalars, CR LF, byte order marks, text beyond ASCII.
 */
final class GeneratedConfig {
    private static final List<String> SCALARS = List.of(
            "1",
            "true",
            "off",
            "~",
            "\"quoted # no comment\"",
            "'it''s'",
            "caf\u00e9 \u2603",
            "\uD83D\uDE00",
            "a b  c",
            "2026-01-29",
            "\"telemetry: {enabled: true}\"",
            "http://h/?a=b#c",
            "\"\\u263A\"",
            "-7.5e3",
            "!custom tagged");
    private static final List<String> COMMENTS =
            List.of("# telemetry:", "#   enabled: true", "# caf\u00e9", "#", "# {a: 1", "");

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private int names;
    private boolean anchored;

    private GeneratedConfig(long seed) {
        // seeds that lie close together begin alike
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    static String of(long seed) {
        return new GeneratedConfig(seed).text();
    }

    private String text() {
        if (random.nextInt(8) == 0) {
            lines.add(flowRoot());
        } else if (random.nextInt(10) > 0) {
            blockRoot();
        } else {
            comments("");
        }
        String lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
        String mark = random.nextInt(6) == 0 ? "\uFEFF" : "";
        String end = random.nextInt(4) == 0 ? "" : lineEnd;
        return mark + String.join(lineEnd, lines) + end;
    }

    private void blockRoot() {
        if (random.nextInt(5) == 0) {
            lines.add("---");
        }
        comments("");
        List<Runnable> entries = new ArrayList<>();
        int others = random.nextInt(5);
        for (int i = 0; i < others; i++) {
            entries.add(() -> entry("", 0));
        }
        if (random.nextInt(4) > 0) {
            entries.add(this::telemetry);
        }
        if (entries.isEmpty()) {
            entries.add(() -> entry("", 0));
        }
        Collections.shuffle(entries, random);
        entries.forEach(Runnable::run);
        comments("");
    }

    private void telemetry() {
        String key = pick(List.of("telemetry:", "\"telemetry\":", "'telemetry':", "telemetry :"));
        switch (random.nextInt(5)) {
            case 0 -> lines.add(key + trailing());
            case 1 -> lines.add(key + " " + flowSection() + trailing());
            case 2 -> lines.add(key + " " + pick(List.of("~", "null")) + trailing());
            default -> {
                lines.add(key + trailing());
                String indent = " ".repeat(1 + random.nextInt(4));
                comments(indent);
                int at = random.nextInt(3);
                for (int i = 0; i < 3; i++) {
                    if (i == at) {
                        enabled(indent);
                    } else if (random.nextBoolean() || at == 2) {
                        entry(indent, 1);
                    }
                }
            }
        }
    }

    private void enabled(String indent) {
        if (random.nextInt(4) > 0) {
            lines.add(indent + "enabled:" + " ".repeat(1 + random.nextInt(3)) + word() + trailing());
        } else {
            entry(indent, 1);
        }
    }

    private String flowSection() {
        return switch (random.nextInt(4)) {
            case 0 -> "{}";
            case 1 -> "{ " + name() + ": 1 }";
            case 2 -> "{enabled: " + word() + "}";
            default -> "{" + name() + ": [1, {a: b}], \"enabled\": " + word() + " , " + name() + ": x}";
        };
    }

    private String flowRoot() {
        String other = "\"" + name() + "\": {\"enabled\": true}";
        return switch (random.nextInt(4)) {
            case 0 -> "{}";
            case 1 -> "{" + other + "}";
            case 2 -> "{\"telemetry\": " + flowSection() + ", " + other + "}";
            default -> "{ " + other + ",\n  telemetry: " + flowSection() + "\n}";
        };
    }

    private void entry(String indent, int depth) {
        comments(indent);
        String key = indent + name() + ":";
        switch (depth > 2 ? 0 : random.nextInt(6)) {
            case 0, 1 -> lines.add(key + " " + scalar() + trailing());
            case 2 -> {
                lines.add(key + trailing());
                entry(indent + "  ", depth + 1);
                entry(indent + "  ", depth + 1);
            }
            case 3 -> {
                lines.add(key);
                lines.add(indent + "- " + scalar());
                lines.add(indent + "- enabled: true");
            }
            case 4 -> {
                lines.add(key + " " + pick(List.of("|", ">", "|-", "|+", ">2")));
                lines.add(indent + "  telemetry:");
                lines.add(indent + "    enabled: false");
                lines.add("");
            }
            default -> lines.add(key + " {enabled: " + word() + ", telemetry: [1, 2]}" + trailing());
        }
    }

    private void comments(String indent) {
        for (int i = random.nextInt(3); i > 0; i--) {
            lines.add(indent + pick(COMMENTS));
        }
    }

    private String trailing() {
        return pick(List.of("", "", "", "  ", " # enabled: true"));
    }

    private String scalar() {
        if (anchored && random.nextInt(3) == 0) {
            return "*anchor";
        }
        if (!anchored && random.nextInt(4) == 0) {
            anchored = true;
            return "&anchor x";
        }
        return pick(SCALARS);
    }

    private String word() {
        return pick(List.of("true", "false", "yes", "No", "on", "OFF", "\"true\"", "0", "~", "'off'"));
    }

    private String name() {
        return pick(List.of("key", "caf\u00e9", "Telemetry", "enable", "\uD83D\uDE00k")) + names++;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
