package dev.candor.agents.internal.setup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The difference of two texts, as {@code diff -u} shows it. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final int MAX_CHANGES = 4000;

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

    /** The shortest script by Myers' greedy algorithm, between what is the same at both ends. */
    private void compare() {
        int head = 0;
        while (head < before.size() && head < after.size() && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < before.size() - head
                && tail < after.size() - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        for (int i = 0; i < head; i++) {
            edits.add(new Edit(' ', i, i, before.get(i)));
        }
        middle(head, before.size() - tail, after.size() - tail);
        for (int i = tail; i > 0; i--) {
            edits.add(new Edit(' ', before.size() - i, after.size() - i, before.get(before.size() - i)));
        }
    }

    private void middle(int head, int oldEnd, int newEnd) {
        int removed = oldEnd - head;
        int added = newEnd - head;
        int max = Math.min(removed + added, MAX_CHANGES);
        int[] furthest = new int[2 * max + 2];
        List<int[]> trace = new ArrayList<>();
        for (int changes = 0; changes <= max; changes++) {
            trace.add(Arrays.copyOf(furthest, furthest.length));
            for (int k = -changes; k <= changes; k += 2) {
                boolean down = k == -changes || (k != changes && furthest[max + k - 1] < furthest[max + k + 1]);
                int x = down ? furthest[max + k + 1] : furthest[max + k - 1] + 1;
                while (x < removed && x - k < added && before.get(head + x).equals(after.get(head + x - k))) {
                    x++;
                }
                furthest[max + k] = x;
                if (x >= removed && x - k >= added) {
                    walkBack(trace, head, removed, added, max);
                    return;
                }
            }
        }
        // more changes than anybody reads: all of it goes, all of it comes
        for (int i = head; i < oldEnd; i++) {
            edits.add(new Edit('-', i, head, before.get(i)));
        }
        for (int i = head; i < newEnd; i++) {
            edits.add(new Edit('+', oldEnd, i, after.get(i)));
        }
    }

    private void walkBack(List<int[]> trace, int head, int removed, int added, int max) {
        List<Edit> backwards = new ArrayList<>();
        int x = removed;
        int y = added;
        for (int changes = trace.size() - 1; changes >= 0; changes--) {
            int[] furthest = trace.get(changes);
            int k = x - y;
            boolean down = k == -changes || (k != changes && furthest[max + k - 1] < furthest[max + k + 1]);
            int beforeK = down ? k + 1 : k - 1;
            int beforeX = changes == 0 ? 0 : furthest[max + beforeK];
            int beforeY = changes == 0 ? 0 : beforeX - beforeK;
            while (x > beforeX && y > beforeY) {
                x--;
                y--;
                backwards.add(new Edit(' ', head + x, head + y, before.get(head + x)));
            }
            if (changes > 0) {
                backwards.add(
                        down
                                ? new Edit('+', head + x, head + beforeY, after.get(head + beforeY))
                                : new Edit('-', head + beforeX, head + y, before.get(head + beforeX)));
                x = beforeX;
                y = beforeY;
            }
        }
        edits.addAll(backwards.reversed());
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
