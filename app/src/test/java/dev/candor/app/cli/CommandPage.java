package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.yaml.YamlReader;
import dev.candor.foundation.yaml.YamlSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands of a page of Markdown, in their order. A block of {@code sh} is run; a block without a language after it is what
 * it prints, where {@code …} stands for anything. What cannot be run here has a comment before it that says why:
 * {@code <!-- not run: needs Maven -->}. Of a block of {@code yaml} the commands of its jobs that begin with {@code candor} are
 * run.
 */
final class CommandPage {
    private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)\\s*");
    private static final Pattern VARYING = Pattern.compile("(?<time>\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z)"
            + "|(?<duration>\\b[\\d.,]+(?= m?s\\b)|(?<=duration_ms\":)\\d+)|(?<gap> {2,})|(?<any>…)");

    private final List<Step> steps = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    /**
     * A block.
     *
     * @param line where it begins in its page, counted from 1
     * @param expected what it prints, a pattern for each line; anything when empty
     */
    record Step(int line, String commands, List<Pattern> expected) {
        /** A block that looks at the exit code by itself goes on after a command that fails. */
        boolean mayFail() {
            return commands.contains("$?");
        }
    }

    private record Block(int line, String language, List<String> lines, String before) {}

    CommandPage(String text) {
        List<Block> blocks = blocks(text.lines().toList());
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.before().startsWith("<!-- not run: ")) {
                left.add(block.before());
            } else if (block.language().equals("sh")) {
                boolean isTold = i + 1 < blocks.size()
                        && blocks.get(i + 1).language().isEmpty()
                        && blocks.get(i + 1).before().isEmpty();
                List<Pattern> expected = isTold
                        ? blocks.get(i + 1).lines().stream()
                                .map(CommandPage::pattern)
                                .toList()
                        : List.of();
                steps.add(new Step(block.line(), String.join("\n", block.lines()), expected));
            } else if (block.language().equals("yaml")) {
                yaml(block);
            }
        }
    }

    /** What is run. */
    List<Step> steps() {
        return steps;
    }

    /** The comments of what is not. */
    List<String> left() {
        return left;
    }

    /** The last line before a block that is not empty, unless it belongs to the block before. */
    private static List<Block> blocks(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        String before = "";
        for (int i = 0; i < lines.size(); i++) {
            var fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                before = lines.get(i).isBlank() ? before : lines.get(i).strip();
                continue;
            }
            int begin = i + 1;
            List<String> inside = new ArrayList<>();
            while (!FENCE.matcher(lines.get(++i)).matches()) {
                inside.add(lines.get(i));
            }
            blocks.add(new Block(begin, fence.group(1), inside, before));
            before = "";
        }
        return blocks;
    }

    private void yaml(Block block) {
        try {
            List<String> texts = new ArrayList<>();
            commands(YamlReader.readMapping(String.join("\n", block.lines()), 1000), texts);
            String candor = texts.stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("candor "))
                    .collect(Collectors.joining("\n"));
            if (!candor.isEmpty()) {
                steps.add(new Step(block.line(), candor, List.of()));
            }
        } catch (YamlSyntaxException e) {
            throw new AssertionError("the block of line " + block.line() + " is no YAML", e);
        }
    }

    /** What a job of GitHub Actions runs, or one of GitLab. */
    private static void commands(JsonValue value, List<String> texts) {
        if (value instanceof ArrayValue array) {
            array.items().forEach(item -> commands(item, texts));
        } else if (value instanceof ObjectValue object) {
            object.members().forEach((name, member) -> {
                if (member instanceof StringValue text && name.equals("run")) {
                    texts.add(text.text());
                } else if (member instanceof ArrayValue array && name.endsWith("script")) {
                    array.items().stream()
                            .map(item -> ((StringValue) item).text())
                            .forEach(texts::add);
                } else {
                    commands(member, texts);
                }
            });
        }
    }

    /** A line that is printed, whenever it is and however long things take. */
    private static Pattern pattern(String line) {
        StringBuilder pattern = new StringBuilder();
        var varying = VARYING.matcher(line);
        int done = 0;
        while (varying.find()) {
            pattern.append(Pattern.quote(line.substring(done, varying.start())));
            pattern.append(
                    varying.group("time") != null
                            ? "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z"
                            : varying.group("duration") != null
                                    ? "[\\d.,]+"
                                    : varying.group("gap") != null ? " +" : ".*");
            done = varying.end();
        }
        return Pattern.compile(pattern + Pattern.quote(line.substring(done)));
    }
}
