package dev.candor.foundation.capability;

import dev.candor.foundation.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A result in words, for one reader. Texts of others need no care here: the door escapes what a terminal would obey. */
public final class Page {
    private static final int GAP = 2;
    private static final Pattern MARKDOWN_SIGN = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~!]");
    /** Room for the line that says how much is left out. */
    private static final int NOTE = 40;

    private final UnaryOperator<String> good;
    private final UnaryOperator<String> bad;
    private final String limit;
    private final boolean isMarkdown;
    private final List<String> lines = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private boolean isData;

    /** How a value is shown. */
    public enum Tone {
        PLAIN,
        GOOD,
        BAD
    }

    /**
     * A column of a table.
     *
     * @param isNumber whether its cells stand at its right end
     * @param tone how a cell is shown
     */
    public record Column(String heading, boolean isNumber, Function<String, Tone> tone) {
        /** A column of texts. */
        public static Column text(String heading) {
            return new Column(heading, false, cell -> Tone.PLAIN);
        }

        /** A column of numbers. */
        public static Column number(String heading) {
            return new Column(heading, true, cell -> Tone.PLAIN);
        }

        /** With a tone for each cell. */
        public Column toned(Function<String, Tone> tones) {
            return new Column(heading, isNumber, tones);
        }
    }

    /** A page for a terminal, which may show colours. */
    public Page(UnaryOperator<String> good, UnaryOperator<String> bad) {
        this(good, bad, "--limit", false);
    }

    /** A page for an agent. */
    public Page() {
        this(text -> text, text -> text, "limit", false);
    }

    /** A page for a file in Markdown: each line a paragraph, tables as GitHub knows them. */
    public static Page markdown() {
        return new Page(text -> text, text -> text, "--limit", true);
    }

    private Page(UnaryOperator<String> good, UnaryOperator<String> bad, String limit, boolean isMarkdown) {
        this.good = good;
        this.bad = bad;
        this.limit = limit;
        this.isMarkdown = isMarkdown;
    }

    /** One line. */
    public Page line(String text) {
        lines.add(oneLine(isMarkdown ? literally(text) : text));
        if (isMarkdown) {
            lines.add("");
        }
        return this;
    }

    /** A line of a file, such as a picture: a page with one is a file, whose characters go to no terminal but stay. */
    public Page data(String text) {
        isData = true;
        return line(text);
    }

    /** Whether it is a file. */
    public boolean isData() {
        return isData;
    }

    /** A text without any meaning in Markdown. */
    private static String literally(String text) {
        return MARKDOWN_SIGN.matcher(text.replace("&", "&amp;")).replaceAll("\\\\$0");
    }

    /** What is no result but must be heard: an agent finds it at the end, a person beside the result. */
    public Page notice(String text) {
        notices.add(oneLine(text));
        return this;
    }

    /** What must be heard. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** What others wrote makes no lines of ours. */
    private static String oneLine(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }

    /** Several lines. */
    public Page lines(List<String> texts) {
        texts.forEach(this::line);
        return this;
    }

    /** That so many more there are than are listed, if there are. */
    public Page more(long number) {
        return number > 0 ? line("… and " + number + " more (" + limit + ")") : this;
    }

    /** A text as its tone is shown here. */
    public String toned(String text, Tone tone) {
        return switch (tone) {
            case PLAIN -> text;
            case GOOD -> good.apply(text);
            case BAD -> bad.apply(text);
        };
    }

    /** Rows below headings, each column as wide as its longest cell; nothing without rows. */
    public Page table(List<Column> columns, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        List<String> headings = columns.stream().map(Column::heading).toList();
        if (isMarkdown) {
            lines.add(markdownRow(headings));
            lines.add(columns.stream()
                    .map(column -> column.isNumber() ? "---:|" : "---|")
                    .collect(Collectors.joining("", "|", "")));
            rows.forEach(cells -> lines.add(markdownRow(cells)));
            lines.add("");
            return this;
        }
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> CodePoints.count(oneLine(row.get(column))))
                        .reduce(CodePoints.count(columns.get(column).heading()), Math::max))
                .toArray();
        lines.add(row(columns, headings, widths, false));
        rows.forEach(cells -> lines.add(row(columns, cells, widths, true)));
        return this;
    }

    private static String markdownRow(List<String> cells) {
        return cells.stream().map(cell -> oneLine(literally(cell))).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String row(List<Column> columns, List<String> cells, int[] widths, boolean isToned) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Column column = columns.get(i);
            String cell = oneLine(cells.get(i));
            int missing = widths[i] - CodePoints.count(cell);
            line.repeat(' ', (i == 0 ? 0 : GAP) + (column.isNumber() ? missing : 0));
            line.append(isToned ? toned(cell, column.tone().apply(cell)) : cell);
            // nothing behind the last text of a line
            line.repeat(' ', column.isNumber() || i == widths.length - 1 ? 0 : missing);
        }
        return line.toString();
    }

    /** Names and values, the values below each other; nothing for an empty value. */
    public Page values(List<List<String>> pairs) {
        int width = pairs.stream()
                .mapToInt(pair -> CodePoints.count(pair.getFirst()))
                .max()
                .orElse(0);
        pairs.stream()
                .filter(pair -> !pair.getLast().isEmpty())
                .forEach(pair -> line(pair.getFirst()
                        + " ".repeat(width - CodePoints.count(pair.getFirst()) + GAP)
                        + pair.getLast()));
        return this;
    }

    /** The whole page. */
    public String text() {
        return String.join("\n", lines);
    }

    /** The page in at most so many characters: its first and its last lines, how many are between them; long ones cut. */
    public String text(int most) {
        if (!CodePoints.exceed(text(), most)) {
            return text();
        }
        int half = (most - NOTE) / 2;
        List<String> cut = lines.stream()
                .map(line -> CodePoints.exceed(line, half - 1) ? CodePoints.first(line, half - 2) + "…" : line)
                .toList();
        int head = fitting(cut, half);
        int tail = fitting(cut.subList(head, cut.size()).reversed(), half);
        List<String> shown = new ArrayList<>(cut.subList(0, head));
        int between = cut.size() - head - tail;
        if (between > 0) {
            shown.add("… " + between + " more lines …");
        }
        shown.addAll(cut.subList(cut.size() - tail, cut.size()));
        return String.join("\n", shown);
    }

    /** How many lines from the first on have so many characters. */
    private static int fitting(List<String> lines, int characters) {
        int left = characters;
        int count = 0;
        for (String line : lines) {
            left -= CodePoints.count(line) + 1;
            if (left < 0) {
                break;
            }
            count++;
        }
        return count;
    }
}
