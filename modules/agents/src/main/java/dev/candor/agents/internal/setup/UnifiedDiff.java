package dev.candor.agents.internal.setup;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, as {@code diff -u} shows it. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final int MAX_CELLS = 1 << 22;

    private final List<String> before;
    private final List<String> after;
    private final List<Edit> edits = new ArrayList<>();

    /** One line: kept, removed or added. */
    private record Edit(char sign, int oldLine, int newLine, String text) {}

    private UnifiedDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** Empty when they are the same. */
    static String of(String name, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        UnifiedDiff diff = new UnifiedDiff(lines(before), lines(after));
        diff.compare();
        return (before.isEmpty() ? "--- /dev/null" : "--- " + name) + "\n+++ " + name + "\n" + diff.hunks();
    }

    /** Each with its line end, so that a last line without one is another line than one with it. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int feed = text.indexOf('\n', at);
            int end = feed < 0 ? text.length() : feed + 1;
            lines.add(text.substring(at, end));
            at = end;
        }
        return lines;
    }

    /** What is the same at both ends stays; of what is between them, the longest common subsequence. */
    private void compare() {
        int head = 0;
        while (head < before.size() && head < after.size() && before.get(head).equals(after.get(head))) {
            edits.add(new Edit(' ', head, head, before.get(head)));
            head++;
        }
        int oldEnd = before.size();
        int newEnd = after.size();
        while (oldEnd > head && newEnd > head && before.get(oldEnd - 1).equals(after.get(newEnd - 1))) {
            oldEnd--;
            newEnd--;
        }
        middle(head, oldEnd, newEnd);
        for (int i = oldEnd; i < before.size(); i++) {
            edits.add(new Edit(' ', i, newEnd + i - oldEnd, before.get(i)));
        }
    }

    private void middle(int head, int oldEnd, int newEnd) {
        // beyond the bound all of it goes and all of it comes
        boolean isCompared = (oldEnd - head + 1L) * (newEnd - head + 1L) <= MAX_CELLS;
        int[][] common = isCompared ? common(head, oldEnd, newEnd) : new int[0][];
        int i = head;
        int j = head;
        while (i < oldEnd || j < newEnd) {
            boolean isBoth = isCompared && i < oldEnd && j < newEnd;
            if (isBoth && before.get(i).equals(after.get(j))) {
                edits.add(new Edit(' ', i, j++, before.get(i++)));
            } else if (j == newEnd
                    || (i < oldEnd && (!isBoth || common[i + 1 - head][j - head] >= common[i - head][j + 1 - head]))) {
                edits.add(new Edit('-', i, j, before.get(i++)));
            } else {
                edits.add(new Edit('+', i, j, after.get(j++)));
            }
        }
    }

    /** How many lines two ends have in common at most, by where they begin. */
    private int[][] common(int head, int oldEnd, int newEnd) {
        int[][] common = new int[oldEnd - head + 1][newEnd - head + 1];
        for (int i = oldEnd - 1; i >= head; i--) {
            for (int j = newEnd - 1; j >= head; j--) {
                common[i - head][j - head] = before.get(i).equals(after.get(j))
                        ? common[i + 1 - head][j + 1 - head] + 1
                        : Math.max(common[i + 1 - head][j - head], common[i - head][j + 1 - head]);
            }
        }
        return common;
    }

    private String hunks() {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < edits.size(); ) {
            int change = i;
            while (change < edits.size() && edits.get(change).sign() == ' ') {
                change++;
            }
            if (change == edits.size()) {
                break;
            }
            int from = Math.max(i, change - CONTEXT);
            int last = change;
            for (int j = change; j < edits.size() && j - last <= 2 * CONTEXT; j++) {
                last = edits.get(j).sign() == ' ' ? last : j;
            }
            int to = Math.min(edits.size(), last + 1 + CONTEXT);
            hunk(shown, edits.subList(from, to));
            i = to;
        }
        return shown.toString();
    }

    private static void hunk(StringBuilder shown, List<Edit> edits) {
        long old = edits.stream().filter(edit -> edit.sign() != '+').count();
        long now = edits.stream().filter(edit -> edit.sign() != '-').count();
        Edit first = edits.getFirst();
        shown.append("@@ -").append(range(first.oldLine(), old));
        shown.append(" +").append(range(first.newLine(), now)).append(" @@\n");
        for (Edit edit : edits) {
            String line = edit.text();
            shown.append(edit.sign()).append(line);
            if (!line.endsWith("\n")) {
                shown.append("\n\\ No newline at end of file\n");
            }
        }
    }

    private static String range(int line, long count) {
        return (count == 0 ? line : line + 1) + (count == 1 ? "" : "," + count);
    }
}
